import type { Device } from '../../device.js';
import { Indices } from '../../indices.js';
import { embedding, projectedConv1d, weightedChannels } from '../../ops/index.js';
import { type OpCases, ordinary } from '../opCases.js';
import { exact, perTerm } from '../tolerance.js';

// Row 3 occurs five times, and -1, no row, twice.
const texts = (device: Device) => new Indices(device, [3, 0, 3, 2, -1, 3, 1, 0, 2, 3, 3, -1], [2, 6], 4);

// Row 1 occurs 291 times, more than are summed in one go; row 4 never.
const longIds = Int32Array.from({ length: 300 }, (_, n) => (n % 37 === 0 ? [0, 2, 3][n % 3] : 1));
const longTexts = (device: Device) => new Indices(device, longIds, [2, 150], 5);

export const textOps: readonly OpCases[] = [
  {
    op: 'embedding',
    forward: exact,
    backward: perTerm({ n: 1 }, 'WebNN tests, reduceSum: n occurrences of a row summed'),
    cases: [
      { inputs: [ordinary(4, 9)], apply: ([table], device) => embedding(table, texts(device)), backward: [5] },
      { inputs: [ordinary(5, 8)], apply: ([table], device) => embedding(table, longTexts(device)), backward: [291] },
    ],
  },
  {
    op: 'projectedConv1d',
    forward: perTerm({ n: 2, plus: 1 }, 'as conv1d, n = kernelSize · inChannels, and the bias 1'),
    backward: perTerm({ n: 2 }, 'steps: n occurrences, then taps or rows, summed'),
    cases: [
      {
        inputs: [ordinary(4, 5), ordinary(3, 1, 5), ordinary(3), ordinary(3, 3, 5), ordinary(3)],
        apply: ([table, w1, b1, w3, b3], device) =>
          projectedConv1d(table, texts(device), [
            { weight: w1, bias: b1, padding: 0 },
            { weight: w3, bias: b3, padding: 1 },
          ]),
        forward: 15,
        backward: [17, 9, 12, 9, 12],
      },
      {
        inputs: [ordinary(5, 8), ordinary(4, 3, 8), ordinary(4)],
        apply: ([table, weight, bias], device) =>
          projectedConv1d(table, longTexts(device), [{ weight, bias, padding: 2 }]),
        forward: 24,
        backward: [303, 295, 304],
      },
    ],
  },
  {
    op: 'weightedChannels',
    forward: perTerm({ n: 2 }, 'as matmul, n = channels'),
    backward: perTerm({ n: 2 }, 'as matmul, n = sets for x, positions for weights'),
    cases: [
      {
        inputs: [ordinary(2, 6, 11), ordinary(2, 3, 11)],
        apply: ([x, weights]) => weightedChannels(x, weights),
        forward: 11,
        backward: [3, 6],
      },
    ],
  },
];
