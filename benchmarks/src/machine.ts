import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import manifest from '../package.json' with { type: 'json' };

export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  system: string;
  node: string;
  /** What WebGPU runs on, where it takes part. */
  adapter?: string;
  /** Of each system, by the package it is. */
  versions: Record<string, string>;
}

/** What the figures were measured on, and with; `versions` of what npm did not bring. */
export function describeMachine({ adapter, versions }: Pick<Partial<Machine>, 'adapter' | 'versions'>): Machine {
  const theirs = Object.entries(manifest.devDependencies).filter(([, version]) => /^\d/.test(version));
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    ...(adapter === undefined ? {} : { adapter }),
    versions: { textcam: manifest.version, ...Object.fromEntries(theirs), ...versions },
  };
}

/** The machine in lines of text. */
export function machineText({ cpu, cores, memoryGiB, system, node, adapter, versions }: Machine): string {
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const computer = `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}`;
  return [computer, ...(adapter === undefined ? [] : [adapter]), named.join(', ')].join('\n');
}
