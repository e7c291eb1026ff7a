import { add, logSoftmax, multiply, softmax, softmaxCrossEntropy, sum } from '../../ops/index.js';
import { Tensor } from '../../tensor.js';
import { type OpCase, type OpCases, ordinary } from '../opCases.js';
import { atOne, atResult, perTerm, type Unit } from '../tolerance.js';

const axes = [1, 1, 0];
const shapes = [
  [5, 7],
  [3, 5, 2],
  [4, 3],
];

function alongAxes(op: (x: Tensor, axis?: number) => Tensor): OpCase[] {
  return shapes.map((shape, n) => ({
    inputs: [ordinary(...shape)],
    apply: ([x]) => op(x, axes[n]),
    forward: shape[axes[n]],
    backward: [shape[axes[n]]],
  }));
}

/** The axis of the case that has this input. */
function axisOf({ shape }: Tensor): number {
  return axes[shapes.findIndex((one) => one.join() === shape.join())];
}

const atShares: Unit = {
  says: 'y · (\\|dy\\| + Σ y · \\|dy\\|)',
  terms: ([x], dy) => {
    const y = softmax(x, axisOf(x));
    return [multiply(y, add(dy, sum(multiply(y, dy), axisOf(x), { keepAxes: true })))];
  },
};

const atDifferences: Unit = {
  says: '\\|dy\\| + softmax · Σ \\|dy\\|',
  terms: ([x], dy) => [add(dy, multiply(softmax(x, axisOf(x)), sum(dy, axisOf(x), { keepAxes: true })))],
};

const labels = (device: Tensor['device']) => Tensor.from(device, [1, 0, 2, 1, 0], [5], 'int32');

export const probabilities: readonly OpCases[] = [
  {
    op: 'softmax',
    forward: perTerm({ n: 3, plus: 3 }, 'WebNN tests: n along the axis', atResult),
    backward: perTerm({ n: 7, plus: 10 }, 'steps: softmax 3n + 3, twice; n summed; four more, 1 each', atShares),
    cases: alongAxes(softmax),
  },
  {
    op: 'logSoftmax',
    forward: perTerm({ n: 3, plus: 7 }, 'as softmax, and its logarithm: WGSL: 4 ULPs of 1', atOne),
    backward: perTerm({ n: 7, plus: 9 }, 'steps: softmax 3n + 3, twice; n summed; three more, 1 each', atDifferences),
    cases: alongAxes(logSoftmax),
  },
  {
    op: 'softmaxCrossEntropy',
    forward: perTerm({ n: 3, plus: 9 }, 'as logSoftmax, and the mean: n classes and examples', atOne),
    backward: perTerm({ n: 6, plus: 9 }, 'steps: softmax 3n + 3, twice; a quotient and a product; n classes', atResult),
    cases: [
      {
        inputs: [ordinary(5, 3)],
        apply: ([x], device) => softmaxCrossEntropy(x, labels(device)),
        forward: 8,
        backward: [3],
      },
      {
        inputs: [ordinary(5, 17)],
        apply: ([x], device) => softmaxCrossEntropy(x, labels(device)),
        forward: 22,
        backward: [17],
      },
    ],
  },
];
