import { CpuDevice } from '@textcam/tensor';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomClassifier } from '../test/classifiers.js';
import { explain } from './explain.js';
import { spansOf } from './spans.js';

describe('spans', () => {
  test('tokens, and the white space before, between and after them', () => {
    const tokens = [
      { start: 1, end: 5 },
      { start: 6, end: 10 },
      { start: 10, end: 11 },
    ];
    expect(spansOf(' Good film! ', tokens)).toEqual([
      { start: 0, end: 1, token: null },
      { start: 1, end: 5, token: 0 },
      { start: 5, end: 6, token: null },
      { start: 6, end: 10, token: 1 },
      { start: 10, end: 11, token: 2 },
      { start: 11, end: 12, token: null },
    ]);
  });

  test('of no text there are none, of white space one', () => {
    expect(spansOf('', [])).toEqual([]);
    expect(spansOf(' \n', [])).toEqual([{ start: 0, end: 2, token: null }]);
  });
});

const classifier = randomClassifier(new CpuDevice(), { maximumLength: 5 });

/** Whatever a text may hold: words, markup, any code point, halves of surrogate pairs, what joins and what turns the direction. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'good',
        'The',
        'not',
        "don't",
        '<br />',
        '<b',
        '&amp;',
        '4/10',
        ' ',
        '\n',
        '\u00a0',
        '\u200d',
        '\u202e',
        '\u0301',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      fc.integer({ min: 0xd800, max: 0xdfff }).map((half) => String.fromCharCode(half)),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));

describe('an explanation of any text', () => {
  test('its spans rebuild the text, none empty, every token in exactly one', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (original) => {
        const { spans, tokens } = await explain(classifier, original);
        expect(spans.map(({ start, end }) => original.slice(start, end)).join('')).toBe(original);
        let cursor = 0;
        for (const { start, end } of spans) {
          expect(start).toBe(cursor);
          expect(end).toBeGreaterThan(start);
          cursor = end;
        }
        expect(cursor).toBe(original.length);
        expect(spans.flatMap(({ token }) => token ?? [])).toEqual([...tokens.keys()]);
        for (const { start, end, token } of spans) {
          if (token === null) expect(original.slice(start, end)).toMatch(/^\s+$/u);
          else expect(tokens[token]).toMatchObject({ start, end, text: original.slice(start, end) });
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a token has a relevance, or a reason why it is not seen, and never both', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (original) => {
        const { tokens, length } = await explain(classifier, original, { method: 'receipt' });
        for (const { relevance, leftOut, byBranch } of tokens) {
          expect(relevance === null).toBe(leftOut !== null);
          expect(byBranch?.length).toBe(leftOut === null ? 3 : undefined);
        }
        expect(tokens.filter(({ relevance }) => relevance !== null)).toHaveLength(length);
        expect(length).toBeLessThanOrEqual(5);
      }),
    );
  });
});
