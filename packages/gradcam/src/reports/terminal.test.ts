import { describe, expect, test } from 'vitest';
import { explanationOf, hostileTexts, type Told } from '../../test/explanations.js';
import { renderTerminal } from './terminal.js';

const plain = (...[told, rest]: Parameters<typeof explanationOf>) =>
  renderTerminal(explanationOf(told, rest), { colour: 'none' });

test('an explanation for a terminal, as a whole', () => {
  const told: Told[] = [
    ['The', null],
    ['film', 0.01],
    ['is', null],
    ['good', 1],
    ['owl', -0.5, { inVocabulary: false }],
  ];
  expect(plain(told)).toBe(`\
The model says positive with 75.0 %. Strongest for positive: good, film. Strongest against: owl.

The film is [+good] [-owl]

  1      +1.00  ████████████████████  good
  2     -0.500  ██████████            owl (unknown word)
  3    +0.0100  █                     film

+ speaks for positive, - for negative; Grad-CAM, signed, branch 1; margin 1.0986; 3 tokens seen.
Not seen, stop word, 2 times: the, is
`);
});

test("the article's method is named, with m, and its warning comes before the text", () => {
  const out = plain([['good', 1]], { method: 'article', relu: true, m: 0.0123, warnings: ['m is above 0.'] });
  expect(out).toContain('Strongest for positive: good.\nWarning: m is above 0.\n\n[+good]');
  expect(out).toContain(
    "+ speaks for positive; the article's method, evidence for alone, branch 1; margin 1.0986; m 0.0123; 1 token seen.",
  );
});

test('ten words are listed, and it says of how many', () => {
  const out = plain(Array.from({ length: 12 }, (_, n): Told => [`w${n}`, 12 - n]));
  expect(out).toContain(' 10 ');
  expect(out).not.toContain(' 11 ');
  expect(out).toContain('The 10 strongest of 12 words.');
});

test('no evidence: no table, and no blank lines for what is not there', () => {
  expect(plain([], { text: '', warnings: ['None of it.'] })).toBe(`\
The model says positive with 75.0 %. It sees no word of this text.
Warning: None of it.

+ speaks for positive, - for negative; Grad-CAM, signed, branch 1; margin 1.0986; 0 tokens seen.
`);
});

test('a long word is cut in the table', () => {
  const out = plain([['x'.repeat(300), 1]]);
  expect(out).toContain(`  ${'x'.repeat(39)}…\n`);
});

