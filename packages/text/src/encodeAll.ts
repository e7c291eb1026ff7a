import type { Classifier, EncodedText } from './classifier.js';
import { type LemmaChunk, leftOutReasons, type Tokenizing } from './lemmaChunks.js';
import type { Token } from './tokens.js';

/** Some texts of a stream, as the model takes them. */
export interface EncodedLot {
  texts: string[];
  /** The rows of what the model sees, text by text. */
  ids: Int32Array[];
  /** What `Classifier.encode` makes of text `n`: made when asked for, since a prediction needs none of it. */
  encoded(n: number): EncodedText;
}

/**
 * Texts as a classifier takes them, lot by lot, in order, however many there are: a few lots of them are held, and the distinct lemmas.
 * Throws what the texts throw, and what the tokenizing does.
 */
export async function* encodeAll(
  classifier: Classifier,
  texts: AsyncIterable<string>,
  tokenizing: Tokenizing,
): AsyncGenerator<EncodedLot> {
  const { maximumLength, stopWords } = classifier.preset;
  const reading: string[] = [];
  async function* noted() {
    for await (const text of texts) {
      reading.push(text);
      yield text;
    }
  }
  const lemmas: string[] = [];
  const idOfLemma: number[] = [];
  for await (const chunk of tokenizing({ maximumLength, stopWords, everyToken: true })(noted())) {
    for (const lemma of chunk.newLemmas) {
      lemmas.push(lemma);
      idOfLemma.push(classifier.vocabulary.idOf(lemma));
    }
    yield lotOf(classifier, reading.splice(0, chunk.lengths.length), chunk, { lemmas, idOfLemma });
  }
}

function lotOf(
  classifier: Classifier,
  texts: string[],
  { lengths, numbers, spans }: LemmaChunk,
  { lemmas, idOfLemma }: { lemmas: readonly string[]; idOfLemma: readonly number[] },
): EncodedLot {
  const { starts, ends, reasons } = spans!;
  let end = 0;
  const bounds = Array.from(lengths, (length) => {
    end += length;
    return { first: end - length, end };
  });
  const inputs = bounds.map((bound) => {
    const seen = numbers.subarray(bound.first, bound.end).filter((_, n) => reasons[bound.first + n] === 0);
    return classifier.inputOf(seen.map((number) => idOfLemma[number]));
  });
  const tokenAt = (text: string, at: number): Token => {
    const [start, end, leftOut] = [starts[at], ends[at], leftOutReasons[reasons[at]]];
    return { text: text.slice(start, end), start, end, lemma: lemmas[numbers[at]], ...(leftOut && { leftOut }) };
  };
  return {
    texts,
    ids: inputs.map(({ ids }) => ids),
    encoded(n) {
      const { first, end } = bounds[n];
      const tokens = Array.from({ length: end - first }, (_, place) => tokenAt(texts[n], first + place));
      const positions = Int32Array.from(tokens.keys()).filter((place) => tokens[place].leftOut === undefined);
      return { tokens, positions, ...inputs[n] };
    },
  };
}
