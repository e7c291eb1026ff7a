import { describe, expect, test } from 'vitest';
import { memory } from '../../test/linearMemory.js';
import { type Body, wasmFunction } from './body.js';
import { four, type Int, int, lane, loadInt, one, truncated, type Value } from './values.js';

/** What a function of two whole numbers leaves in a word of memory. */
function resultOf(of: (a: Int, b: Int, body: Body) => Value, a = 0, b = 0, floats = 1): number[] {
  const out = memory.output(floats);
  const takes = { out: 'int', a: 'int', b: 'int' } as const;
  memory.call(
    wasmFunction('result', takes, (body, given) => body.store(given.out, of(given.a, given.b, body))),
    { out, a, b },
  );
  return floats === 1 ? [...memory.integers(out, 1)] : [...memory.floats(out, floats)];
}

describe('whole numbers', () => {
  test.each([0, 1, 63, 64, 127, 128, -1, -64, -65, 65_536, 2 ** 31 - 1, -(2 ** 31)])('%d is written as it is', (n) => {
    expect(resultOf(() => int(n))).toEqual([n]);
  });

  test('compute, and compare as unsigned', () => {
    expect(resultOf((a, b) => a.plus(b).times(10).minus(1), 2, 3)).toEqual([49]);
    expect(resultOf((a, b) => a.over(b), 7, 2)).toEqual([3]);
    expect(resultOf((a, b) => a.minimum(b), 7, 2)).toEqual([2]);
    expect(resultOf((a, b) => a.less(b), -1, 2)).toEqual([0]);
    expect(resultOf((a, b) => b.less(a), -1, 2)).toEqual([1]);
    expect(resultOf((a) => a.isNegative(), -1)).toEqual([1]);
    expect(resultOf((a, b) => a.equals(1).and(b.equals(2)), 1, 2)).toEqual([1]);
    expect(resultOf((a, b) => a.equals(1).or(b.equals(3)), 2, 2)).toEqual([0]);
  });
});

describe('floats', () => {
  const address = memory.putFloats([1, 4, 9, 16, 25]);

  test('compute one by one', () => {
    const root = () => one.load(int(address), 8).squareRoot();
    const half = () =>
      root()
        .minus(one.load(int(address)))
        .over(int(4).toFloat());
    expect(resultOf(() => four.all(half().plus(root()).times(root())), 0, 0, 4)).toEqual([10.5, 10.5, 10.5, 10.5]);
  });

  test('are cut to whole numbers toward 0, and to those that there are', () => {
    const inputs = memory.putFloats([2.9, -2.9, 3e9, Number.NaN]);
    const cut = [0, 4, 8, 12].map((offset) => resultOf(() => truncated(one.load(int(inputs), offset)))[0]);
    expect(cut).toEqual([2, -2, 2 ** 31 - 1, 0]);
  });

  test('compute four at a time', () => {
    const values = () => four.load(int(address), 4);
    const all = () => four.loadAll(int(address), 4);
    expect(resultOf(() => values().plus(all()), 0, 0, 4)).toEqual([8, 13, 20, 29]);
    expect(resultOf(() => values().minus(all()).times(all()), 0, 0, 4)).toEqual([0, 20, 48, 84]);
    expect(resultOf(() => values().squareRoot().over(all()), 0, 0, 4)).toEqual([0.5, 0.75, 1, 1.25]);
    expect(resultOf(() => four.all(lane(values(), 2)), 0, 0, 4)).toEqual([16, 16, 16, 16]);
    expect(resultOf(() => four.zero(), 0, 0, 4)).toEqual([0, 0, 0, 0]);
  });
});

describe('statements', () => {
  const sumTo = (last: number) =>
    resultOf((a, _b, body) => {
      const total = body.keep(int(0));
      body.each(1, a.plus(1), (n) => body.set(total, total.plus(n)));
      return total;
    }, last);

  test('each runs for every number, and not at all when there is none', () => {
    expect([0, 1, 4].map(sumTo)).toEqual([[0], [1], [10]]);
  });

  test('if takes one side or the other', () => {
    const sign = (n: number) =>
      resultOf((a, _b, body) => {
        const out = body.declare('int');
        body.if(
          a.isNegative(),
          () => body.set(out, int(-1)),
          () => body.set(out, int(1)),
        );
        return out;
      }, n);
    expect([-5, 5].map(sign)).toEqual([[-1], [1]]);
  });

  test('a loop inside a loop keeps its own count, beyond 127 locals', () => {
    const pairs = (n: number) =>
      resultOf((a, _b, body) => {
        for (let unused = 0; unused < 130; unused++) body.declare('floats');
        const total = body.keep(int(0));
        body.each(0, a, (i) => body.each(0, i, () => body.advance(total, 1)));
        return total;
      }, n);
    expect(pairs(5)).toEqual([10]);
  });

  test('whole numbers are read where they were stored', () => {
    const address = memory.putIntegers([7, -8, 9]);
    expect(resultOf((a) => loadInt(a, 4), address)).toEqual([-8]);
  });
});
