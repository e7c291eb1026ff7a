import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom, shuffled } from './random.js';

const take = (count: number, random: () => number) => Array.from({ length: count }, random);

describe('createRandom', () => {
  test('the same seed gives the same numbers', () => {
    expect(take(5, createRandom(42))).toEqual(take(5, createRandom(42)));
  });

  test('other seeds and other streams of one seed give other numbers', () => {
    const firsts = [createRandom(1), createRandom(2), createRandom(1, 1), createRandom(2, 1)].map((random) => random());
    expect(new Set(firsts).size).toBe(4);
  });

  test('a seed counts with its lowest 32 bits', () => {
    expect(createRandom(2 ** 32 + 5)()).toBe(createRandom(5)());
  });

  test('fills the tenths between 0 and 1 evenly', () => {
    const tenths = new Array<number>(10).fill(0);
    for (const value of take(10_000, createRandom(3))) tenths[Math.floor(value * 10)] += 1;
    // 1,000 each are expected, give or take 30: 150 is five standard deviations.
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  test('one number says nothing about the next, nor about another stream', () => {
    const [here, there] = [take(10_000, createRandom(3)), take(10_000, createRandom(3, 1))];
    const correlation = (a: number[], b: number[]) =>
      (12 * a.reduce((total, value, n) => total + (value - 0.5) * (b[n] - 0.5), 0)) / a.length;
    // The standard deviation is 1 / √10,000 = 0.01.
    expect(Math.abs(correlation(here.slice(0, -1), here.slice(1)))).toBeLessThan(0.05);
    expect(Math.abs(correlation(here, there))).toBeLessThan(0.05);
  });

  test('never leaves [0, 1), whatever the seed', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(), (seed, stream) => {
        for (const value of take(20, createRandom(seed, stream))) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThan(1);
        }
      }),
    );
  });
});

describe('shuffled', () => {
  test('holds every number once', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.integer(), (count, seed) => {
        expect([...shuffled(count, createRandom(seed))].sort((a, b) => a - b)).toEqual([...Array(count).keys()]);
      }),
    );
  });

  test('the same seed gives the same order', () => {
    expect(shuffled(20, createRandom(7))).toEqual(shuffled(20, createRandom(7)));
  });

  test('of three, all six orders come up equally often', () => {
    const random = createRandom(11);
    const counts = new Map<string, number>();
    for (let n = 0; n < 6000; n++) {
      const order = shuffled(3, random).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // 1,000 each are expected, give or take 29.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
