import { createWordReader } from './winkLanguage.js';

/** Why the model does not see a token. */
export type LeftOut = 'stop word' | 'markup' | 'clipped';

/** A piece of a text: `text === original.slice(start, end)`, counted in UTF-16 units. */
export interface Token {
  text: string;
  start: number;
  end: number;
  /** Lower-case. */
  lemma: string;
  /** Absent when the model sees the token. */
  leftOut?: LeftOut;
}

export interface TokenizerSettings {
  /** How many tokens of a text the model sees at most: 500 in the article. */
  maximumLength: number;
  /** Which stop words the model sees: none when left out, those that turn a meaning round with 'negations', or all. */
  stopWords?: 'dropped' | 'negations' | 'kept';
}

/** Changes whenever any text's tokens do, so that none are taken from a cache that were made otherwise. */
export const tokenizerVersion = 1;

export type Tokenize = (text: string) => Token[];

/** What stands between words: white space and HTML line breaks. */
const gap = /(?:\s|<br\s*(?:\/\s*)?>)+/gi;
const gapHere = new RegExp(gap.source, 'iy');
const lineBreakTag = /<br\s*(?:\/\s*)?>/gi;
const lineBreak = /[\n\r\u2028\u2029<]/;

/** Stop words of wink's list, by lemma, that turn round what others say. "n't" has the lemma "not". */
const negations: ReadonlySet<string> = new Set(
  'no not nor never none nobody nothing nowhere neither without cannot'.split(' '),
);

/** wink's time grows with the square of a run without white space, so longer ones are read in pieces of 256 characters. */
const longRun = /\S{256}(?=\S)/gu;

/**
 * A function from a text to its tokens, in order and without overlap; between them is nothing but white space. The
 * tokens depend on the text alone. Importing this takes 60 ms, the first tokenizer 60 more.
 *
 * Words, punctuation and emoji are tokens as wink-nlp splits them ("don't": "do", "n't"), with its lemma by part of
 * speech, or its normalized form where it has no lemma. Stop words are those of wink's list. `<br />` is markup, one
 * token each, and the words around it are read as on two lines. White space is what JavaScript's `\s` matches.
 * Every other character is in a token: the two that wink drops ("st" of "whomst'd've") go to the token before them.
 * A run of more than 256 characters without white space is cut every 256.
 *
 * @throws RangeError when the maximum length is not a positive whole number
 */
export function createTokenizer({ maximumLength, stopWords = 'dropped' }: TokenizerSettings): Tokenize {
  if (!Number.isInteger(maximumLength) || maximumLength < 1) {
    throw new RangeError(`tokenizer: a maximum length of ${maximumLength}; must be a whole number, 1 or more, as 500`);
  }
  const read = createWordReader();
  const isDropped = (lemma: string) => stopWords === 'dropped' || (stopWords === 'negations' && !negations.has(lemma));

  return (text) => {
    const tokens: Token[] = [];
    let seen = 0;
    let cursor = 0;

    const skipGap = () => {
      // Most gaps are one blank, or none: that is seen without an expression.
      if (isPrinting(text.charCodeAt(cursor))) return;
      if (text[cursor] === ' ' && isPrinting(text.charCodeAt(cursor + 1))) {
        cursor++;
        return;
      }
      gapHere.lastIndex = cursor;
      const [found] = gapHere.exec(text) ?? [''];
      for (const tag of found.matchAll(lineBreakTag)) {
        const start = cursor + tag.index;
        tokens.push({ text: tag[0], start, end: start + tag[0].length, lemma: '\n', leftOut: 'markup' });
      }
      cursor += found.length;
    };

    for (const { value, lemma, isStopWord } of read(readable(text))) {
      skipGap();
      const start = text.indexOf(value, cursor);
      const before = tokens.at(-1);
      if (start > cursor && before) widen(before, text, start);
      cursor = start + value.length;
      const token: Token = { text: value, start, end: cursor, lemma };
      if (isStopWord && isDropped(lemma)) token.leftOut = 'stop word';
      else if (seen >= maximumLength) token.leftOut = 'clipped';
      else seen++;
      tokens.push(token);
    }
    skipGap();
    return tokens;
  };
}

/** Of ASCII, what is neither white space nor the start of a line break. */
function isPrinting(code: number): boolean {
  return code > 0x20 && code < 0x7f && code !== 0x3c;
}

/** The text as wink reads it: each gap one blank or one line break, and no run too long. */
function readable(text: string): string {
  return text.replace(gap, (found) => (lineBreak.test(found) ? '\n' : ' ')).replace(longRun, '$& ');
}

function widen(token: Token, text: string, end: number): void {
  token.text = text.slice(token.start, end);
  token.end = end;
}