test('with a width, prose breaks between words; without one, lines are left to the terminal', () => {
  const explanation = explanationOf(Array.from({ length: 40 }, (): Told => ['word', 1]));
  const lines = renderTerminal(explanation, { colour: 'truecolor', width: 60 }).split('\n');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours begin with it.
  for (const line of lines) expect(line.replace(/\u001b\[[\d;]+m/g, '').length).toBeLessThanOrEqual(60);
  expect(renderTerminal(explanation, { colour: 'none' })).toContain(new Array(40).fill('[+word]').join(' '));
});

test('the stronger a word, the fuller its ground', () => {
  const told: Told[] = [
    ['good', 1],
    ['fine', 0.4],
    ['film', 0.01],
  ];
  const out = renderTerminal(explanationOf(told), { colour: 'truecolor' });
  // Ink on 50 % and on 28 % of #1f6fb4 over white.
  expect(out).toContain('\u001b[38;2;28;30;33m\u001b[48;2;143;183;218m[+good]\u001b[49m\u001b[39m');
  expect(out).toContain('\u001b[38;2;28;30;33m\u001b[48;2;192;215;234m[+fine]\u001b[49m\u001b[39m');
  expect(out).toContain(' film\n');
});

test('a receipt is shown term by term, with its residual', () => {
  const receipt = { bias: 0.5, branches: [1, -0.4], padding: 0, residual: -1e-7 };
  const out = plain([['good', 0.6]], { method: 'receipt', branch: 'all', receipt });
  expect(out).toContain(`\

     +0.500000  bias
      +1.00000  words, branch 1
     -0.400000  words, branch 2
             0  padding
   -1.00000e-7  residual
      +1.09860  = margin

`);
  expect(out).toContain('; Receipt, signed; margin 1.0986;');
});

test('word pairs are listed, what the model skips between them in brackets', () => {
  const told: Told[] = [
    ['slow', 1],
    ['and', null],
    ['dull', 2],
    ['film', 0.5],
  ];
  const windows = [
    { branch: 2, start: 0, end: 4, relevance: 9 },
    { branch: 2, start: 0, end: 13, relevance: 3 },
    { branch: 2, start: 9, end: 18, relevance: -1 },
  ];
  expect(plain(told, { branch: 'all', windows })).toContain(`\
The strongest of 2 words together, branch 2 (in brackets what it does not see):
         +3.00  slow (and) dull
         -1.00  dull film

`);
});

test('n-grams that the model knows are listed in place of windows, the strongest first, equal ones as one', () => {
  const told: Told[] = [
    ['not', -0.6],
    ['so', null],
    ['good', -0.5],
    ['film', 0.1],
    ['not', -0.6],
    ['good', -0.6],
  ];
  const ngrams = [
    { tokens: [0, 2] as [number, number], relevance: -1.2 },
    { tokens: [2, 3] as [number, number], relevance: 0.2 },
    { tokens: [4, 5] as [number, number], relevance: -1.2 },
    { tokens: [3, 5] as [number, number], relevance: 0 },
  ];
  const windows = [{ branch: 1, start: 0, end: 11, relevance: -1.2 }];
  expect(plain(told, { ngrams, windows })).toContain(`\
The strongest runs of words that the model knows as one (in brackets what it does not see):
         -1.20  not (so) good ×2
        +0.200  good film

`);
  expect(plain(told, { ngrams: ngrams.slice(3) })).not.toContain('knows as one');
});

test('of a logit alone, no rival is named; integrated gradients tell what is missing from the sum', () => {
  const out = plain([['good', 1]], { method: 'integrated-gradients', branch: 'all', rival: null, delta: 1e-6 });
  expect(out).toContain(
    '- for anything but positive; Integrated gradients, signed; logit 1.0986; delta 0.00000100; 1 token seen.',
  );
});

describe('whatever a text tries', () => {
  // Everything that could be from outside holds all of it.
  const everything = hostileTexts.join(' ');
  const told = hostileTexts.map((text, n): Told => [text, n % 3 === 0 ? null : n - 5, { lemma: text }]);
  const explanation = explanationOf(told, {
    classes: [everything, 'negative'],
    predicted: everything,
    explained: everything,
    warnings: [everything],
    ngrams: [{ tokens: [0, hostileTexts.length - 1], relevance: 1 }],
  });

  test('without colour there is no control character but the line feed', () => {
    const out = renderTerminal(explanation, { colour: 'none' });
    expect(out.match(/(?!\n)[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu)).toBeNull();
  });

  test.each(['256', 'truecolor'] as const)(
    'with colour %s there are our own beside it, and each one ends',
    (colour) => {
      const out = renderTerminal(explanation, { colour });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours begin with it.
      const ours = /\u001b\[(1|2|9|31|[34]8;5;\d+|[34]8;2;\d+;\d+;\d+|22|29|39|49)m/g;
      expect(out.replace(ours, '').match(/(?!\n)[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu)).toBeNull();
      const codes = [...out.matchAll(ours)].map(([, code]) => code);
      expect(codes.length).toBeGreaterThan(10);
      const times = (pattern: RegExp) => codes.filter((code) => pattern.test(code)).length;
      expect(times(/^[12]$/)).toBe(times(/^22$/));
      expect(times(/^(31|38;.*)$/)).toBe(times(/^39$/));
      expect(times(/^48;.*$/)).toBe(times(/^49$/));
      expect(times(colour === '256' ? /^.8;2/ : /^.8;5/)).toBe(0);
    },
  );

  test('text between and after tokens is made harmless too', () => {
    const told: Told[] = [
      ['good', 1],
      ['great', 1],
    ];
    const out = plain(told, { text: 'good\u001bgreat\u0007' });
    expect(out).toContain('[+good]\ufffd[+great]\ufffd');
  });

  test('a class name of two lines leaves the lines as they are', () => {
    const lines = (name: string) => plain([['good', 1]], { rival: name }).split('\n').length;
    expect(lines('a\nb')).toBe(lines('a b'));
  });
});
