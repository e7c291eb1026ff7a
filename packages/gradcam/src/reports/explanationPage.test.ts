import { beforeAll, describe, expect, test } from 'vitest';
import { type Element, elementsOf } from '../../test/elements.js';
import { hostileTexts, type Told } from '../../test/explanations.js';
import { investigationOf, withValues } from '../../test/investigations.js';
import { methods } from '../explanation.js';
import { harmless } from './outsideText.js';
import { renderHtml } from './renderHtml.js';

const told: Told[] = [
  ['The', null],
  ['film', 0.01],
  ['owl', -0.5, { inVocabulary: false }],
  ['is', 0],
  ['good', 1],
];
const pageOf = async (...[words, rest]: Parameters<typeof investigationOf>) =>
  elementsOf(await renderHtml(investigationOf(words, rest)));
const textsOf = (elements: Element[], name: string) =>
  elements.filter((element) => element.name === name).map(({ text }) => text.replace(/\s+/g, ' ').trim());
const byId = (elements: Element[], id: string) => elements.find(({ attributes }) => attributes.id === id)!;

describe('the page of an explanation', () => {
  let page: Element[];
  beforeAll(async () => {
    page = await pageOf(told);
  });

  test('shows the original text, whole and in order', () => {
    expect(byId(page, 'text').text).toBe('The film owl is good');
  });

  test('each token has in its title what colour and line say', () => {
    const from = page.indexOf(byId(page, 'text')) + 1;
    const marks = page.slice(from, from + told.length);
    expect(marks.map(({ name, text, attributes }) => [name, text, attributes.class, attributes.title])).toEqual([
      ['s', 'The', 'stop', 'not seen: stop word'],
      ['span', 'film', undefined, undefined],
      ['i', 'owl', 'against3', '−0.500, rank 2 of 3, unknown word'],
      ['span', 'is', undefined, undefined],
      ['span', 'good', 'for5', '+1.00, rank 1 of 3'],
    ]);
  });

  test('lists the strongest words with the class that they speak for', () => {
    const rows = textsOf(page, 'tr');
    expect(rows).toEqual(expect.arrayContaining(['1good+1.00positive', '2owl−0.500negative', '3film+0.0100positive']));
  });

  test('has one first heading and then second ones', () => {
    expect(page.filter(({ name }) => /^h\d$/.test(name)).map(({ name, text }) => `${name} ${text}`)).toEqual([
      'h1 Why positive?',
      'h2 The text',
      'h2 The strongest words',
      'h2 How the score adds up',
      'h2 What would change its mind',
      'h2 How far to trust the order',
      'h2 What the model did not see',
    ]);
    expect(textsOf(page, 'title')).toEqual(['Why positive?']);
  });

  test('says what the model did not see, and why', async () => {
    expect(textsOf(page, 'dt')).toEqual(['stop word, once']);
    expect(textsOf(page, 'dd')).toEqual(['the']);
    expect(textsOf(page, 'li').join()).toContain('not seen by the model: stop word (1)');
    expect(textsOf(await pageOf([['good', 1]]), 'p')).toContain('It saw every token.');
  });

  test('the sum grows from the bias to the margin, and prints the residual', () => {
    const rows = page.filter(({ name }) => name === 'tr').map(({ text }) => text.replace(/\s+/g, ' ').trim());
    const from = rows.findIndex((row) => row.startsWith('Bias'));
    expect(rows.slice(from, from + 7).map((row) => row.split(/(?<=[a-z])(?=[+−0])/)[0])).toEqual([
      ...['Bias', 'good', 'film', 'owl', '1 other word', 'Padding', 'Residual'],
    ]);
    expect(rows[from + 6]).toContain('+1.000e-7');
    expect(rows[from + 7]).toContain('Margin+1.099');
  });

  test('equal methods are said to be equal, and to have to be', () => {
    expect(byId(page, 'terms').text).toContain(
      'Gives the same values as HiResCAM, branch 1 here, as it must for a network without activations.',
    );
    const views = JSON.parse(byId(page, 'views').text);
    expect(views.views.map(({ values }: { values: unknown }) => typeof values)).toEqual([
      ...['string', 'number', 'string', 'string'],
    ]);
  });

  test('of another class than the predicted one asks why not', async () => {
    const other = await pageOf(told, { explained: 'negative', rival: 'positive' });
    expect(textsOf(other, 'h1')).toEqual(['Why not negative?']);
  });

  test("of the article's method gives m and the warning", async () => {
    const article = await pageOf(told, { method: 'article', relu: true, m: 0.0123, warnings: ['Reverse.'] });
    expect(textsOf(article, 'p')).toContain('Warning: Reverse.');
    expect(byId(article, 'terms').text).toContain('is +0.0123');
    expect(byId(page, 'terms').text).not.toContain('m, the mean');
  });

  test('of a logit alone names no rival', async () => {
    const alone = await pageOf(told, { rival: null });
    expect(byId(alone, 'terms').text).toContain('the logit of positive');
    expect(byId(alone, 'key-against').text).toBe('speaks against positive, for anything but positive');
  });

  test('without evidence is a page all the same', async () => {
    const empty = await pageOf([], { text: '' });
    expect(byId(empty, 'text').text).toBe('');
    expect(byId(empty, 'no-words').attributes.hidden).toBeUndefined();
    expect(textsOf(empty, 'p')).toContain('No word is seen, so none can be taken away.');
  });

  test('words in a row that are left out for one reason are one element', async () => {
    const clipped = Array.from({ length: 4000 }, (_, n): Told => [`w${n}`, null, { leftOut: 'clipped' }]);
    const long = await pageOf([['good', 1], ...clipped]);
    const struck = long.filter(({ name, attributes }) => name === 's' && attributes.class === 'clipped');
    expect(struck.map(({ attributes }) => attributes.title)).toEqual(['not seen: clipped, 4000 words']);
    expect(struck[0].text).toMatch(/^w0 w1 .* w3999$/);
  });
});

