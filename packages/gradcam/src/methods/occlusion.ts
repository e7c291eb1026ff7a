import { checkCount } from '../checks.js';
import { baselineOf } from './baseline.js';

export interface OcclusionOptions {
  /** How many elements side by side are hidden at a time. 1 when left out. */
  window?: number;
  /** From the start of one window to that of the next. 1 when left out. */
  stride?: number;
  /** What stands in hidden places: one number for all, or one per element of x. 0 when left out. */
  baseline?: number | readonly number[];
}

/**
 * Occlusion: how much a function loses when a part of x is hidden.
 *
 * Windows start at 0, stride, 2 · stride … until one reaches the end, where it is cut off. Each element gets the mean of
 * F(x) - F(x with the window at the baseline) over the windows that cover it. With a stride above the window, the elements between windows
 * are never hidden and get 0. Float64.
 *
 * @param f the function, called once for x and once for each window
 * @returns one value per element of x, in units of the function
 * @throws RangeError for a window or stride that is no whole number of at least 1, or a baseline of another length than x
 * @see Zeiler and Fergus 2014, section 4.2, https://arxiv.org/abs/1311.2901
 */
export function occlusion(
  f: (x: number[]) => number,
  x: readonly number[],
  { window = 1, stride = 1, baseline = 0 }: OcclusionOptions = {},
): number[] {
  checkCount('occlusion', 'window', window);
  checkCount('occlusion', 'stride', stride);
  const hidden = baselineOf('occlusion', baseline, x);
  const losses = new Array<number>(x.length).fill(0);
  const windows = new Array<number>(x.length).fill(0);
  const whole = f([...x]);
  for (const { start, end } of windowsOver(x.length, window, stride)) {
    const loss = whole - f(x.map((value, n) => (n >= start && n < end ? hidden[n] : value)));
    for (let n = start; n < end; n++) {
      losses[n] += loss;
      windows[n] += 1;
    }
  }
  return losses.map((loss, n) => (windows[n] === 0 ? 0 : loss / windows[n]));
}

/** The windows over `length` elements: the first that reaches the end is the last. */
function windowsOver(length: number, window: number, stride: number): { start: number; end: number }[] {
  const windows: { start: number; end: number }[] = [];
  let end = 0;
  for (let start = 0; end < length && start < length; start += stride) {
    end = Math.min(start + window, length);
    windows.push({ start, end });
  }
  return windows;
}
