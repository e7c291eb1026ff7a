import { type Classifier, encodeAll, type Score, Scorer, type Tokenizing } from '@textcam/text';
import { classMaps } from './classMaps.js';
import { type ExplainOptions, explainEncoded, explanationOf, settingsOf } from './explain.js';
import type { Explanation } from './explanation.js';
import type { Heat, HeatOptions } from './heat.js';

/**
 * What `explain` says of each text of a stream, lot by lot, in order. Grad-CAM is computed for many texts in one pass, in the device's
 * precision, so its values may differ from those of `explain` in the last digits. However many texts come, a few lots of them are held. Throws as
 * `explain` does, what the texts throw, and what the tokenizing does.
 */
export async function* explainAll(
  classifier: Classifier,
  texts: AsyncIterable<string>,
  { tokenizing, ...options }: ExplainOptions & { tokenizing: Tokenizing },
): AsyncGenerator<Explanation[]> {
  const settings = settingsOf(classifier, options);
  const lots = encodeAll(classifier, texts, tokenizing);
  if (settings.method === 'article') {
    // Its weights are gradients of each text's own loss, so texts are taken one by one.
    for await (const { texts: some, encoded } of lots) {
      const lot: Explanation[] = [];
      for (const [n, text] of some.entries()) {
        lot.push(await explainEncoded(classifier, { text, encoded: encoded(n) }, settings));
      }
      yield lot;
    }
    return;
  }
  const scorer = new Scorer(classifier, (result) => classMaps(result, [settings.branch]));
  try {
    for await (const { texts: some, ids, encoded } of lots) {
      const scores = await scorer.score(ids);
      yield await Promise.all(
        some.map((text, n) =>
          explanationOf(classifier, { text, encoded: encoded(n) }, scores[n].prediction, settings, async (heat) =>
            heatOf(scores[n], classifier.labels.length, heat),
          ),
        ),
      );
    }
  } finally {
    scorer.dispose();
  }
}

/** Grad-CAM of the margin from the maps of its two classes. */
function heatOf({ maps: [map] }: Score, classes: number, { explained, rival, relu }: HeatOptions): Heat {
  const windows = map.length / classes;
  const relevance = Array.from({ length: windows }, (_, t) => {
    const value = (map[t * classes + explained] - map[t * classes + rival]) / windows;
    return relu ? Math.max(0, value) : value;
  });
  return { map: relevance, m: null, warnings: [] };
}
