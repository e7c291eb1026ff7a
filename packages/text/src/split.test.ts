import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from './examples.js';
import { balancedSample, stratifiedTestPart } from './split.js';

/** `sizes` {a: 2} → a/0, a/1, labelled a. */
function entriesOf(sizes: Record<string, number>): Entry[] {
  return Object.entries(sizes).flatMap(([label, size]) =>
    Array.from({ length: size }, (_, i) => ({ name: `${label}/${i}`, label })),
  );
}

function countsOf(names: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name[0]!] = (counts[name[0]!] ?? 0) + 1;
  return counts;
}

/** Park and Miller's minimal standard generator: enough for a test. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const namesOf = (entries: Entry[]) => entries.map((entry) => entry.name);

describe('stratifiedTestPart', () => {
  const part = (sizes: Record<string, number>, fraction: number) =>
    countsOf(stratifiedTestPart(entriesOf(sizes), { fraction, random: seeded(1) }));

  test('takes the fraction of each label', () => {
    expect(part({ a: 10, b: 20 }, 0.2)).toEqual({ a: 2, b: 4 });
  });

  test('a label of two has one example on either side, however small or large the fraction', () => {
    expect(part({ a: 2, b: 100 }, 0.01)).toEqual({ a: 1, b: 1 });
    expect(part({ a: 2, b: 100 }, 0.99)).toEqual({ a: 1, b: 99 });
  });

  test('a label with one example is refused by name', () => {
    expect(() => part({ a: 5, b: 1 }, 0.2)).toThrow(/^test part: label "b" has one example; needs two/);
  });

  test('where no label needs to have one held back, those of few examples stay whole, one of a single example too', () => {
    const entries = entriesOf({ a: 100, b: 9, c: 1 });
    const held = stratifiedTestPart(entries, { fraction: 0.05, random: seeded(1), least: 0 });
    expect(countsOf(held)).toEqual({ a: 5 });
  });

  test.each([0, 1, -0.2, Number.NaN])('a fraction of %s is refused', (fraction) => {
    expect(() => part({ a: 5 }, fraction)).toThrow(/between 0 and 1/);
  });

  test('does not depend on the order of the entries', () => {
    const entries = entriesOf({ a: 9, b: 12, c: 5 });
    const expected = stratifiedTestPart(entries, { fraction: 0.3, random: seeded(7) });
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (mixed) => {
        expect(stratifiedTestPart(mixed, { fraction: 0.3, random: seeded(7) })).toEqual(expected);
      }),
    );
  });

  test('a group is held back as a whole, or not at all, and no label gets more than its share', () => {
    const entry = fc.record({
      label: fc.constantFrom('a', 'b'),
      group: fc.option(fc.constantFrom('x', 'y', 'z'), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), fc.integer({ min: 1, max: 99 }), (some, seed) => {
        const entries = some.map(({ label, group }, n) => ({ name: `${label}/${n}`, label, ...(group && { group }) }));
        const held = stratifiedTestPart(entries, { fraction: 0.4, random: seeded(seed), least: 0 });
        for (const group of ['x', 'y', 'z']) {
          const inPart = entries.filter((one) => one.group === group).map(({ name }) => held.has(name));
          expect(new Set(inPart).size).toBeLessThanOrEqual(1);
        }
        for (const [label, count] of Object.entries(countsOf(held))) {
          expect(count).toBeLessThanOrEqual(Math.round(0.4 * entries.filter((one) => one.label === label).length));
        }
      }),
    );
  });

  test('groups of few leave next to nothing of a share out', () => {
    // A hundred films, the n-th of which has n % 7 + 1 reviews of each label: 394 of each.
    const entries = Array.from({ length: 100 }, (_, n) => n).flatMap((n) =>
      Array.from({ length: (n % 7) + 1 }, (_, i) =>
        ['a', 'b'].map((label) => ({ name: `${label}/${n}/${i}`, label, group: `film ${n}` })),
      ).flat(),
    );
    const { a, b } = countsOf(stratifiedTestPart(entries, { fraction: 0.2, random: seeded(1) }));
    expect([a, b]).toEqual([79, 79]);
  });

  test('a small film is held back as often as a large one, and one of both labels as one of either', () => {
    // Of 300 films a third have one review of each label, a third eight of one label, a third eight of the other.
    const entries = Array.from({ length: 300 }, (_, n) => n).flatMap((n) =>
      Array.from({ length: n % 3 === 0 ? 2 : 8 }, (_, i) => {
        const label = n % 3 === 0 ? 'ab'[i] : 'ab'[(n % 3) - 1];
        return { name: `${label}/${n}/${i}`, label, group: `film ${n}` };
      }),
    );
    const kinds = [0, 0, 0];
    for (let seed = 1; seed <= 20; seed++) {
      const held = stratifiedTestPart(entries, { fraction: 0.2, random: seeded(seed) });
      for (const film of new Set([...held].map((name) => Number(name.split('/')[1])))) kinds[film % 3] += 1;
    }
    // A fifth of a hundred films twenty times: 400 of each kind.
    for (const films of kinds) expect(Math.abs(films - 400)).toBeLessThan(60);
  });

  test('a label that is in groups with another alone is held back with it', () => {
    const entries = [
      ...entriesOf({ a: 50 }),
      ...Array.from({ length: 10 }, (_, n) =>
        ['a', 'b'].map((label) => ({ name: `${label}/film ${n}`, label, group: `film ${n}` })),
      ).flat(),
    ];
    const held = countsOf(stratifiedTestPart(entries, { fraction: 0.2, random: seeded(1) }));
    expect(held.a).toBe(12);
    expect(held.b).toBeGreaterThan(0);
  });

  test('a label whose groups are all larger than what is to be held back is refused by name', () => {
    const entries = entriesOf({ a: 10, b: 10 }).map((entry) => ({ ...entry, group: `all ${entry.label}` }));
    expect(() => stratifiedTestPart(entries, { fraction: 0.2, random: seeded(1) })).toThrow(
      /^test part: no group with label "a" fits into what is held back; one must, beside those of other labels/,
    );
  });

  test('another seed gives another part', () => {
    const entries = entriesOf({ a: 100 });
    const [one, two] = [1, 2].map((seed) => stratifiedTestPart(entries, { fraction: 0.5, random: seeded(seed) }));
    expect(one).not.toEqual(two);
  });
});

describe('balancedSample', () => {
  const sample = (sizes: Record<string, number>, count: number) =>
    countsOf(namesOf(balancedSample(entriesOf(sizes), count, seeded(1))));

  test('takes the same number of each label', () => {
    expect(sample({ a: 10, b: 50 }, 8)).toEqual({ a: 4, b: 4 });
  });

  test('what a small label lacks comes from the others', () => {
    expect(sample({ a: 1, b: 50, c: 50 }, 9)).toEqual({ a: 1, b: 4, c: 4 });
  });

  test('what does not divide evenly is spread, one each', () => {
    expect(sample({ a: 9, b: 9, c: 9 }, 8)).toEqual({ a: 2, b: 3, c: 3 });
  });

  test('a count of all or more returns all, sorted by name', () => {
    const entries = entriesOf({ b: 3, a: 2 });
    expect(namesOf(balancedSample(entries, 99, seeded(1)))).toEqual(['a/0', 'a/1', 'b/0', 'b/1', 'b/2']);
  });

  test('has exactly the count, and contains every smaller sample', () => {
    const sizes = fc.record({ a: fc.nat(20), b: fc.nat(20), c: fc.nat(20) });
    fc.assert(
      fc.property(sizes, fc.nat(60), fc.nat(60), (sizes, one, two) => {
        const entries = entriesOf(sizes);
        const [small, large] = [Math.min(one, two), Math.max(one, two)].map((count) =>
          namesOf(balancedSample(entries, count, seeded(3))),
        );
        expect(small).toHaveLength(Math.min(one, two, entries.length));
        expect(large).toEqual(expect.arrayContaining(small!));
      }),
    );
  });
});
