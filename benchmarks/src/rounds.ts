import type { Batch } from '@textcam/text';
import type { Training } from './system.js';

/** A system in training, and how often it has its turn. */
export interface Entrant {
  readonly name: string;
  readonly training: Training;
  readonly rounds: number;
}

/**
 * The steps of a turn, the same for every system. Training is a steady state, which none is in right after the others' turns: its threads sleep,
 * its numbers are in no cache, and what others left behind is still being collected. So the first steps are not timed.
 */
export const turn = { untimed: 2, timed: 2 } as const;

/** What one system took. */
export interface Timing {
  readonly system: string;
  readonly rounds: number;
  /** Of each step, in order. */
  readonly milliseconds: readonly number[];
}

/**
 * Times steps in alternating rounds, so that what else the machine does meets all systems alike: in each round every entrant trains, from
 * the same batch on, and another one begins.
 */
export async function timeInRounds(entrants: readonly Entrant[], batches: readonly Batch[]): Promise<Timing[]> {
  const times = new Map(entrants.map(({ name }): [string, number[]] => [name, []]));
  const rounds = Math.max(...entrants.map((entrant) => entrant.rounds));
  for (let round = 0; round < rounds; round++) {
    const first = round % entrants.length;
    for (const { name, training, ...own } of [...entrants.slice(first), ...entrants.slice(0, first)]) {
      if (round >= own.rounds) continue;
      for (let step = 0; step < turn.untimed + turn.timed; step++) {
        const started = performance.now();
        await training.step(batches[(round + step) % batches.length]);
        if (step >= turn.untimed) times.get(name)!.push(performance.now() - started);
      }
    }
  }
  return entrants.map(({ name, rounds }) => ({ system: name, rounds, milliseconds: times.get(name)! }));
}
