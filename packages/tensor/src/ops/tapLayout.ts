import type { Params } from '../kernel.js';
import { inSlots, startsOf } from './branches.js';

/** How the filters of one branch lie over a text. */
export interface Filters {
  filters: number;
  kernelSize: number;
  padding: number;
}

type Slots = readonly [number, number, number];

/** How up to three branches lie over a batch, and where the taps and filters of each stand beside those of the others. */
export interface TapLayout {
  batch: number;
  inTime: number;
  /** Taps of all branches: Σ kernelSize · filters, ordered by branch, position in the filter, filter. */
  taps: number;
  firstTaps: Slots;
  /** Filters of all branches. */
  channels: number;
  firstChannels: Slots;
  filters: Slots;
  kernelSizes: Slots;
  paddings: Slots;
  /** Output positions of each: inTime + 2 · padding - kernelSize + 1. */
  outTimes: Slots;
}

/** The layout of the branches over texts of one length. Slots without a branch have no filters and start at the end. */
export function layOut(branches: readonly Filters[], batch: number, inTime: number): TapLayout {
  const slots = (of: (branch: Filters) => number) => inSlots(branches.map(of), 0);
  const taps = startsOf(branches.map(({ filters, kernelSize }) => filters * kernelSize));
  const channels = startsOf(branches.map(({ filters }) => filters));
  return {
    batch,
    inTime,
    taps: taps.end,
    firstTaps: taps.starts,
    channels: channels.end,
    firstChannels: channels.starts,
    filters: slots(({ filters }) => filters),
    kernelSizes: slots(({ kernelSize }) => kernelSize),
    paddings: slots(({ padding }) => padding),
    outTimes: slots(({ kernelSize, padding }) => inTime + 2 * padding - kernelSize + 1),
  };
}

/** What kernels that go through the taps of each branch are told of them, beside what is their own. */
export const tapParams = {
  inTime: 'int',
  taps: 'int',
  /** Elements of the output. */
  size: 'int',
  filters: 'ints',
  kernelSizes: 'ints',
  paddings: 'ints',
  outTimes: 'ints',
  firstTaps: 'ints',
} as const;

/** The params of the layout, for an output of `size` elements. */
export function tapParamsOf(layout: TapLayout, size: number): Params<typeof tapParams> {
  const { inTime, taps, filters, kernelSizes, paddings, outTimes, firstTaps } = layout;
  return { inTime, taps, size, filters, kernelSizes, paddings, outTimes, firstTaps };
}

/** One branch of them, for the CPU. */
export interface Branch {
  inTime: number;
  taps: number;
  filters: number;
  kernelSize: number;
  padding: number;
  outTime: number;
  firstTap: number;
}

/** The branch in a slot. */
export function branchOf(params: Params<typeof tapParams>, slot: number): Branch {
  return {
    inTime: params.inTime,
    taps: params.taps,
    filters: params.filters[slot],
    kernelSize: params.kernelSizes[slot],
    padding: params.paddings[slot],
    outTime: params.outTimes[slot],
    firstTap: params.firstTaps[slot],
  };
}
