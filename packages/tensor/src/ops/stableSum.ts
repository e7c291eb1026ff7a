import type { Values } from '../kernel.js';

// What softmax, its logarithm and the cross-entropy share: sums of e^x that do not overflow, since the largest x is taken off first.

/** The largest of `length` elements from `first` on, `stride` apart; -∞ of none, NaN when there is one. */
export function largestOf(x: Values, first: number, length: number, stride: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let n = 0, i = first; n < length; n++, i += stride) largest = Math.max(largest, x[i]);
  return largest;
}

/** Σ e^(x - largest) over the same elements, the n-th of them left out when n is `skip`. */
export function expSum(x: Values, first: number, length: number, stride: number, largest: number, skip = -1): number {
  let total = 0;
  for (let n = 0, i = first; n < length; n++, i += stride) if (n !== skip) total += Math.exp(x[i] - largest);
  return total;
}

/** The WGSL side, on the input called x: largestOf(first, length, stride) and expSum(first, length, stride, largest, skip). */
export const stableSumFunctions = /* wgsl */ `
  fn largestOf(first: i32, length: i32, stride: i32) -> f32 {
    var largest = x[first];
    for (var n = 1; n < length; n++) { largest = max(largest, x[first + n * stride]); }
    return largest;
  }
  fn expSum(first: i32, length: i32, stride: i32, largest: f32, skip: i32) -> f32 {
    var total = 0.0;
    for (var n = 0; n < length; n++) {
      if (n != skip) { total += exponential(x[first + n * stride] - largest); }
    }
    return total;
  }
`;
