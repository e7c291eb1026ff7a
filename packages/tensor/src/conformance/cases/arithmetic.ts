import { add, divide, multiply, subtract } from '../../ops/index.js';
import type { Tensor } from '../../tensor.js';
import { between, type OpCase, type OpCases, ordinary } from '../opCases.js';
import { perTerm, within } from '../tolerance.js';

const rounded = 'WGSL: correctly rounded, up or down';

/** Stretched along leading and along inner axes, not at all, and beside a number. */
function broadcastCases(op: (a: Tensor, b: Tensor | number) => Tensor, low = -2): OpCase[] {
  const apply = ([a, b]: readonly Tensor[]) => op(a, b);
  return [
    { inputs: [ordinary(3, 5, 7), between(low, 2, 7)], apply, backward: [0, 15] },
    { inputs: [ordinary(5, 1), between(low, 2, 1, 6)], apply, backward: [6, 5] },
    { inputs: [ordinary(67), between(low, 2, 67)], apply },
    { inputs: [ordinary(9)], apply: ([a]) => op(a, 0.75) },
  ];
}

const stretched = 'WebNN tests, reduceSum: n summed where a shape was stretched, else 0';

export const arithmetic: readonly OpCases[] = [
  { op: 'add', forward: within(1, rounded), backward: perTerm({ n: 1 }, stretched), cases: broadcastCases(add) },
  {
    op: 'subtract',
    forward: within(1, rounded),
    backward: perTerm({ n: 1 }, stretched),
    cases: broadcastCases(subtract),
  },
  {
    op: 'multiply',
    forward: within(1, rounded),
    backward: perTerm({ n: 1, plus: 2 }, 'steps: a product 1, twice; n summed'),
    cases: broadcastCases(multiply),
  },
  {
    op: 'divide',
    forward: within(2.5, 'WGSL: 2.5'),
    backward: perTerm({ n: 1, plus: 12 }, 'steps: two quotients 2.5 and a product 1, twice; n summed'),
    cases: broadcastCases(divide, 0.5),
  },
];
