import type { Machine } from './machine.js';
import type { Timing } from './rounds.js';
import { median } from './table.js';

/** The figures as `--json` writes them. */
export interface Results {
  machine: Machine;
  /** What the batches are made of. */
  texts: 'imdb' | 'drawn';
  /** By the length of the batches, as T150. */
  batches: Record<string, { system: string; medianMs: number; rounds: number }[]>;
  /** One epoch over all texts, where the suite has one. */
  epoch?: EpochTime[];
}

export interface EpochTime {
  system: string;
  seconds: number;
}

export function resultsOf(
  machine: Machine,
  texts: Results['texts'],
  timings: ReadonlyMap<number, readonly Timing[]>,
  epoch?: EpochTime[],
): Results {
  const batches = [...timings].map(([time, own]) => [
    `T${time}`,
    own.map(({ system, rounds, milliseconds }) => ({ system, medianMs: median(milliseconds), rounds })),
  ]);
  return { machine, texts, batches: Object.fromEntries(batches), ...(epoch === undefined ? {} : { epoch }) };
}
