import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import fc from 'fast-check';
import { extract } from 'tar-stream';
import { describe, expect, test } from 'vitest';
import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import { createTokenizer } from './tokens.js';

const tokenize = createTokenizer({ maximumLength: 500 });
const texts = (text: string) => tokenize(text).map((token) => token.text);
const lemmas = (text: string) => tokenize(text).map((token) => token.lemma);

describe('a text becomes tokens', () => {
  test('with their places, lower-case lemmas, and stop words marked', () => {
    expect(tokenize('The women didn’t  like it!')).toEqual([
      { text: 'The', start: 0, end: 3, lemma: 'the', leftOut: 'stop word' },
      { text: 'women', start: 4, end: 9, lemma: 'woman' },
      { text: 'did', start: 10, end: 13, lemma: 'do', leftOut: 'stop word' },
      { text: 'n’t', start: 13, end: 16, lemma: 'not', leftOut: 'stop word' },
      { text: 'like', start: 18, end: 22, lemma: 'like' },
      { text: 'it', start: 23, end: 25, lemma: 'it', leftOut: 'stop word' },
      { text: '!', start: 25, end: 26, lemma: '!' },
    ]);
  });

  test.each([
    ['', []],
    [' \r\n\t\u00a0\u3000\ufeff', []],
    ["DON'T", ['DO', "N'T"]],
    ["whomst'd've", ['whomst', "'d", "'ve"]],
    ['a\r\nfilm', ['a', 'film']],
    ['日本\u3000語', ['日本', '語']],
    ['שלום עולם.', ['שלום', 'עולם', '.']],
    ['cafe\u0301 A\u0301', ['cafe\u0301', 'A\u0301']],
    ['x\ud83dy \ude00', ['x', '\ud83d', 'y', '\ude00']],
    ['good\0film', ['good', '\0', 'film']],
    ['zero\u200bwidth', ['zero', '\u200b', 'width']],
    ['👍🏽!', ['👍', '🏽', '!']],
    ['<unk> $%^oov^%$ constructor', ['<', 'unk', '>', '$%^oov^%$', 'constructor']],
  ])('%j is split into %j', (text, expected) => expect(texts(text)).toEqual(expected));

  test('which stop words are left out is a setting: all, all but negations, or none', () => {
    const seen = (stopWords: 'dropped' | 'negations' | 'kept') =>
      createTokenizer({ maximumLength: 20, stopWords })('It is not without charm, never').flatMap(
        ({ text, leftOut }) => (leftOut === undefined ? [text] : []),
      );
    expect(seen('dropped')).toEqual(['charm', ',']);
    expect(seen('negations')).toEqual(['not', 'without', 'charm', ',', 'never']);
    expect(seen('kept')).toEqual(['It', 'is', 'not', 'without', 'charm', ',', 'never']);
  });

  test('the lemma depends on the part of speech', () => {
    expect(lemmas('He left.')).toContain('leave');
    expect(lemmas('The left hand')).toContain('left');
  });

  test('a contraction that wink leaves whole has its normalized form as lemma', () => {
    expect(lemmas('Didnt, cannot, dont.')).toEqual(['didnt', ',', 'cannot', ',', 'dont', '.']);
  });
});

describe('HTML line breaks', () => {
  test.each(['<br />', '<br>', '<br/>', '<BR\n/ >'])('%j is one token of markup', (tag) => {
    const [before, markup, after, ...rest] = tokenize(`good.${tag}Film`).slice(1);
    expect(before).toMatchObject({ text: '.', end: 5 });
    expect(markup).toEqual({ text: tag, start: 5, end: 5 + tag.length, lemma: '\n', leftOut: 'markup' });
    expect([after?.text, rest]).toEqual(['Film', []]);
  });

  test('at the start, the end and in a row are a token each', () => {
    expect(texts('<br /><br />one <br> <br>')).toEqual(['<br />', '<br />', 'one', '<br>', '<br>']);
  });

  test('part the words around as a line break does, and not as a blank', () => {
    const lemmaOfLives = (text: string) => tokenize(text).find((token) => token.text === 'lives')?.lemma;
    expect(['I lives', 'I\nlives', 'I<br />lives', 'I <br> <br> lives'].map(lemmaOfLives)).toEqual([
      ...['live', 'life', 'life', 'life'],
    ]);
  });

  test.each(['<b>', '<brown>', '<br', '< br>'])('%j is no line break', (text) => {
    expect(tokenize(text).every((token) => token.leftOut !== 'markup')).toBe(true);
  });
});

