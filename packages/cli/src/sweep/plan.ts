import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { Dataset } from '@textcam/text';
import { version } from '../version.js';
import type { Candidate } from './candidates.js';
import type { SweepConfig } from './config.js';

/** One run of a sweep: a combination of settings with a seed. */
export interface PlannedRun {
  /** Stands for all that decides its figures: a run with the same id gives the same. */
  id: string;
  candidate: Candidate;
  seed: number;
}

/**
 * All runs of a sweep: every combination of settings with every seed, a combination's seeds one after the other. Reads data and vectors through
 * to tell them from others. Throws DatasetError for what cannot be read.
 */
export async function planRuns({ candidates, seeds, part, dataset: options }: SweepConfig, dataset: Dataset) {
  const { on, validation, limit } = part;
  const data = (await dataset.digest?.()) ?? JSON.stringify(options);
  const digests = new Map<string, string>();
  for (const { vectors } of candidates) if (!digests.has(vectors)) digests.set(vectors, await digestOfVectors(vectors));
  const idOf = ({ preset: { name: _, ...preset }, vectors }: Candidate, seed: number) => {
    const scored = on === 'test' ? ['test', limit] : ['validation', limit, validation];
    // The next version of the program may train otherwise.
    const decisive = [version(), data, scored, inOrder(preset), digests.get(vectors), seed];
    return createHash('sha256').update(JSON.stringify(decisive)).digest('hex').slice(0, 32);
  };
  return candidates.flatMap((candidate) =>
    seeds.map((seed): PlannedRun => ({ id: idOf(candidate, seed), candidate, seed })),
  );
}

/** Fields by name, so that their order in a file does not tell one run from another. */
function inOrder(fields: object): [string, unknown][] {
  return Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
}

async function digestOfVectors(vectors: string): Promise<string> {
  const isFile = (await stat(vectors).catch(() => undefined))?.isFile();
  if (!isFile) return vectors;
  const { digestOf } = await import('@textcam/text/node');
  return digestOf([vectors], 'vectors');
}
