import type { Classifier, Prediction } from './classifier.js';
import { encodeAll } from './encodeAll.js';
import type { Tokenizing } from './lemmaChunks.js';
import { Scorer } from './scorer.js';

export interface PredictedLot {
  texts: string[];
  predictions: Prediction[];
}

/**
 * A prediction for each text of a stream, lot by lot, in order: what `Classifier.predict` gives. However many texts come, a few lots of them
 * are held. Throws what the texts throw, and what the tokenizing does.
 */
export async function* predictAll(
  classifier: Classifier,
  texts: AsyncIterable<string>,
  tokenizing: Tokenizing,
): AsyncGenerator<PredictedLot> {
  const scorer = new Scorer(classifier);
  try {
    for await (const { texts: some, ids } of encodeAll(classifier, texts, tokenizing)) {
      yield { texts: some, predictions: (await scorer.score(ids)).map(({ prediction }) => prediction) };
    }
  } finally {
    scorer.dispose();
  }
}
