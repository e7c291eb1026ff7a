import { concat, expand, fill, reshape, slice, transpose } from '../../ops/index.js';
import { type OpCases, ordinary } from '../opCases.js';
import { exact, perTerm } from '../tolerance.js';

export const movement: readonly OpCases[] = [
  { op: 'fill', forward: exact, cases: [{ inputs: [], apply: (_, device) => fill(device, 1.5, [3, 23]) }] },
  {
    op: 'reshape',
    forward: exact,
    backward: exact,
    cases: [{ inputs: [ordinary(3, 5)], apply: ([x]) => reshape(x, [5, 1, 3]) }],
  },
  {
    op: 'transpose',
    forward: exact,
    backward: exact,
    cases: [
      { inputs: [ordinary(5, 17)], apply: ([x]) => transpose(x) },
      { inputs: [ordinary(3, 5, 7)], apply: ([x]) => transpose(x, [2, 0, 1]) },
    ],
  },
  {
    op: 'slice',
    forward: exact,
    backward: exact,
    cases: [
      { inputs: [ordinary(5, 7)], apply: ([x]) => slice(x, [1, 2], [4, 7]) },
      { inputs: [ordinary(3, 5, 7)], apply: ([x]) => slice(x, [0, -3, 1], [3, 5, 2]) },
    ],
  },
  {
    op: 'concat',
    forward: exact,
    backward: exact,
    cases: [
      { inputs: [ordinary(3, 5), ordinary(3, 2), ordinary(3, 1)], apply: (parts) => concat(parts, 1) },
      { inputs: [ordinary(2, 5, 3), ordinary(1, 5, 3)], apply: (parts) => concat(parts, 0) },
    ],
  },
  {
    op: 'expand',
    forward: exact,
    backward: perTerm({ n: 1 }, 'WebNN tests, reduceSum: n summed'),
    cases: [
      { inputs: [ordinary(5, 1)], apply: ([x]) => expand(x, [5, 7]), backward: [7] },
      { inputs: [ordinary(3, 1, 2)], apply: ([x]) => expand(x, [4, 3, 5, 2]), backward: [20] },
    ],
  },
];
