import { describe, expect, test } from 'vitest';
import { logCountRatios, presenceOf } from './naiveBayes.js';
import { selectNgrams } from './selectNgrams.js';

const example = (label: number, ...ids: number[]) => ({ name: '', label, ids: Int32Array.from(ids) });
const selected = (examples: ReturnType<typeof example>[], length: number, count: number) => {
  const ngrams = selectNgrams(examples, { length, count, vocabularySize: 9, classes: 2 });
  return Array.from({ length: ngrams.size }, (_, n) => ngrams.wordsOf(n).join(' '));
};

// "not good" of three negative texts, "very good" of one of either label; 4 not, 5 very, 6 good.
const examples = [
  example(0, 4, 6, 7),
  example(0, 4, 6, 8),
  example(0, 4, 6, 5, 6),
  example(1, 5, 6, 7),
  example(1, 6, 8, 6),
];

describe('the n-grams that are selected', () => {
  test('are those that tell the labels apart, the strongest first, and occur as often as they have words', () => {
    expect(selected(examples, 2, 10)).toEqual(['4 6', '5 6', '6 7', '6 8']);
  });

  test('are no more than asked for', () => {
    expect(selected(examples, 2, 1)).toEqual(['4 6']);
    expect(selected(examples, 1, 1)).toEqual([]);
  });

  test('may be triples, where one occurs three times', () => {
    const long = [
      example(0, 4, 5, 6),
      example(0, 4, 5, 6),
      example(0, 4, 5, 6),
      example(1, 6, 5, 4),
      example(1, 6, 5, 4),
    ];
    expect(selected(long, 3, 10)).toContain('4 5 6');
    expect(selected(long, 3, 10)).not.toContain('6 5 4');
  });

  test('never go through an unknown word', () => {
    expect(selected([example(0, 4, 0, 5), example(0, 4, 0, 5), example(1, 0, 0)], 3, 10)).toEqual([]);
  });
});

describe('log-count ratios', () => {
  test('are smoothed shares of texts, by class, around their mean', () => {
    const presence = presenceOf([example(0, 4, 4), example(0, 4, 5), example(1, 5)], 6, 2);
    expect(presence.counts.map((own) => [...own])).toEqual([
      [0, 0, 0, 0, 2, 1],
      [0, 0, 0, 0, 0, 1],
    ]);
    // Of the first class 3 of 4, of the second 1 of 3.
    const half = Math.log(3 / 4 / (1 / 3)) / 2;
    expect(logCountRatios(presence, 4)).toEqual([expect.closeTo(half, 12), expect.closeTo(-half, 12)]);
  });

  test('a text that has a row often has it once, and -1 is no row', () => {
    expect([...presenceOf([example(1, 3, 3, -1, 3)], 4, 2).counts[1]]).toEqual([0, 0, 0, 1]);
  });
});
