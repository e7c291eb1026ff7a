import type { RocPoint } from '@textcam/nn';
import { thinned } from '../reports/thinned.js';
import type { RocMark, RocOfClass } from './inspection.js';

const mostPoints = 200;
const thresholds = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];

/** The curves by their classes: with two classes there is one, of the second. */
export function rocOfClasses(curves: readonly (readonly RocPoint[])[], classes: readonly string[]): RocOfClass[] {
  return curves.map((curve, n) => ({
    className: classes[curves.length === 1 ? 1 : n],
    points: thinned(curve, mostPoints).map(finite),
    marks: curve.length === 0 ? [] : thresholds.map((threshold) => ({ ...pointAt(curve, threshold), threshold })),
  }));
}

function finite({ threshold, ...rates }: RocPoint): RocMark {
  return { threshold: Number.isFinite(threshold) ? threshold : null, ...rates };
}

/** The last point whose threshold is not below the one asked for: all texts with at least that probability. */
function pointAt(curve: readonly RocPoint[], threshold: number): RocPoint {
  return curve.findLast((point) => point.threshold >= threshold) ?? curve[0];
}
