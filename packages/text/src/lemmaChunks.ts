import { createTokenizer, type Tokenize, type TokenizerSettings } from './tokens.js';

/** What the model may see of some texts: each lemma by its number, text by text. */
export interface LemmaChunk {
  /** The lemmas that were in no chunk before, in the order of first sight: they take the next numbers. */
  newLemmas: string[];
  /** How many lemmas each text has. */
  lengths: Int32Array<ArrayBuffer>;
  numbers: Int32Array<ArrayBuffer>;
}

/** Reads texts, one after the other, and gives their lemmas in that order. In which threads, is up to it. */
export type TokenizeAll = (texts: AsyncIterable<string>) => AsyncGenerator<LemmaChunk>;

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
export function createLemmaReader(tokenize: Tokenize): (texts: readonly string[]) => LemmaChunk {
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
    const numbers: number[] = [];
    const lengths = Int32Array.from(texts, (text) => {
      const before = numbers.length;
      for (const { lemma, leftOut } of tokenize(text)) if (leftOut === undefined) numbers.push(numberOf(lemma));
      return numbers.length - before;
    });
    return { newLemmas, lengths, numbers: Int32Array.from(numbers) };
  };
}

/** Tokenizes in the caller's thread: what a page without workers has, and the quickest way for a few texts. */
export function tokenizeHere(settings: TokenizerSettings): TokenizeAll {
  const tokenize = createTokenizer(settings);
  return async function* (texts) {
    const read = createLemmaReader(tokenize);
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
  return (reader, { newLemmas: newThere, lengths, numbers }) => {
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
    return { newLemmas, lengths, numbers: numbers.map((number) => table[number]) };
  };
}
