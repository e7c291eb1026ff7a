import { describe, expect, test } from 'vitest';
import type { WordEffect } from './inspection.js';
import { suspiciousWords } from './suspiciousWords.js';

const effect = (word: string, mean: number, count = 10): WordEffect => ({
  word,
  count,
  means: [-mean, mean],
  totals: [-mean * count, mean * count],
});

/** The first four entries are reserved. */
const effectsOf = (effects: WordEffect[]) => new Map(effects.map((one, n) => [n + 4, one]));
const never = { inside: 0, capitalized: 0 };
const options = { spellingOf: () => never, minimumCount: 10, most: 5, classes: ['negative', 'positive'] };
const kindsOf = (...words: string[]) =>
  Object.fromEntries(words.map((word) => [word, suspiciousWords(effectsOf([effect(word, 1)]), options)[0]?.suspicion]));

describe('suspicious by form', () => {
  test('markup, ratings, numbers and punctuation are told apart', () => {
    expect(kindsOf('<', 'href', 'q&amp', 'http://x.com')).toEqual({
      ...{ '<': 'markup', href: 'markup', 'q&amp': 'markup', 'http://x.com': 'markup' },
    });
    expect(kindsOf('4/10', '8.5/10', '**')).toEqual({ '4/10': 'rating', '8.5/10': 'rating', '**': 'rating' });
    expect(kindsOf('7', '1,000', '1950s', '3rd')).toEqual({
      ...{ '7': 'number', '1,000': 'number', '1950s': 'number', '3rd': 'number' },
    });
    expect(kindsOf('?', '...')).toEqual({ '?': 'punctuation', '...': 'punctuation' });
  });

  test('a word is none of them, nor are a face and a word with a digit', () => {
    expect(kindsOf('good', ':)', 'mp3', "n't")).toEqual({ good: undefined, ':)': undefined, mp3: undefined });
  });
});

describe('suspicious by spelling', () => {
  const spelled = (inside: number, capitalized: number) =>
    suspiciousWords(effectsOf([effect('seagal', -1)]), { ...options, spellingOf: () => ({ inside, capitalized }) });

  test('a name is capitalized nine times in ten where no sentence begins', () => {
    expect(spelled(10, 9)).toEqual([
      {
        ...effect('seagal', -1),
        ...{ suspicion: 'name', toward: 'negative', why: 'capitalized in 90 % of 10 places inside a sentence' },
      },
    ]);
    expect(spelled(10, 8)).toEqual([]);
  });

  test('of a word that hardly ever stands inside a sentence, nobody can tell', () => {
    expect(spelled(4, 4)).toEqual([]);
    expect(spelled(5, 5)).toHaveLength(1);
  });
});

describe('weight', () => {
  // Twenty words that say something, and numbers: the strongest tenth are two.
  const others = Array.from({ length: 20 }, (_, n) => effect(`word${n}x`, 0.5 + n / 100));

  test('a number that says little is not suspicious, one that says much is', () => {
    expect(suspiciousWords(effectsOf([...others, effect('7', 0.1)]), options)).toEqual([]);
    expect(suspiciousWords(effectsOf([...others, effect('7', 2)]), options).map(({ word }) => word)).toEqual(['7']);
  });

  test('one that says little each time is suspicious when it comes all the time', () => {
    const [found] = suspiciousWords(effectsOf([...others, effect('7', 0.1, 1000)]), options);
    expect(found.word).toBe('7');
  });

  test('a word that speaks for no class, and a reserved entry, are never suspicious', () => {
    expect(suspiciousWords(effectsOf([effect('7', 0)]), options)).toEqual([]);
    expect(suspiciousWords(new Map([[0, effect('<unk>', 1)]]), options)).toEqual([]);
  });

  test('of each kind the ones of largest total, no more than asked', () => {
    const numbers = effectsOf([effect('1', 1), effect('2', 3), effect('3', 2)]);
    const found = suspiciousWords(numbers, { ...options, most: 1 });
    expect(found.map(({ word }) => word)).toEqual(['2']);
  });
});
