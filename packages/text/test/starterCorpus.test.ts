import { beforeAll, describe, expect, test } from 'vitest';
import type { Example } from '../src/examples.js';
import { openStarter } from '../src/node/starter.js';

const wordsOf = (text: string) =>
  text
    .replaceAll('<br />', ' ')
    .toLowerCase()
    .match(/[\p{L}\p{N}']+/gu) ?? [];

/** Runs of so many words, each once. */
function runsOf(text: string, length: number): Set<string> {
  const words = wordsOf(text);
  return new Set(words.slice(length - 1).map((_, n) => words.slice(n, n + length).join(' ')));
}

describe('the starter corpus', () => {
  let reviews: Example[];
  beforeAll(async () => {
    reviews = [];
    for await (const review of (await openStarter()).read()) reviews.push(review);
  });

  test('has at least 200 reviews, half of them positive, a fifth of each label held back', () => {
    const count = (label: string, split?: string) =>
      reviews.filter((review) => review.label === label && (!split || review.split === split)).length;
    expect(reviews.length).toBeGreaterThanOrEqual(200);
    expect(count('positive')).toBe(reviews.length / 2);
    expect(count('negative')).toBe(reviews.length / 2);
    for (const label of ['positive', 'negative']) expect(count(label, 'test')).toBe(count(label) / 5);
  });

  test('has reviews of 40 to 150 words', () => {
    const lengths = reviews.map(({ text }) => text.replaceAll('<br />', ' ').trim().split(/\s+/).length);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(40);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(150);
  });

  test('has no near-duplicates: no two reviews share a run of six words, or a tenth of their pairs of words', () => {
    const sixes = reviews.map(({ text }) => runsOf(text, 6));
    const pairs = reviews.map(({ text }) => runsOf(text, 2));
    const alike: string[] = [];
    for (let a = 0; a < reviews.length; a++) {
      for (let b = 0; b < a; b++) {
        const shared = [...pairs[a]].filter((pair) => pairs[b].has(pair)).length;
        const likeness = shared / (pairs[a].size + pairs[b].size - shared);
        const run = [...sixes[a]].find((six) => sixes[b].has(six));
        if (run !== undefined || likeness > 0.1) alike.push(`${b} and ${a}: ${run ?? likeness.toFixed(2)}`);
      }
    }
    expect(alike).toEqual([]);
  });

  test('has no template: no two reviews begin or end with the same four words', () => {
    const starts = reviews.map(({ text }) => wordsOf(text).slice(0, 4).join(' '));
    const ends = reviews.map(({ text }) => wordsOf(text).slice(-4).join(' '));
    expect(new Set(starts).size).toBe(reviews.length);
    expect(new Set(ends).size).toBe(reviews.length);
  });
});
