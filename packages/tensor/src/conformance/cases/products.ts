import { conv1d, linear, matmul } from '../../ops/index.js';
import { between, type OpCases, ordinary } from '../opCases.js';
import { perTerm } from '../tolerance.js';

const summed = 'WebNN tests, matmul: n products summed';

export const products: readonly OpCases[] = [
  {
    op: 'matmul',
    forward: perTerm({ n: 2, name: 'K' }, 'WebNN tests: K the inner size'),
    backward: perTerm({ n: 2 }, summed),
    cases: [
      { inputs: [ordinary(7, 19), ordinary(19, 5)], apply: ([a, b]) => matmul(a, b), forward: 19, backward: [5, 7] },
      { inputs: [ordinary(2, 3, 4), ordinary(4, 8)], apply: ([a, b]) => matmul(a, b), forward: 4, backward: [8, 6] },
      {
        inputs: [ordinary(16, 64), ordinary(64, 24)],
        apply: ([a, b]) => matmul(a, b),
        forward: 64,
        backward: [24, 16],
      },
    ],
  },
  {
    op: 'linear',
    forward: perTerm({ n: 2, plus: 1, name: 'K' }, 'as matmul, and the bias 1'),
    backward: perTerm({ n: 2 }, summed),
    cases: [
      {
        inputs: [ordinary(7, 19), ordinary(5, 19), ordinary(5)],
        apply: ([x, weight, bias]) => linear(x, weight, bias),
        forward: 19,
        backward: [5, 7, 7],
      },
      {
        inputs: [ordinary(8, 24), ordinary(2, 24), between(-1, 1, 2)],
        apply: ([x, weight, bias]) => linear(x, weight, bias),
        forward: 24,
        backward: [2, 8, 8],
      },
    ],
  },
  {
    op: 'conv1d',
    forward: perTerm({ n: 2 }, 'WebNN tests, conv2d: n = kernelSize · inChannels'),
    backward: perTerm({ n: 2 }, summed),
    cases: [
      {
        inputs: [ordinary(2, 6, 5), ordinary(3, 3, 5)],
        apply: ([x, weight]) => conv1d(x, weight, { padding: 1 }),
        forward: 15,
        backward: [9, 12],
      },
      {
        inputs: [ordinary(3, 9, 4), ordinary(8, 2, 4)],
        apply: ([x, weight]) => conv1d(x, weight),
        forward: 8,
        backward: [16, 24],
      },
    ],
  },
];
