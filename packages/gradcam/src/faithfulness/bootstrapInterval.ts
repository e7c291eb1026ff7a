import { createRandom } from '@textcam/tensor';
import { checkCount, checkFinite } from '../checks.js';

export interface BootstrapOptions {
  /** How many times the values are drawn anew. 1000 when left out. */
  samples?: number;
  /** How much of the drawn means lies within the interval, above 0 and below 1. 0.95 when left out. */
  level?: number;
  /** 0 when left out. The same seed gives the same interval. */
  seed?: number;
}

/** In units of the values. */
export interface Interval {
  mean: number;
  low: number;
  high: number;
}

/**
 * The mean of some values, and between which means it could have come out with other values from the same source.
 *
 * The percentile bootstrap: as many values are drawn with replacement, again and again; the interval cuts (1 - level) / 2 of the sorted means off
 * at each end, interpolated between neighbours. NaN without values; of one value the interval is that value, which proves nothing.
 *
 * @throws RangeError for a value that is not finite, samples below 1, or a level outside (0, 1)
 * @see Efron 1979, "Bootstrap methods: another look at the jackknife"
 */
export function bootstrapInterval(
  values: readonly number[],
  { samples = 1000, level = 0.95, seed = 0 }: BootstrapOptions = {},
): Interval {
  checkFinite('bootstrapInterval', 'values', values);
  checkCount('bootstrapInterval', 'samples', samples);
  if (!(level > 0 && level < 1)) {
    throw new RangeError(
      `bootstrapInterval: level is ${level}; must be above 0 and below 1; divide percentages by 100`,
    );
  }
  const random = createRandom(seed);
  const draw = () => values[Math.floor(random() * values.length)];
  const means = Float64Array.from({ length: samples }, () => meanOf(values.map(draw))).sort();
  const tail = (1 - level) / 2;
  return { mean: meanOf(values), low: quantile(means, tail), high: quantile(means, 1 - tail) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value below which a share of the sorted ones lies. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (place - Math.floor(place)) * (above - below);
}
