import type { Device } from '../device.js';
import { Indices } from '../indices.js';
import * as ops from '../ops/index.js';
import type { Shape } from '../shape.js';
import { Tensor } from '../tensor.js';

/** One op on inputs of some shape, and how far a device may be off. */
export interface ConformanceCase {
  readonly op: string;
  /** Shapes of the float32 inputs, each of which gets a gradient. */
  readonly shapes: readonly Shape[];
  /** Inputs lie between these; -2 and 2 when left out. */
  readonly range?: readonly [low: number, high: number];
  readonly apply: (inputs: readonly Tensor[], device: Device) => Tensor;
  /** Units in the last place, forward and backward. */
  readonly ulps: readonly [forward: number, backward: number];
  /** Sums terms that may cancel: errors are then measured in ULPs of the largest result. */
  readonly sums?: true;
  /** Where the tolerance comes from. */
  readonly source: string;
}

const exact = 'moves values';
const one = 'correctly rounded, or the last bit';
const wgsl = 'WGSL, section 15.7.4';
const field = 'rounding of each step of the sum';

const texts = (device: Device) => new Indices(device, [3, 0, 3, 2, -1, 3, 1, 0, 2, 3, 3, -1], [2, 6], 4);
const labels = (device: Device) => Tensor.from(device, [1, 0, 2, 1, 0], [5], 'int32');
const lengths = (device: Device) => Tensor.from(device, [5, 2], [2], 'int32');

