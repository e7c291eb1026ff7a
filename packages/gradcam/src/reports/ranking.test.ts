import { describe, expect, test } from 'vitest';
import { explanationOf } from '../../test/explanations.js';
import type { Explanation } from '../explanation.js';
import { firstOf, leftOutWords, rankedTokens, summarize, timesOf } from './ranking.js';

const explanation = explanationOf([
  ['The', null],
  ['good', 0.5],
  ['bad', -2],
  ['film', 0],
  ['great', 0.5],
  ['the', null],
  ['not', null],
]);

const summaryOf = (told: Explanation) => summarize(told, rankedTokens(told));

test('tokens rank by strength, whatever the sign; of equals the earlier one first; those of 0 not at all', () => {
  expect(rankedTokens(explanation).map(({ text }) => text)).toEqual(['bad', 'good', 'great']);
});

describe('the summary', () => {
  test('names the verdict and the strongest words on either side', () => {
    expect(summaryOf(explanation)).toBe(
      'The model says positive with 75.0 %. Strongest for positive: good, great. Strongest against: bad.',
    );
  });

  test('says so when it is about another class than the predicted one', () => {
    const other = explanationOf([['bad', 2]], { explained: 'negative', rival: 'positive' });
    expect(summaryOf(other)).toBe(
      'The model says positive with 75.0 %. What follows is about negative, which it gives 25.0 %. ' +
        'Strongest for negative: bad. Strongest against: none.',
    );
  });

  test('names each word once, five at most', () => {
    const words = ['a', 'a', 'b', 'c', 'd', 'e', 'f'].map((word, n): [string, number] => [word, 9 - n]);
    expect(summaryOf(explanationOf(words))).toContain('Strongest for positive: a, b, c, d, e. ');
  });

  test('puts punctuation into quotes', () => {
    expect(
      summaryOf(
        explanationOf([
          [',', 2],
          ['!!', 1],
          ["'s", 0.5],
        ]),
      ),
    ).toContain(`: ",", "!!", 's.`);
  });

  test('under relu, nothing is said of what is cut off', () => {
    expect(summaryOf(explanationOf([['good', 1]], { relu: true }))).toMatch(/Strongest for positive: good\.$/);
  });

  test('a map of zeros under relu is the result "no positive evidence"', () => {
    expect(summaryOf(explanationOf([['bad', 0]], { relu: true }))).toMatch(/No positive evidence for positive\.$/);
    expect(summaryOf(explanationOf([['bad', 0]]))).toMatch(/No word carries evidence\.$/);
  });

  test('a text of which the model sees nothing', () => {
    expect(summaryOf(explanationOf([['the', null]]))).toMatch(/It sees no word of this text\.$/);
  });
});

test('left-out words are told by reason, each word once', () => {
  expect(leftOutWords(explanation)).toEqual([{ reason: 'stop word', count: 3, words: ['the', 'not'] }]);
  expect(timesOf('stop word', 3)).toBe('stop word, 3 times');
  expect(timesOf('clipped', 1)).toBe('clipped, once');
});

test('a long list is cut, and says how much is missing', () => {
  expect(firstOf(['a', 'b'], 2)).toBe('a, b');
  expect(firstOf(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
});
