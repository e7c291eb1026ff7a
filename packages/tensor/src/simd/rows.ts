// Walks along rows of floats: as many at a time as pay, then four, then one by one. No element's sum depends on which of them took it.
import type { Body, Local } from './body.js';
import { four, type Int, int, type Lanes, one, type Real, type Value } from './values.js';

/** Bytes of a float, and of a whole number. */
export const size = 4;

/**
 * Covers `length` floats from left to right in blocks. `write` is given the lanes to compute with, how many of them side by side make the
 * block, and the offset in bytes where it starts; it is called once for each width of block.
 */
export function eachBlock(
  body: Body,
  length: Int,
  write: <K extends 'float' | 'floats'>(lanes: Lanes<K>, across: number, offset: Local<Int>) => void,
  { widest = 1 }: { widest?: number } = {},
): void {
  const offset = body.keep(int(0));
  const end = body.keep(length.times(size));
  const blocks = <K extends 'float' | 'floats'>(lanes: Lanes<K>, across: number) => {
    const width = lanes.count * across * size;
    body.while(offset.plus(width - 1).less(end), () => {
      write(lanes, across, offset);
      body.advance(offset, width);
    });
  };
  if (widest > 1) blocks(four, widest);
  blocks(four, 1);
  blocks(one, 1);
}

/** Sets `length` floats to 0. */
export function clear(body: Body, to: Int, length: Int): void {
  eachBlock(body, length, (lanes, _, offset) => body.store(to.plus(offset), lanes.zero()));
}

/** `across` accumulators, each with what `start` gives. */
export function accumulators<V extends Value>(body: Body, across: number, start: (n: number) => V): Local<V>[] {
  return Array.from({ length: across }, (_, n) => body.keep(start(n)));
}

/** The sums of the columns of `count` rows, each in the order of the rows, handed to `finish` with the offset in bytes of their column. */
export function eachColumnSum(
  body: Body,
  { from, count, channels, rowBytes }: { from: Int; count: Int; channels: Int; rowBytes: Int },
  finish: <K extends 'float' | 'floats'>(lanes: Lanes<K>, sum: Real<K>, offset: Int) => void,
): void {
  const step = body.keep(rowBytes);
  eachBlock(
    body,
    channels,
    (lanes, across, offset) => {
      const width = lanes.count * size;
      const at = body.keep(from.plus(offset));
      const sums = accumulators(body, across, () => lanes.zero());
      // Counted, since rows may be the same row again and again.
      body.each(0, count, () => {
        sums.forEach((sum, n) => {
          body.set(sum, sum.plus(lanes.load(at, n * width)));
        });
        body.advance(at, step);
      });
      sums.forEach((sum, n) => {
        finish(lanes, sum, offset.plus(n * width));
      });
    },
    { widest: 4 },
  );
}