/** Every op with a gradient of its own, on shapes that divide by nothing. */
export const conformanceCases: readonly ConformanceCase[] = [
  { op: 'add', shapes: [[3, 5, 7], [7]], apply: ([a, b]) => ops.add(a, b), ulps: [1, 15], sums: true, source: one },
  {
    op: 'subtract',
    shapes: [
      [5, 7],
      [5, 1],
    ],
    apply: ([a, b]) => ops.subtract(a, b),
    ulps: [1, 7],
    sums: true,
    source: one,
  },
  { op: 'multiply', shapes: [[33], [33]], apply: ([a, b]) => ops.multiply(a, b), ulps: [1, 1], source: one },
  {
    op: 'divide',
    shapes: [[33], [33]],
    range: [0.5, 2],
    apply: ([a, b]) => ops.divide(a, b),
    ulps: [2.5, 8],
    source: wgsl,
  },
  { op: 'negate', shapes: [[33]], apply: ([x]) => ops.negate(x), ulps: [0, 0], source: exact },
  { op: 'exp', shapes: [[67]], apply: ([x]) => ops.exp(x), ulps: [32, 33], source: wgsl },
  { op: 'log', shapes: [[67]], range: [2.5, 9], apply: ([x]) => ops.log(x), ulps: [3, 3], source: wgsl },
  { op: 'sqrt', shapes: [[67]], range: [0.1, 9], apply: ([x]) => ops.sqrt(x), ulps: [3, 6], source: wgsl },
  { op: 'relu', shapes: [[67]], apply: ([x]) => ops.relu(x), ulps: [0, 0], source: exact },
  {
    op: 'tanh',
    shapes: [[67]],
    range: [0.5, 3],
    apply: ([x]) => ops.tanh(x),
    ulps: [64, 4096],
    source: `${wgsl}: an absolute bound of 1e-5`,
  },
  { op: 'sigmoid', shapes: [[67]], apply: ([x]) => ops.sigmoid(x), ulps: [36, 72], source: `exp, then ${wgsl}` },
  { op: 'sum', shapes: [[5, 67]], apply: ([x]) => ops.sum(x, 1), ulps: [67, 0], sums: true, source: field },
  { op: 'mean', shapes: [[5, 67]], apply: ([x]) => ops.mean(x, 1), ulps: [69, 2], sums: true, source: 'n + 2' },
  { op: 'max', shapes: [[5, 67]], apply: ([x]) => ops.max(x, 1), ulps: [0, 0], source: exact },
  {
    op: 'matmul',
    shapes: [
      [7, 19],
      [19, 5],
    ],
    apply: ([a, b]) => ops.matmul(a, b),
    ulps: [38, 38],
    sums: true,
    source: '2K',
  },
  {
    op: 'linear',
    shapes: [[7, 19], [5, 19], [5]],
    apply: ([x, w, b]) => ops.linear(x, w, b),
    ulps: [39, 38],
    sums: true,
    source: '2K + 1',
  },
  { op: 'transpose', shapes: [[3, 5, 7]], apply: ([x]) => ops.transpose(x, [2, 0, 1]), ulps: [0, 0], source: exact },
  { op: 'reshape', shapes: [[3, 5]], apply: ([x]) => ops.reshape(x, [15]), ulps: [0, 0], source: exact },
  { op: 'slice', shapes: [[5, 7]], apply: ([x]) => ops.slice(x, [1, 2], [4, 7]), ulps: [0, 0], source: exact },
  {
    op: 'concat',
    shapes: [
      [3, 5],
      [3, 2],
    ],
    apply: (all) => ops.concat(all, 1),
    ulps: [0, 0],
    source: exact,
  },
  { op: 'expand', shapes: [[5, 1]], apply: ([x]) => ops.expand(x, [5, 7]), ulps: [0, 7], sums: true, source: exact },
  { op: 'softmax', shapes: [[5, 7]], apply: ([x]) => ops.softmax(x), ulps: [24, 48], sums: true, source: '3n + 3' },
  {
    op: 'logSoftmax',
    shapes: [[5, 7]],
    apply: ([x]) => ops.logSoftmax(x),
    ulps: [24, 48],
    sums: true,
    source: '3n + 3',
  },
  {
    op: 'softmaxCrossEntropy',
    shapes: [[5, 3]],
    apply: ([x], device) => ops.softmaxCrossEntropy(x, labels(device)),
    ulps: [20, 24],
    sums: true,
    source: '3n + 3, then the mean',
  },
  {
    op: 'embedding',
    shapes: [[4, 9]],
    apply: ([table], device) => ops.embedding(table, texts(device)),
    ulps: [0, 5],
    sums: true,
    source: `${exact}; backward a sum of 5`,
  },
  {
    op: 'conv1d',
    shapes: [
      [2, 6, 5],
      [3, 3, 5],
    ],
    apply: ([x, weight]) => ops.conv1d(x, weight, { padding: 1 }),
    ulps: [30, 36],
    sums: true,
    source: '2 · kernelSize · inChannels',
  },
  {
    op: 'projectedConv1d',
    shapes: [[4, 5], [3, 1, 5], [3], [3, 3, 5], [3]],
    apply: ([table, w1, b1, w3, b3], device) =>
      ops.concat(
        ops.projectedConv1d(table, texts(device), [
          { weight: w1, bias: b1, padding: 0 },
          { weight: w3, bias: b3, padding: 1 },
        ]),
        2,
      ),
    ulps: [34, 80],
    sums: true,
    source: '2 · kernelSize · inChannels, then the windows of a word',
  },
  {
    op: 'meanOverTime',
    shapes: [[2, 6, 5]],
    apply: ([x], device) => ops.meanOverTime(x, lengths(device)),
    ulps: [8, 3],
    sums: true,
    source: 'n + 2',
  },
  {
    op: 'meansOverTime',
    shapes: [
      [2, 6, 5],
      [2, 7, 3],
    ],
    apply: (features) => ops.meansOverTime(features),
    ulps: [9, 3],
    sums: true,
    source: 'n + 2',
  },
  {
    op: 'maxOverTime',
    shapes: [[2, 6, 5]],
    apply: ([x], device) => ops.maxOverTime(x, lengths(device)),
    ulps: [0, 0],
    source: exact,
  },
  {
    op: 'dropout',
    shapes: [[67]],
    apply: ([x], device) => ops.dropout(x, 0.25, Tensor.from(device, [7, 1], [2], 'int32')),
    ulps: [2.5, 2.5],
    source: wgsl,
  },
];
