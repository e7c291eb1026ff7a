import { add, dropout, exp, log, multiply, negate, relu, sigmoid, sqrt, tanh } from '../../ops/index.js';
import { Tensor } from '../../tensor.js';
import { between, type InputRange, type OpCase, type OpCases } from '../opCases.js';
import { atOne, atResult, exact, type Unit, within } from '../tolerance.js';

/** Ragged, and in several axes: nothing may depend on them. */
function elements(op: (x: Tensor) => Tensor, low: number, high: number): OpCase[] {
  const apply = ([x]: readonly Tensor[]) => op(x);
  const shapes: InputRange[] = [between(low, high, 67), between(low, high, 3, 5, 7)];
  return shapes.map((input) => ({ inputs: [input], apply }));
}

// 1 - y and 1 - y² cancel as y nears 1, where y has rounded away what they would need.
const atDyY: Unit = { says: '\\|dy\\| · y', terms: ([x], dy) => [multiply(dy, sigmoid(x))] };
const atDy: Unit = { says: '\\|dy\\|', terms: ([x], dy) => [add(multiply(x, 0), dy)] };

export const elementwise: readonly OpCases[] = [
  { op: 'negate', forward: exact, backward: exact, cases: elements(negate, -2, 2) },
  { op: 'relu', forward: exact, backward: exact, cases: elements(relu, -2, 2) },
  {
    op: 'exp',
    forward: within(32, 'WebNN tests; WGSL: 3 + 2 · \\|x\\|, tried up to 14'),
    backward: within(65, 'steps: exp 32, twice; a product 1'),
    cases: elements(exp, -14, 14),
  },
  {
    op: 'log',
    forward: within(4, 'WGSL: 2^-21 from .5 to 2, which is 4 ULPs of 1; else 3', atOne),
    backward: within(2.5, 'WGSL: a quotient 2.5'),
    cases: [...elements(log, 0.5, 2), ...elements(log, 0.01, 0.5), ...elements(log, 2, 100)],
  },
  {
    op: 'sqrt',
    forward: within(6.5, 'WGSL: 1 / inverseSqrt: 2, twice, and a quotient 2.5'),
    backward: within(15.5, 'steps: sqrt 6.5, twice; a quotient 2.5'),
    cases: elements(sqrt, 0.01, 9),
  },
  {
    op: 'tanh',
    forward: within(84, 'WGSL: 1e-5, which is 84 ULPs of 1', atOne),
    backward: within(171, 'steps: tanh 84, twice; a square, a difference, a product, 1 each', atDy),
    cases: elements(tanh, -5, 5),
  },
  {
    op: 'sigmoid',
    forward: within(34, 'WebNN tests'),
    backward: within(71, 'steps: sigmoid 34, twice; three more, 1 each', atDyY),
    cases: elements(sigmoid, -8, 8),
  },
  {
    op: 'dropout',
    forward: within(4.5, 'steps: 1 - rate 1, twice; WGSL: a quotient 2.5', atResult),
    backward: within(4.5, 'as forward'),
    cases: [0, 0.3, 0.5].flatMap((rate) =>
      elements((x) => dropout(x, rate, Tensor.from(x.device, [7, 1], [2], 'int32')), -2, 2),
    ),
  },
];
