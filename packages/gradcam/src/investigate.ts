import { type Classifier, Scorer } from '@textcam/text';
import { type ExplainOptions, explainEncoded } from './explain.js';
import type { Explanation } from './explanation.js';
import { orderOf } from './faithfulness/order.js';
import { encodedText } from './inputText.js';
import type { Investigation, Removal, Reversal } from './investigation.js';
import { looks } from './methods/looks.js';
import { removalCurves } from './removalCurves.js';
import { findReversal } from './reversal.js';

export interface InvestigateOptions extends ExplainOptions {
  /** How words are taken away for the curves and for what would change the prediction; 'zero' when left out. */
  removal?: Removal;
  /** Draws the random orders beside the curves; 1 when left out. */
  seed?: number;
}

/** With more classes than these, the methods are shown for the explained class and its rival alone. */
const classesShown = 4;

/**
 * All that a report shows of one text: the explanation asked for, the same by every method and for every class, the receipt, deletion and
 * insertion beside random orders, and what would change the prediction. Throws as `explain` does.
 */
export async function investigate(
  classifier: Classifier,
  text: string,
  { removal = 'zero', seed = 1, ...options }: InvestigateOptions = {},
): Promise<Investigation> {
  const whole = { text, encoded: classifier.encode(text) };
  const explained = async (asked: ExplainOptions) => (await explainEncoded(classifier, [whole], asked))[0];
  const explanation = await explained(options);
  const others: Explanation[] = [];
  for (const asked of alternatives(classifier, explanation)) others.push(await explained(asked));
  const receipt = await explained({ method: 'receipt' });
  const { ids, positions } = whole.encoded;
  const values = Array.from(positions, (token) => explanation.tokens[token].relevance ?? 0);
  const scorer = new Scorer(classifier);
  try {
    const curves = await removalCurves(classifier, scorer, ids, {
      order: orderOf(values),
      explained: classifier.labels.indexOf(explanation.explained),
      removal,
      seed,
    });
    return { explanation, others, receipt, curves, reversal: await reversalOf(classifier, whole.encoded, removal) };
  } finally {
    scorer.dispose();
  }
}

/** Every method for every class, as far as `explanation` is not it. */
function alternatives(
  { labels }: Classifier,
  { explained, rival, method, branch, relu }: Explanation,
): ExplainOptions[] {
  const shown = labels.length <= classesShown ? labels : [explained, ...(rival === null ? [] : [rival])];
  return shown
    .flatMap((className) => looks.map((look) => ({ className, ...look })))
    .filter(
      (view) =>
        view.className !== explained ||
        view.method !== method ||
        view.branch !== branch ||
        rival === null ||
        relu !== (method === 'article'),
    );
}

/** What would change the prediction of a text. Throws ExplainError when the classifier's numbers are not finite. */
export async function explainReversal(
  classifier: Classifier,
  text: string,
  removal: Removal = 'zero',
): Promise<Reversal> {
  return reversalOf(classifier, classifier.encode(text), removal);
}

async function reversalOf(
  classifier: Classifier,
  { ids, positions }: { ids: Int32Array; positions: Int32Array },
  removal: Removal,
): Promise<Reversal> {
  const { places, proven, logits } = await findReversal(classifier.network, encodedText(classifier, ids), removal);
  const { label: predicted, probabilities } = classifier.predictionOf(logits);
  return {
    removal,
    tokens: places === null ? null : places.map((place) => positions[place]),
    smallest: proven,
    predicted,
    probabilities,
  };
}
