import type { ParamTypes, TunedBody } from '../kernel.js';
import { slotFunctions, startsOf } from './branches.js';

const groupSize = 64;
/** Positions that an invocation takes one after the other, so that what it works out before them is worth it. */
const turns = 16;
/** A workgroup costs a software adapter about a microsecond, whatever it does: beyond so many, each takes several stretches. */
const mostGroups = 1024;

type Slots = readonly [number, number, number];

/** What such a body is told beside the sizes of its branches. */
export const stretchParams = {
  batch: 'int',
  /** Where in `out` each branch starts. */
  starts: 'ints',
  /** Stretches of a text that a workgroup takes at once: how many, and the first of each branch. */
  stretches: 'int',
  firstStretches: 'ints',
} as const;

/** The stretches of branches with so many positions and channels. */
export function stretchesOf(batch: number, times: Slots, channels: Slots) {
  const counts = times.map((time, slot) => {
    const height = Math.floor((4 * groupSize) / channels[slot]);
    return height > 0 && channels[slot] > 0 ? batch * Math.ceil(time / (height * turns)) : 0;
  });
  const { starts: firstStretches, end: stretches } = startsOf(counts);
  return { stretches, firstStretches };
}

interface Stretch<P extends ParamTypes> {
  vectors: readonly string[];
  /** The names of the params that say how many channels and positions each branch has. */
  channels: keyof P & string;
  times: keyof P & string;
  /** WGSL for an invocation's stretch. In scope: `slot`, the branch; `columns`, its fours of channels; `positions`; `b`, the text; `o`, the four. */
  before: string;
  /** WGSL for each position `t` of it, which defines `result`. */
  at: string;
}

/**
 * The body of a kernel that writes features [batch, positions, channels] of up to three branches into one memory, on stretches of a text:
 * neighbouring invocations take neighbouring channels, four each, and go down the text together.
 *
 * @param _params those of the kernel, for their types
 *
 * @__NO_SIDE_EFFECTS__
 */
export function inStretches<const P extends ParamTypes & typeof stretchParams>(
  _params: P,
  { channels, times, before, at, vectors }: Stretch<P>,
): TunedBody<P> {
  return {
    name: 'stretches',
    workgroupSize: [groupSize, 1],
    vectors,
    // All of a position must be one workgroup's.
    fits: (params) =>
      (params[channels] as readonly number[]).every((count) => count % 4 === 0 && count <= 4 * groupSize),
    groups: ({ stretches }) => Math.min(stretches as number, mostGroups),
    functions: slotFunctions,
    wgsl: /* wgsl */ `
      for (var stretch = group; stretch < stretches; stretch += ${mostGroups}) {
        let slot = slotOf(stretch, firstStretches);
        let columns = pick(${channels}, slot) / 4;
        let positions = pick(${times}, slot);
        let height = ${groupSize} / columns;
        let length = height * ${turns};
        let perText = (positions + length - 1) / length;
        let inBranch = stretch - pick(firstStretches, slot);
        let b = inBranch / perText;
        let first = (inBranch - b * perText) * length;
        let o = local.x % columns;
        if (local.x < height * columns) {
          let to = pick(starts, slot) / 4 + b * positions * columns + o;
          ${before}
          for (var t = first + local.x / columns; t < min(positions, first + length); t += height) {
            ${at}
            out[to + t * columns] = result;
          }
        }
      }
    `,
  };
}
