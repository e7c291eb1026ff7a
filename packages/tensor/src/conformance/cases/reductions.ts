import type { Device } from '../../device.js';
import { max, maxOverTime, mean, meanOverTime, meansOverTime, sum, timesRootLength } from '../../ops/index.js';
import { Tensor } from '../../tensor.js';
import { type OpCase, type OpCases, ordinary } from '../opCases.js';
import { exact, perTerm, within } from '../tolerance.js';

/** Over the last axis, over several that do not lie together, and over all. */
function overAxes(op: (x: Tensor, axes?: number | readonly number[]) => Tensor): OpCase[] {
  return [
    { inputs: [ordinary(5, 67)], apply: ([x]) => op(x, 1), forward: 67 },
    { inputs: [ordinary(3, 5, 7)], apply: ([x]) => op(x, [0, 2]), forward: 21 },
    { inputs: [ordinary(11, 13)], apply: ([x]) => op(x), forward: 143 },
  ];
}

const lengths = (device: Device) => Tensor.from(device, [5, 2], [2], 'int32');

function overTime(op: (x: Tensor, lengths?: Tensor) => Tensor): OpCase[] {
  return [
    { inputs: [ordinary(2, 6, 5)], apply: ([x], device) => op(x, lengths(device)), forward: 5 },
    { inputs: [ordinary(3, 37, 4)], apply: ([x]) => op(x), forward: 37 },
  ];
}

const meanTolerance = perTerm({ n: 1, plus: 2 }, 'WebNN tests, reduceMean: n summed');

export const reductions: readonly OpCases[] = [
  {
    op: 'sum',
    forward: perTerm({ n: 1 }, 'WebNN tests, reduceSum: n summed'),
    backward: exact,
    cases: overAxes(sum),
  },
  {
    op: 'mean',
    forward: meanTolerance,
    backward: within(2, 'steps: 1 / n .5, twice; a product 1'),
    cases: overAxes(mean),
  },
  { op: 'max', forward: exact, backward: exact, cases: overAxes(max) },
  {
    op: 'meanOverTime',
    forward: meanTolerance,
    backward: within(2.5, 'WGSL: a quotient 2.5'),
    cases: overTime(meanOverTime),
  },
  {
    op: 'meansOverTime',
    forward: meanTolerance,
    backward: within(2.5, 'WGSL: a quotient 2.5'),
    cases: [
      { inputs: [ordinary(2, 6, 5), ordinary(2, 7, 3)], apply: (features) => meansOverTime(features), forward: 7 },
      {
        inputs: [ordinary(2, 36, 4), ordinary(2, 37, 8), ordinary(2, 35, 4), ordinary(2, 6, 4)],
        apply: (features, device) => meansOverTime(features, { lengths: lengths(device), time: 36 }),
        forward: 6,
      },
    ],
  },
  {
    op: 'timesRootLength',
    forward: within(7.5, 'as sqrt 6.5; a product 1'),
    backward: within(7.5, 'as forward'),
    cases: [{ inputs: [ordinary(2, 7)], apply: ([x], device) => timesRootLength(x, lengths(device)) }],
  },
  { op: 'maxOverTime', forward: exact, backward: exact, cases: overTime(maxOverTime) },
];
