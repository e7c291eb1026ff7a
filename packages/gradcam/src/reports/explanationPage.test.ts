import { describe, expect, test } from 'vitest';
import { type Element, elementsOf } from '../../test/elements.js';
import { explanationOf, hostileTexts, type Told } from '../../test/explanations.js';
import { renderHtml } from './explanationPage.js';
import { harmless } from './outsideText.js';

const told: Told[] = [
  ['The', null],
  ['film', 0.01],
  ['owl', -0.5, { inVocabulary: false }],
  ['is', 0],
  ['good', 1],
];
const pageOf = (...[words, rest]: Parameters<typeof explanationOf>) =>
  elementsOf(renderHtml(explanationOf(words, rest)));
const textsOf = (elements: Element[], name: string) =>
  elements.filter((element) => element.name === name).map(({ text }) => text);
const box = (elements: Element[]) => elements.find(({ attributes }) => attributes.class === 'text')!;

describe('the page of an explanation', () => {
  const page = pageOf(told);

  test('shows the original text, whole and in order', () => {
    expect(box(page).text).toBe('The film owl is good');
  });

  test('each token says in its title what colour and line say', () => {
    const marks = page.filter(({ name, attributes }) => name === 'span' && attributes.title !== undefined);
    expect(marks.map(({ text, attributes }) => [text, attributes.class, attributes.style, attributes.title])).toEqual([
      ['The', 'out', undefined, 'not seen: stop word'],
      ['film', 'for weak', '--share:0.010', 'toward positive, rank 3, +0.0100'],
      ['owl', 'against unknown', '--share:0.500', 'toward negative, rank 2, −0.500, unknown word'],
      ['good', 'for', '--share:1.000', 'toward positive, rank 1, +1.00'],
    ]);
  });

  test('lists the strongest words with the class that they speak for', () => {
    const rows = textsOf(page, 'tr').map((row) => row.split(/\s*\n\s*/).join(' '));
    expect(rows.slice(1, 4).map((row) => row.slice(0, 5))).toEqual(['1good', '2owl ', '3film']);
    expect(rows[2]).toContain('negative');
  });

  test('has one first heading and then second ones', () => {
    expect(page.filter(({ name }) => /^h\d$/.test(name)).map(({ name, text }) => `${name} ${text}`)).toEqual([
      'h1 Why positive?',
      'h2 The text',
      'h2 The strongest words',
      'h2 What the model did not see',
      'h2 Probabilities',
    ]);
    expect(textsOf(page, 'title')).toEqual(['Why positive?']);
  });

  test('says what the model did not see, and why', () => {
    expect(textsOf(page, 'dt')).toEqual(['stop word, once']);
    expect(textsOf(page, 'dd')).toEqual(['the']);
    expect(textsOf(pageOf([['good', 1]]), 'p')).toContain('It saw every token.');
  });

  test('of another class than the predicted one asks why not', () => {
    expect(textsOf(pageOf(told, { explained: 'negative', rival: 'positive' }), 'h1')).toEqual(['Why not negative?']);
  });

  test("of the article's method gives m and the warning", () => {
    const article = pageOf(told, { method: 'article', relu: true, m: 0.0123, warnings: ['Reverse.'] });
    expect(textsOf(article, 'p')).toContain('Warning: Reverse.');
    expect(textsOf(article, 'p').join()).toContain('m, is +0.0123');
    expect(textsOf(page, 'p').join()).not.toContain('m, is');
  });

  test('without evidence is a page all the same', () => {
    const empty = pageOf([], { text: '' });
    expect(box(empty).text).toBe('');
    expect(textsOf(empty, 'p')).toContain('No word carries evidence.');
  });
});

// What our own pages are made of. Nothing here loads, runs or leads anywhere.
const names = new Set(
  'html head meta title style body main h1 h2 p div span table thead tbody tr th td dl dt dd'.split(' '),
);
const attributes = new Set('lang charset name http-equiv content class style title dir scope role'.split(' '));
const styles = /^(--share:\d\.\d{3}|width:\d+\.\d%)$/;

describe('whatever a text tries', () => {
  const everything = hostileTexts.join(' ');
  const hostile = hostileTexts.map((text, n): Told => [text, n % 3 === 0 ? null : n - 5, { lemma: text }]);
  const page = pageOf(hostile, {
    classes: [everything, 'negative'],
    predicted: everything,
    explained: everything,
    rival: everything,
    warnings: [everything],
  });

  test('no element, attribute, class or style is there but our own', () => {
    expect(page.filter(({ name }) => !names.has(name))).toEqual([]);
    for (const element of page) {
      for (const [name, value] of Object.entries(element.attributes)) {
        expect(attributes).toContain(name);
        if (name === 'style') expect(value).toMatch(styles);
        if (name === 'class') expect(value).toMatch(/^[a-z ]+$/);
      }
    }
  });

  test('as many elements are there as for harmless words', () => {
    const words = hostile.map(([, relevance], n): Told => [`w${n}`, relevance]);
    const same = pageOf(words, { warnings: ['Warning.'], rival: 'positive' });
    expect(page.map(({ name }) => name)).toEqual(same.map(({ name }) => name));
  });

  test('the text is shown as it is, but for characters that command', () => {
    expect(box(page).text).toBe(harmless(everything));
  });

  test('one page holds no control character but tabs and line feeds', () => {
    const source = renderHtml(explanationOf(hostile, { predicted: everything, explained: everything }));
    expect(source.match(/(?![\t\n])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu)).toBeNull();
  });
});

test('a text of 5,000 words with long class names is a page under 1 MB', () => {
  const words = Array.from({ length: 5000 }, (_, n): Told => [`word${n}`, (n % 7) - 3.5, { inVocabulary: n % 5 > 0 }]);
  const long = 'a class name that goes on and on '.repeat(20);
  const page = renderHtml(explanationOf(words, { explained: long, predicted: long, classes: [long, 'negative'] }));
  expect(new TextEncoder().encode(page).length).toBeLessThan(1_000_000);
});
