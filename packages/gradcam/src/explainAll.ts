import { type Classifier, encodeAll, type Score, Scorer, type Tokenizing } from '@textcam/text';
import { type Attribution, nothingSeenWarning } from './attribute.js';
import { type Settings, settingsOf } from './attributeOptions.js';
import { checkNumbers } from './checks.js';
import { classMaps } from './classMaps.js';
import { choiceOf, type ExplainOptions, explainEncoded, explanationOf } from './explain.js';
import type { Explanation } from './explanation.js';
import { encodedText, wordsIn } from './inputText.js';
import { answerOf } from './methods/featureMethod.js';
import { cut } from './methods/gradientMethods.js';
import { scoreMap } from './scoreMap.js';
import { scoreOf, type TargetChoice, targetOf } from './target.js';

/**
 * What `explain` says of each text of a stream, lot by lot, in order. Grad-CAM is computed in the device's precision, with the vocabulary
 * projected once, so its values may differ from those of `explain` in the last digits. However many texts come, a few lots of them are held.
 * Throws as `explain` does, what the texts throw, and what the tokenizing does.
 */
export async function* explainAll(
  classifier: Classifier,
  texts: AsyncIterable<string>,
  { tokenizing, ...options }: ExplainOptions & { tokenizing: Tokenizing },
): AsyncGenerator<Explanation[]> {
  const settings = settingsOf(classifier.network, options);
  const choice = choiceOf(classifier, options);
  const lots = encodeAll(classifier, texts, tokenizing);
  if (settings.method !== 'gradcam') {
    for await (const { texts: some, encoded } of lots) {
      yield await explainEncoded(
        classifier,
        some.map((text, n) => ({ text, encoded: encoded(n) })),
        options,
      );
    }
    return;
  }
  const branches = settings.branch === 'all' ? classifier.network.branches.map((_, n) => n + 1) : [settings.branch];
  const scorer = new Scorer(classifier, (result) => classMaps(result, branches));
  try {
    for await (const { texts: some, ids, encoded } of lots) {
      const scores = await scorer.score(ids);
      yield some.map((text, n) => {
        const attribution = attributionOf(classifier, ids[n], scores[n], { ...settings, branches, choice });
        return explanationOf(classifier, { text, encoded: encoded(n) }, attribution);
      });
    }
  } finally {
    scorer.dispose();
  }
}

/** Grad-CAM of a score from the maps of its classes. */
function attributionOf(
  classifier: Classifier,
  ids: Int32Array,
  { prediction: { logits }, maps }: Score,
  { branches, choice, ...settings }: Settings & { branches: readonly number[]; choice: TargetChoice },
): Attribution {
  const { network, labels } = classifier;
  checkNumbers(logits);
  const target = targetOf(logits, choice, labels);
  const seen = ids.length > 0;
  const branchMaps = branches.map((branch, n) => {
    const values = cut(seen ? scoreMap(maps[n], labels.length, target) : [], settings.relu);
    checkNumbers(values);
    return { branch, values };
  });
  const text = encodedText(classifier, ids);
  const { values, ngrams = [] } = answerOf(network, text, branchMaps);
  return {
    ...settings,
    ...{ target, logits, score: scoreOf(logits, target) },
    ...{ values, ngrams, maps: seen ? branchMaps : [], length: wordsIn(text), paddingShare: 0 },
    ...{ m: null, delta: null, receipt: null },
    warnings: seen ? [] : [nothingSeenWarning],
  };
}
