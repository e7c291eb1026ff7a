import { arithmetic } from './cases/arithmetic.js';
import { elementwise } from './cases/elementwise.js';
import { movement } from './cases/movement.js';
import { probabilities } from './cases/probabilities.js';
import { products } from './cases/products.js';
import { reductions } from './cases/reductions.js';
import { textOps } from './cases/texts.js';
import type { OpCases } from './opCases.js';

/** Every op, how far it may be off, and what it is tried on. */
export const conformanceCases: readonly OpCases[] = [
  ...arithmetic,
  ...elementwise,
  ...movement,
  ...reductions,
  ...products,
  ...probabilities,
  ...textOps,
];
