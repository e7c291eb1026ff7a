import { createTokenizer, type LeftOut, type Token, type Tokenize, type TokenizerSettings } from './tokens.js';

/** Where tokens stand in their texts, and which of `leftOutReasons` each is left out for: 0 when it is not. */
export interface Spans {
  starts: Int32Array;
  ends: Int32Array;
  reasons: Uint8Array;
}

/** Why the model does not see a token, by number; the first is no reason. */
export const leftOutReasons: readonly (LeftOut | undefined)[] = [undefined, 'stop word', 'markup', 'clipped'];

export interface ChunkSettings extends TokenizerSettings {
  /** Every token, with its span and what it is left out for; otherwise those alone that the model may see. */
  everyToken?: boolean;
}

/** The tokens of some texts, as a rule those that the model may see: each lemma by its number, text by text. */
export interface LemmaChunk {
  /** The lemmas that were in no chunk before, in the order of first sight: they take the next numbers. */
  newLemmas: string[];
  /** How many lemmas each text has. */
  lengths: Int32Array<ArrayBuffer>;
  numbers: Int32Array<ArrayBuffer>;
  /** Where every token was asked for. */
  spans?: Spans;
}

/** Reads texts, one after the other, and gives their lemmas in that order. In which threads, is up to it. */
export type TokenizeAll = (texts: AsyncIterable<string>) => AsyncGenerator<LemmaChunk>;

/** A way to tokenize, for settings that others make: `tokenizeHere`, or several threads. */
export type Tokenizing = (settings: ChunkSettings) => TokenizeAll;

/** Texts go from hand to hand in lots of so many characters, some 30 ms of work, and of so many texts at most. */
const charactersInLot = 1 << 16;
const textsInLot = 100;

/** The texts in lots, in order. However long the stream, one lot of it is held; a longer text is a lot by itself. */
export async function* inLots(texts: AsyncIterable<string>): AsyncGenerator<string[]> {
  let lot: string[] = [];
  let characters = 0;
  for await (const text of texts) {
    lot.push(text);
    characters += text.length;
    if (characters < charactersInLot && lot.length < textsInLot) continue;
    yield lot;
    lot = [];
    characters = 0;
  }
  if (lot.length > 0) yield lot;
}

/** A function that numbers the lemmas of one lot after the other, from 0 on, in the order of first sight. */
export function createLemmaReader(
  tokenize: Tokenize,
  { everyToken = false }: Pick<ChunkSettings, 'everyToken'>,
): (texts: readonly string[]) => LemmaChunk {
  const read = everyToken ? tokenize : seenBy(tokenize);
  const known = new Map<string, number>();
  return (texts) => {
    const newLemmas: string[] = [];
    const numberOf = (lemma: string) => {
      const number = known.get(lemma);
      if (number !== undefined) return number;
      newLemmas.push(lemma);
      known.set(lemma, known.size);
      return known.size - 1;
    };
    const tokens: Token[] = [];
    const lengths = Int32Array.from(texts, (text) => {
      const own = read(text);
      for (const token of own) tokens.push(token);
      return own.length;
    });
    const numbers = Int32Array.from(tokens, ({ lemma }) => numberOf(lemma));
    return { newLemmas, lengths, numbers, ...(everyToken && { spans: spansOf(tokens) }) };
  };
}

function seenBy(tokenize: Tokenize): Tokenize {
  return (text) => tokenize(text).filter(({ leftOut }) => leftOut === undefined);
}

function spansOf(tokens: readonly Token[]): Spans {
  return {
    starts: Int32Array.from(tokens, ({ start }) => start),
    ends: Int32Array.from(tokens, ({ end }) => end),
    reasons: Uint8Array.from(tokens, ({ leftOut }) => leftOutReasons.indexOf(leftOut)),
  };
}

/** Tokenizes in the caller's thread: what a page without workers has, and the quickest way for a few texts. */
export function tokenizeHere(settings: ChunkSettings): TokenizeAll {
  const tokenize = createTokenizer(settings);
  return async function* (texts) {
    const read = createLemmaReader(tokenize, settings);
    for await (const lot of inLots(texts)) yield read(lot);
  };
}

/**
 * Puts chunks that several readers have numbered, each for itself, under one numbering. Taken in the order of the texts, where each reader
 * got its lots in that order too, the numbers are those of a single reader, however many there were.
 */
export function createRenumbering(): (reader: number, chunk: LemmaChunk) => LemmaChunk {
  const known = new Map<string, number>();
  const ours: number[][] = [];
  return (reader, { newLemmas: newThere, numbers, ...chunk }) => {
    ours[reader] ??= [];
    const table = ours[reader];
    const newLemmas: string[] = [];
    for (const lemma of newThere) {
      let number = known.get(lemma);
      if (number === undefined) {
        number = known.size;
        known.set(lemma, number);
        newLemmas.push(lemma);
      }
      table.push(number);
    }
    return { ...chunk, newLemmas, numbers: numbers.map((number) => table[number]) };
  };
}