describe('clipping', () => {
  test('counts only what the model would see, and keeps the other reasons', () => {
    const clipped = createTokenizer({ maximumLength: 2 })('The good<br>film was bad.');
    expect(clipped.map((token) => token.leftOut)).toEqual([
      ...['stop word', undefined, 'markup', undefined, 'stop word'],
      ...['clipped', 'clipped'],
    ]);
  });

  test.each([0, -1, 1.5, Number.NaN])('a maximum length of %d is refused', (maximumLength) => {
    expect(() => createTokenizer({ maximumLength })).toThrow(
      `tokenizer: a maximum length of ${maximumLength}; must be a whole number, 1 or more, as 500`,
    );
  });
});

/** What tends to be split, joined or lost: by itself and glued to its neighbours. */
const fragments = [
  ...[
    '<br />',
    '<BR>',
    '<br',
    '>',
    '/',
    ' ',
    '\n',
    '\r\n',
    '\t',
    '\u00a0',
    '\u3000',
    '\ufeff',
    '\u200b',
    '\u2060',
    '\0',
  ],
  ...["whomst'd've", "can't", 'don’t', "WOMAN'S", "woman's", 'cannot', 'didnt', "'s", '’S', "'", '’', '`', '"', 'ing'],
  ...[
    '.',
    '...',
    '-',
    '--',
    '–',
    '(',
    ')',
    ':',
    ';',
    '@',
    '#',
    '$',
    'US$',
    '+',
    '1',
    '1st',
    '1ST',
    '1990s',
    "'90s",
    '5pm',
  ],
  ...['U.S.', 'x-y', 'co-', 'http://', '//', 'www.a.com', 'a@b.co', '__proto__', '<unk>', '$%^OOV^%$', 'a', 'women'],
  ...['\ud83d', '\ude00', '😀', '👨‍👩‍👧', '🇫🇷', 'é', 'e\u0301', 'İ', 'ΑΣ', 'שלום', '日本', '½', 'ﬁ', '\u0085'],
];
const strangeTexts = fc.oneof(
  fc.array(fc.constantFrom(...fragments), { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.array(fc.nat(0xffff), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
);

describe('for any text', () => {
  test('tokens are slices of it, in order, apart, with nothing but white space between them', () => {
    fc.assert(
      fc.property(strangeTexts, (text) => {
        let end = 0;
        for (const token of tokenize(text)) {
          expect(text.slice(end, token.start)).toMatch(/^\s*$/);
          expect(token.text).toBe(text.slice(token.start, token.end));
          expect(token.end).toBeGreaterThan(token.start);
          if (token.leftOut !== 'markup') expect(token.text).toMatch(/^\S+$/);
          expect(token.lemma).toBe(token.lemma.toLowerCase());
          end = token.end;
        }
        expect(text.slice(end)).toMatch(/^\s*$/);
      }),
      { numRuns: 1000 },
    );
  });

  test('no token ends inside a surrogate pair', () => {
    fc.assert(
      fc.property(strangeTexts, (text) => {
        for (const { end } of tokenize(text))
          expect(text.slice(end - 1, end + 1)).not.toMatch(/^[\ud800-\udbff][\udc00-\udfff]$/);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('tokens depend on the text alone', () => {
  // Each unknown word by itself, before a comma (which keeps it whole in wink), in capitals, and with either apostrophe.
  const words = ["woman's", 'film’s', "hitchcock's", "zorblax's", 'blorptastic', "don't", 'didnt', "shouldn't've"];
  const frames = ['The %.', 'A %, too', '(%)', 'I % it', '"%"', '%s', '%-%', 'to % <br />', '%!'];
  const forms = [
    ...words,
    ...words.map((word) => word.toUpperCase()),
    ...words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`),
  ];
  const sentences = forms.flatMap((form) => frames.map((frame) => frame.replaceAll('%', form)));
  const forward = sentences.map(tokenize);

  test(`${sentences.length} sentences read in reverse order`, () => {
    const reader = createTokenizer({ maximumLength: 500 });
    expect(sentences.toReversed().map(reader).reverse()).toEqual(forward);
  });

  test('the same sentences, each read by a tokenizer of its own', () => {
    expect(sentences.map((sentence) => createTokenizer({ maximumLength: 500 })(sentence))).toEqual(forward);
  });

  test('and are those that wink gives for the first text it reads', () => {
    const wink = winkNLP(model);
    // Each word once, since within a text wink remembers too.
    const text = "A woman's film, Zorblax's blorping and FILM’S ending; didn't the actors' (grmpf's) running-gag work?";
    expect(texts(text)).toEqual(wink.readDoc(text).tokens().out());
  });

  test('also after more unknown words than a wink may remember', () => {
    const letters = [...'bcdfghjklmnpqrstvwxz'];
    const unknown = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => `q${a}o${b}o${c}`)));
    const reader = createTokenizer({ maximumLength: 500 });
    for (let i = 0; i < 10; i++) {
      reader(unknown.join(`x${letters[i]} `));
      expect(sentences.map(reader)).toEqual(forward);
    }
  });

  const folder = process.env.TEXTCAM_DATA ?? join(import.meta.dirname, '../../../../shared/data');
  const archive = join(folder, 'aclImdb_v1.tar.gz');
  const skipped = existsSync(archive) ? '' : ' (skipped: no aclImdb_v1.tar.gz in the folder of TEXTCAM_DATA)';
  test.skipIf(skipped)(`2,000 real reviews in reverse order${skipped}`, async () => {
    const reviews = await firstReviews(archive, 2000);
    const reader = createTokenizer({ maximumLength: 500 });
    expect(reviews).toHaveLength(2000);
    expect(reviews.toReversed().map(reader).reverse()).toEqual(reviews.map(tokenize));
  });
});

describe('long texts take no longer than their length', () => {
  const million = (part: string) => part.repeat(1e6 / part.length);

  test.each([
    ['words', million("the woman's films  ")],
    ['blank lines', million('\n')],
    ['line breaks', million('<br />')],
    ['a tag never closed', `<br${million(' ')}`],
    ['one run of letters', million('a')],
    ['one run of slashes', million('/')],
    ['one run of hosts and ports', million('//a:')],
    ['a URL whose host fits in many ways', `//${`${'1'.repeat(30)}.`.repeat(300)}!`],
  ])(
    '%s',
    (_name, text) => {
      tokenize(text);
    },
    10_000,
  );

  test('a run over 256 characters is read in pieces, never through a surrogate pair', () => {
    expect(tokenize(`film ${'a'.repeat(600)}`).map(({ start, end }) => end - start)).toEqual([4, 256, 256, 88]);
    expect(texts(`a${'😀'.repeat(300)}`)).toEqual(['a', ...Array(300).fill('😀')]);
  });
});

async function firstReviews(archive: string, count: number): Promise<string[]> {
  const reviews: string[] = [];
  for await (const entry of createReadStream(archive).pipe(createGunzip()).pipe(extract())) {
    const review = await textOf(entry);
    if (/\/(?:pos|neg)\/\d+_\d+\.txt$/.test(entry.header.name) && reviews.push(review) === count) break;
  }
  return reviews;
}
