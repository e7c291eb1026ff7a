import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import manifest from '../package.json' with { type: 'json' };

export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  system: string;
  node: string;
  /** What WebGPU runs on. */
  adapter: string;
  /** Of each system, by the package it is. */
  versions: Record<string, string>;
}

/** What the figures were measured on, and with. */
export function describeMachine(adapter: string): Machine {
  const theirs = Object.entries(manifest.devDependencies).filter(([, version]) => /^\d/.test(version));
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    adapter,
    versions: { textcam: manifest.version, ...Object.fromEntries(theirs) },
  };
}

/** The machine in lines of text. */
export function machineText({ cpu, cores, memoryGiB, system, node, adapter, versions }: Machine): string {
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [`${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}`, adapter, named.join(', ')].join('\n');
}
