import type { Batch, EncodedExample } from '@textcam/text';
import { checkAgreement, lossTolerance } from './agreement.js';
import { distinctIds, fullBatches } from './batches.js';
import { network } from './network.js';
import { type Entrant, type Timing, timeInRounds, turn } from './rounds.js';
import type { System, Weights } from './system.js';
import { sharesAndGoals, timingTable } from './table.js';

/** Batches of each length: all systems go through them in turn, again and again. */
const differentBatches = 4;

const checkedSteps = 3;

/** A system, and how often it has its turn. */
export interface Part {
  readonly system: System;
  readonly rounds: number;
}

/** Who takes part on batches of one length, ours first. */
export interface LineUp {
  readonly parts: readonly Part[];
  /** By a peer's name: ours is to take at most one part in so many of its time. */
  readonly goals: Readonly<Record<string, number>>;
}

export interface Comparison extends LineUp {
  readonly weights: Weights;
  readonly batches: readonly Batch[];
}

/** `compare` for each length of the batches, all systems starting from the same weights. Throws BenchmarkError. */
export async function compareAll(
  lineUps: ReadonlyMap<number, LineUp>,
  { examples, weights }: { examples: readonly EncodedExample[]; weights: Weights },
  print: (line: string) => void,
): Promise<Map<number, Timing[]>> {
  const timings = new Map<number, Timing[]>();
  for (const [time, lineUp] of lineUps) {
    const batches = fullBatches(examples, time, differentBatches);
    timings.set(time, await compare({ ...lineUp, weights, batches }, print));
  }
  return timings;
}

/**
 * Times systems against each other, once their losses on the first steps agree: those steps also are where each compiles its kernels, and ours
 * chooses among variants. `print` gets lines for people as they come. Throws BenchmarkError when the losses differ.
 */
export async function compare(
  { parts, weights, batches, goals }: Comparison,
  print: (line: string) => void,
): Promise<Timing[]> {
  const [{ shape }] = batches;
  const [fewest, most] = distinctIds(batches);
  print(`\nT = ${shape[1]}, batch ${shape[0]}, D = ${network.dimensions}, ${fewest} to ${most} distinct ids a batch`);
  const entrants: Entrant[] = [];
  const losses = new Map<string, number[]>();
  try {
    for (const { system, rounds } of parts) {
      const training = await system.start(weights, shape);
      entrants.push({ name: system.name, training, rounds });
      const own: number[] = [];
      for (const batch of batches.slice(0, checkedSteps)) own.push(await training.step(batch));
      losses.set(system.name, own);
    }
    checkAgreement(losses, `T = ${shape[1]}`);
    const [reference] = losses.values();
    print(`Losses agree within ${lossTolerance} of them: ${reference.map((loss) => loss.toFixed(6)).join(', ')}`);
    print(`In each turn ${turn.untimed} steps without the clock, then ${turn.timed} with it, for every system`);
    const timings = await timeInRounds(entrants, batches);
    print(timingTable(timings));
    print(sharesAndGoals(timings, goals));
    return timings;
  } finally {
    for (const { training } of entrants) training.stop();
  }
}
