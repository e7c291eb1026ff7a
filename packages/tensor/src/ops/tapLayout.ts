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
