import { describe, expect, test } from 'vitest';
import { pairLearner } from './pairLearner.js';
import { createTables, vectorOf } from './tables.js';

/** Three words: the input vector of word 0, and the output vectors of words 1 and 2, at whose addresses `vectorOf` looks. */
function tablesOf(rows: readonly number[][]) {
  const dimensions = rows[0].length;
  const tables = createTables(3, { dimensions, rooms: 1, targets: 2 }, () => 0.5);
  const outputs = { ...tables, inputs: tables.outputs };
  const views = [vectorOf(tables, 0, dimensions), vectorOf(outputs, 1, dimensions), vectorOf(outputs, 2, dimensions)];
  views.forEach((view, n) => {
    view.set(rows[n]);
  });
  return { tables, views, learn: pairLearner(tables)(0) };
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, n) => sum + value * b[n], 0);
const lossOf = ([input, neighbour, negative]: readonly number[][]) =>
  Math.log(1 + Math.exp(-dot(input, neighbour))) + Math.log(1 + Math.exp(dot(input, negative)));

/** Of each number of each row. */
function centralDifferences(rows: readonly number[][], h = 1e-4): number[][] {
  const moved = (row: number, at: number, by: number) =>
    rows.map((values, r) => values.map((value, n) => (r === row && n === at ? value + by : value)));
  return rows.map((values, r) => values.map((_, n) => (lossOf(moved(r, n, h)) - lossOf(moved(r, n, -h))) / (2 * h)));
}

/** Twenty-two numbers: a block of sixteen, a four, and a four that is filled up. */
const wave = (phase: number) => Array.from({ length: 22 }, (_, n) => Math.sin(phase * (n + 1)));

describe('a step on one pair of words', () => {
  test.each([
    [
      'of three dimensions',
      [
        [0.5, -1, 2],
        [1, 1, 0.5],
        [-0.5, 2, 1],
      ],
    ],
    ['of twenty-two', [wave(1), wave(2), wave(3)]],
  ])('%s goes down the gradient of its loss, by central differences', (_, rows) => {
    const { views, learn } = tablesOf(rows);
    learn(0, Int32Array.of(1, 2), 2, 1);
    centralDifferences(rows).forEach((gradient, r) => {
      gradient.forEach((slope, n) => {
        // The table's steps of a 256th make the logistic function wrong by a 2048th at most.
        expect(views[r][n] - rows[r][n]).toBeCloseTo(-slope, 2);
      });
    });
  });

  test('of a neighbour that scores 0, moves both half of the rate toward each other', () => {
    const { views, learn } = tablesOf([
      [2, 0],
      [0, 4],
      [7, 7],
    ]);
    learn(0, Int32Array.of(1), 1, 0.5);
    expect(views[0][0]).toBe(2);
    expect(views[0][1]).toBeCloseTo(1, 1);
    expect(views[1][0]).toBeCloseTo(0.5, 2);
    expect([...views[2]]).toEqual([7, 7]);
  });

  test.each([
    ['a neighbour that is certain, or beyond', [1, 0], 1e6],
    ['a negative that is certain, or beyond', [0, 1], -1e6],
  ])('%s moves next to nothing', (_, [neighbour, negative], score) => {
    const { views, learn } = tablesOf([[1], [score * neighbour], [score * negative]]);
    learn(0, neighbour ? Int32Array.of(1) : Int32Array.of(0, 2), neighbour ? 1 : 2, 1e-6);
    expect(Math.abs(views[0][0] - 1)).toBeLessThan(1e-3);
  });

  test('writes nothing beyond the dimensions of a row', () => {
    const { tables, learn } = tablesOf([wave(1), wave(2), wave(3)]);
    learn(0, Int32Array.of(1, 2), 2, 1);
    for (const inputs of [tables.inputs, tables.outputs]) {
      for (const word of [0, 1, 2]) expect([...vectorOf({ ...tables, inputs }, word, 24)].slice(22)).toEqual([0, 0]);
    }
  });
});
