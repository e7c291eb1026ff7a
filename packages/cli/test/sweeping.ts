import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Ran, temporaryFolder, textcam, type World } from './textcam.js';

/** A folder with a sweep's settings in it, gone when the test is finished, and what can be done there. */
export interface Sweeping {
  folder: string;
  config: string;
  out: string;
  sweep(argv?: readonly string[], world?: World): Promise<Ran>;
  write(config: object): Promise<void>;
  /** The lines of runs.jsonl. */
  lines(): Promise<Line[]>;
}

export interface Line {
  id: string;
  status: string;
  reason?: string;
  seed: number;
  settings: Record<string, unknown>;
  figures: Record<string, number | null>;
  [name: string]: unknown;
}

/** Small settings on the starter corpus: a run takes a second, most of it to start its process. */
export const smallSweep = {
  dataset: 'starter',
  settings: { dimensions: [4], batchSize: [32], epochs: [1] },
  seeds: [1],
};

export async function sweepIn(config: object): Promise<Sweeping> {
  const folder = await temporaryFolder();
  const path = join(folder, 'sweep.json');
  const out = join(folder, 'out');
  const write = (value: object) => writeFile(path, JSON.stringify(value));
  await write(config);
  return {
    ...{ folder, config: path, out, write },
    sweep: (argv = [], world) => textcam(['sweep', path, '--device', 'cpu', '--out', out, ...argv], world),
    async lines() {
      const text = await readFile(join(out, 'runs.jsonl'), 'utf8');
      return text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
    },
  };
}
