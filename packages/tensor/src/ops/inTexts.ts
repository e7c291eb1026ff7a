// b text, t time, c channel of a branch
import type { Tensor } from '../tensor.js';
import { inSlots } from './branches.js';

/**
 * How numbers of several branches lie in memory: that of window t of text b and channel c at firsts + b · textSteps + t · timeSteps + c. So one
 * row can stand for all windows of a text, with a step of 0.
 */
export const inTextsParams = {
  firsts: 'ints',
  textSteps: 'ints',
  timeSteps: 'ints',
  /** Windows that a branch has more than lengths[b], if `limited` is 1: those after them are 0. */
  more: 'ints',
  limited: 'int',
} as const;

/** Numbers [batch, time, channels] of up to three branches, and how they lie. */
export interface InTexts {
  readonly x: readonly [Tensor, Tensor, Tensor];
  /** int32 [batch]; if `limited` is 0, any numbers. */
  readonly lengths: Tensor;
  readonly params: Readonly<Record<'firsts' | 'textSteps' | 'timeSteps' | 'more', readonly number[]>> & {
    readonly limited: number;
  };
}

/** The tensors as they are, one after the other in time. `unused` is int32, with an element for each text at least. */
export function asTheyLie(x: readonly Tensor[], unused: Tensor): InTexts {
  return inTexts(x, unused, 0, (one) => [0, one.shape[1] * one.shape[2], one.shape[2], 0]);
}

/** The tensors by what they repeat, where all do and go by the same lengths; else as they are. */
export function asTheyRepeat(x: readonly Tensor[], unused: Tensor): InTexts {
  const repeats = x.flatMap((one) => one.repeats ?? []);
  const [first] = repeats;
  if (repeats.length < x.length || repeats.some(({ lengths }) => lengths !== first.lengths))
    return asTheyLie(x, unused);
  const rows = repeats.map((one) => one.rows());
  return inTexts(rows, first.lengths, 1, (row, n) => [repeats[n].first, row.shape[1], 0, repeats[n].more]);
}

function inTexts(
  x: readonly Tensor[],
  lengths: Tensor,
  limited: 0 | 1,
  lies: (x: Tensor, n: number) => readonly [first: number, textStep: number, timeStep: number, more: number],
): InTexts {
  const all = x.map(lies);
  const [firsts, textSteps, timeSteps, more] = [0, 1, 2, 3].map((part) =>
    inSlots(
      all.map((one) => one[part]),
      0,
    ),
  );
  return { x: inSlots(x, x[0]), lengths, params: { firsts, textSteps, timeSteps, more, limited } };
}

/** How one branch lies. */
export function lyingOf({ limited, ...params }: InTexts['params'], slot: number) {
  const { firsts, textSteps, timeSteps, more } = params;
  return { first: firsts[slot], textStep: textSteps[slot], timeStep: timeSteps[slot], more: more[slot], limited };
}

/** WGSL: how many of `positions` windows of text b are not 0, in a branch. */
export const windowsOf = 'select(positions, min(positions, max(1, lengths[b] + pick(more, slot))), limited == 1)';

/** The CPU side of it. */
export function windowsIn(
  positions: number,
  b: number,
  { lengths, more, limited }: { lengths: ArrayLike<number>; more: number; limited: number },
): number {
  return limited === 1 ? Math.min(positions, Math.max(1, lengths[b] + more)) : positions;
}
