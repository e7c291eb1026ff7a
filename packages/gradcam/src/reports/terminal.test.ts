import { describe, expect, test } from 'vitest';
import { explanationOf, hostileTexts, type Told } from '../../test/explanations.js';
import { renderTerminal } from './terminal.js';

const plain = (...[told, rest]: Parameters<typeof explanationOf>) =>
  renderTerminal(explanationOf(told, rest), { colour: false });

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
  const lines = renderTerminal(explanation, { colour: true, width: 60 }).split('\n');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours begin with it.
  for (const line of lines) expect(line.replace(/\u001b\[\d+m/g, '').length).toBeLessThanOrEqual(60);
  expect(renderTerminal(explanation, { colour: false })).toContain(new Array(40).fill('[+word]').join(' '));
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
  });

  test('without colour there is no control character but the line feed', () => {
    const out = renderTerminal(explanation, { colour: false });
    expect(out.match(/(?!\n)[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu)).toBeNull();
  });

  test('with colour there are our own colours beside it, and each one ends', () => {
    const out = renderTerminal(explanation, { colour: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours begin with it.
    const ours = /\u001b\[(1|2|9|31|33|36|22|29|39)m/g;
    expect(out.replace(ours, '').match(/(?!\n)[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu)).toBeNull();
    const codes = [...out.matchAll(ours)].map(([, code]) => Number(code));
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => [1, 2].includes(code)).length).toBe(codes.filter((code) => code === 22).length);
    expect(codes.filter((code) => [31, 33, 36].includes(code)).length).toBe(codes.filter((code) => code === 39).length);
  });

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
