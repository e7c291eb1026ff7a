import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reserved, Vocabulary, VocabularyError } from './vocabulary.js';

describe('a vocabulary of counts', () => {
  const counts: [string, number][] = [
    ['plot', 2],
    ['film', 3],
    ['Zoo', 2],
    ['é', 2],
    ['rare', 1],
  ];

  test('has the reserved entries, then the most frequent, ties in the order of their code units', () => {
    expect(Vocabulary.of(counts, 4).words).toEqual(['<unk>', '<pad>', '<bos>', '<eos>', 'film', 'Zoo', 'plot', 'é']);
  });

  test('does not depend on the order of the counts', () => {
    expect(Vocabulary.of(counts.toReversed(), 3).words).toEqual(Vocabulary.of(counts, 3).words);
  });

  test('is smaller when there are not so many lemmas, and takes a map of counts as it is', () => {
    expect(Vocabulary.of(new Map(counts), 10_000).size).toBe(4 + 5);
    expect(Vocabulary.of([], 10).words).toEqual(reserved);
  });

  test('leaves out reserved names, which then take no place', () => {
    const withReserved: [string, number][] = [['<pad>', 99], ['<unk>', 98], ...counts];
    expect(Vocabulary.of(withReserved, 1).words).toEqual([...reserved, 'film']);
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('of a size of %d is refused', (size) => {
    expect(() => Vocabulary.of(counts, size)).toThrow(
      `vocabulary: a size of ${size}; must be a whole number, 0 or more`,
    );
  });
});

describe('ids', () => {
  const vocabulary = new Vocabulary([...reserved, 'film', 'constructor', '__proto__']);

  test('are the places of the words', () => {
    expect(['film', 'constructor', '__proto__'].map((word) => vocabulary.idOf(word))).toEqual([4, 5, 6]);
    expect(vocabulary.has('film')).toBe(true);
  });

  test.each(['plot', '', 'toString', 'Film'])('an unknown word, as %j, has id 0', (word) => {
    expect([vocabulary.idOf(word), vocabulary.has(word)]).toEqual([0, false]);
  });

  test.each(reserved)('a text that spells %s has an unknown word there', (word) => {
    expect([vocabulary.idOf(word), vocabulary.has(word)]).toEqual([0, false]);
  });

  test('no object’s own properties are words', () => {
    const empty = new Vocabulary(reserved);
    expect(['__proto__', 'constructor', 'hasOwnProperty'].map((word) => empty.has(word))).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('the words given', () => {
  test.each([
    [[...reserved, 'film', 'plot', 'film'], 'vocabulary: "film" is entry 4 and entry 6; must be there once; '],
    [[...reserved, '<pad>'], 'vocabulary: "<pad>" is entry 1 and entry 4; must be there once; '],
    [['<unk>', '<pad>', 'film', '<eos>'], 'vocabulary: entry 2 is "film"; must be "<bos>"; '],
    [['<unk>'], 'vocabulary: entry 1 is nothing; must be "<pad>"; '],
  ])('%j are refused', (words, message) => {
    expect(() => new Vocabulary(words)).toThrow(VocabularyError);
    expect(() => new Vocabulary(words)).toThrow(message);
  });

  test('may change afterwards without changing the vocabulary', () => {
    const words = [...reserved, 'film'];
    const vocabulary = new Vocabulary(words);
    words.push('plot');
    expect([vocabulary.size, vocabulary.has('plot'), Object.isFrozen(vocabulary.words)]).toEqual([5, false, true]);
  });
});

test('for any counts: every word leads back to its id, and no word left out is more frequent than one that is in', () => {
  const lemma = fc.oneof(fc.string({ maxLength: 2 }), fc.constantFrom('__proto__', 'constructor', ...reserved));
  const countsOf = fc.uniqueArray(fc.tuple(lemma, fc.integer({ min: 1, max: 4 })), { selector: ([word]) => word });
  fc.assert(
    fc.property(countsOf, fc.nat(8), (counts, size) => {
      const vocabulary = Vocabulary.of(counts, size);
      const own = counts.filter(([word]) => !reserved.some((entry) => entry === word));
      expect(vocabulary.size).toBe(4 + Math.min(size, own.length));
      vocabulary.words.slice(4).forEach((word, i) => {
        expect(vocabulary.idOf(word)).toBe(4 + i);
      });
      const out = own.filter(([word]) => !vocabulary.has(word)).map(([, times]) => times);
      const within = own.filter(([word]) => vocabulary.has(word)).map(([, times]) => times);
      expect(Math.max(0, ...out)).toBeLessThanOrEqual(Math.min(4, ...within));
    }),
  );
});