test('n-grams that the model knows stand in the table of word pairs, with their values', async () => {
  const ngrams = [{ tokens: [2, 4] as [number, number], relevance: -1.2 }];
  const windows = [{ branch: 2, start: 0, end: 12, relevance: 3 }];
  const page = await pageOf(told, { ngrams, windows });
  expect(textsOf(page, 'caption')).toContain('Words known as one');
  expect(textsOf(page, 'tr')).toContain('owl is good−1.20');
  expect(byId(page, 'terms').text).toContain('Words that the model knows as one have a value of their own');
  expect(textsOf(page, 'caption').join()).not.toContain('branch 2');
});

// What our own pages are made of. Nothing here loads, runs or leads anywhere, but for the one script that the page's policy names.
const names = new Set(
  (
    'html head meta title style body main h1 h2 p div span table caption thead tbody tr th td dl dt dd script template bdi ul li i s strong ' +
    'details summary fieldset legend label input figure figcaption svg g path text rect defs clipPath'
  ).split(' '),
);

describe('whatever a text tries', () => {
  const everything = hostileTexts.join(' ');
  const hostile = hostileTexts.map((text, n): Told => [text, n % 3 === 0 ? null : n - 5, { lemma: text }]);
  const ngrams = [{ tokens: [0, hostile.length - 1] as [number, number], relevance: 1 }];
  let page: Element[];
  beforeAll(async () => {
    page = await pageOf(hostile, {
      ngrams,
      classes: [everything, 'negative'],
      predicted: everything,
      explained: everything,
      rival: everything,
      warnings: [everything],
    });
  });

  test('no element, attribute, class or style is there but our own', () => {
    expect(page.filter(({ name }) => !names.has(name))).toEqual([]);
    for (const element of page) {
      for (const [name, value] of Object.entries(element.attributes)) {
        expect(name).not.toMatch(/^(on|href|src|xlink:href|action|formaction)/);
        if (name === 'class') expect(value).toMatch(/^[a-z0-9 -]+$/);
      }
    }
  });

  test('as many elements are there as for harmless words', async () => {
    const words = hostile.map(([, relevance], n): Told => [`w${n}`, relevance]);
    const same = await pageOf(words, {
      ngrams,
      warnings: ['Warning.'],
      rival: 'positive',
      classes: ['positive', 'negative'],
    });
    expect(page.map(({ name }) => name)).toEqual(same.map(({ name }) => name));
  });

  test('the text is shown as it is, but for characters that command', () => {
    expect(byId(page, 'text').text).toBe(harmless(everything));
  });

  test('one page holds no control character but tabs and line feeds', async () => {
    const source = await renderHtml(investigationOf(hostile, { ngrams, predicted: everything, explained: everything }));
    expect(source.match(/(?![\t\n])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu)).toBeNull();
  });
});

test('a text of 5,000 words, long class names, every method and both classes is a page under 1 MB', async () => {
  const words = Array.from(
    { length: 5000 },
    (_, n): Told => [`word${n}`, 1.37 * ((n % 997) - 498.4), { inVocabulary: n % 5 > 0 }],
  );
  const long = 'a class name that goes on and on '.repeat(20);
  const investigation = investigationOf(words, { explained: long, predicted: long, classes: [long, 'negative'] });
  const { explanation } = investigation;
  // No two alike, as in a network with activations.
  investigation.others = ['negative', long].flatMap((explained, side) =>
    methods.map((method, n) =>
      withValues(explanation, (value, token) => value * (1 + 0.1 * n + 0.001 * ((token * (side + 3)) % 17)), {
        method,
        explained,
      }),
    ),
  );
  expect(investigation.others).toHaveLength(22);
  const page = await renderHtml(investigation);
  expect(new TextEncoder().encode(page).length).toBeLessThan(1_000_000);
});
