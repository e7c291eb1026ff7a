import { type Classifier, type EncodedText, makeBatch, type Prediction } from '@textcam/text';
import { articleHeat } from './articleHeat.js';
import { ExplainError } from './explainError.js';
import { type Explanation, type Method, methods } from './explanation.js';
import { gradCamHeat } from './gradCamHeat.js';
import type { Heat, HeatOptions, Target } from './heat.js';
import { shareAmongTokens, type Window, windowsOf } from './windows.js';

export interface ExplainOptions {
  /** 'gradcam' when left out. */
  method?: Method;
  /** Which convolution, counted from 1; 1 when left out. */
  branch?: number;
  /** The class to explain; the predicted one when left out. */
  className?: string;
  /** Cut off evidence against the class at zero. The article's method always does. */
  relu?: boolean;
}

/** What a method makes of a text that the model sees something of. */
export type HeatOf = (options: HeatOptions) => Promise<Heat>;

const heatOf: Record<Method, (classifier: Classifier, ids: Int32Array, options: HeatOptions) => Promise<Heat>> = {
  gradcam: gradCamHeat,
  article: articleHeat,
};

const nothingSeen: Heat = {
  map: [],
  m: null,
  warnings: ['The model sees none of this text: the biases alone decide.'],
};

/**
 * Which words of a text speak for a class, on the original text, by the classifier's own features. The text is taken alone, without padding.
 *
 * The score explained is the margin: the logit of the class minus the largest other one. A text of which the model sees nothing has no
 * evidence, and the probabilities of the biases alone. Throws ExplainError for a class, branch or method that the classifier does not
 * have, and when its weights lead to numbers that are not finite.
 */
export async function explain(
  classifier: Classifier,
  text: string,
  options: ExplainOptions = {},
): Promise<Explanation> {
  const settings = settingsOf(classifier, options);
  return explainEncoded(classifier, { text, encoded: classifier.encode(text) }, settings);
}

/** The options with nothing left out. */
export interface ExplainSettings extends Pick<ExplainOptions, 'className'> {
  method: Method;
  branch: number;
  relu: boolean;
}

/** Throws ExplainError for a method, branch or class that the classifier does not have. */
export function settingsOf(classifier: Classifier, options: ExplainOptions): ExplainSettings {
  const { method = 'gradcam', branch = 1, className } = options;
  if (!methods.includes(method)) {
    throw new ExplainError(`explain: no method ${JSON.stringify(method)}; there are ${methods.join(', ')}; name one`);
  }
  checkBranch(classifier, branch);
  if (className !== undefined) classNumber(classifier, className);
  const relu = method === 'article' || options.relu === true;
  return { method, branch, relu, ...(className !== undefined && { className }) };
}

/** A text as the classifier takes it. */
export interface TextToExplain {
  text: string;
  encoded: EncodedText;
}

/** The explanation of a text that is encoded already. Throws as `explain` does. */
export async function explainEncoded(
  classifier: Classifier,
  { text, encoded }: TextToExplain,
  settings: ExplainSettings,
): Promise<Explanation> {
  const [prediction] = await classifier.predictBatch(makeBatch([{ ids: encoded.ids, label: 0 }], -1));
  return explanationOf(classifier, { text, encoded }, prediction, settings, (options) =>
    heatOf[settings.method](classifier, encoded.ids, options),
  );
}

/** The explanation of a prediction, once `heat` has said where it comes from. Throws as `explain` does. */
export async function explanationOf(
  classifier: Classifier,
  { text, encoded }: TextToExplain,
  prediction: Prediction,
  { method, branch, relu, className }: ExplainSettings,
  heat: HeatOf,
): Promise<Explanation> {
  checkFinite(prediction.logits);
  const seen = encoded.ids.length;
  const target = targetOf(classifier, prediction, className);
  const { map, m, warnings } = seen === 0 ? nothingSeen : await heat({ ...target, branch, relu });
  checkFinite([...map, m ?? 0]);
  const windows = windowsOf(map, classifier.network.branches[branch - 1], seen);
  return {
    text,
    classes: [...classifier.labels],
    probabilities: prediction.probabilities,
    predicted: prediction.label,
    explained: classifier.labels[target.explained],
    rival: classifier.labels[target.rival],
    score: prediction.logits[target.explained] - prediction.logits[target.rival],
    method,
    m,
    branch,
    relu,
    length: seen,
    paddingShare: 0,
    warnings: [...warnings],
    ...onText(classifier, encoded, windows),
  };
}

function checkBranch({ network }: Classifier, branch: number): void {
  if (network.branches[branch - 1]) return;
  throw new ExplainError(
    `explain: no branch ${branch}; this model has branches 1 to ${network.branches.length}; name one of them`,
  );
}

export function checkFinite(values: readonly number[]): void {
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong === undefined) return;
  throw new ExplainError(
    `explain: the model's numbers are not finite, ${wrong} among them; all must be to be explained; ` +
      'its weights are damaged or ran away in training: train it again, with a smaller learning rate',
  );
}

function classNumber({ labels }: Classifier, className: string): number {
  const number = labels.indexOf(className);
  if (number >= 0) return number;
  const known = labels.map((name) => JSON.stringify(name)).join(', ');
  throw new ExplainError(`explain: no class ${JSON.stringify(className)}; this model knows ${known}; name one of them`);
}

function targetOf(classifier: Classifier, { label, logits }: Prediction, className = label): Target {
  const explained = classNumber(classifier, className);
  const others = [...classifier.labels.keys()].filter((n) => n !== explained);
  return { explained, rival: others.reduce((best, n) => (logits[n] > logits[best] ? n : best)) };
}

function onText(classifier: Classifier, { tokens, positions }: EncodedText, windows: readonly Window[]) {
  const shares = shareAmongTokens(windows, positions.length);
  const seen = new Map(Array.from(positions, (token, n) => [token, shares[n]]));
  return {
    tokens: tokens.map(({ leftOut, ...token }, n) => ({
      text: token.text,
      start: token.start,
      end: token.end,
      lemma: token.lemma,
      inVocabulary: classifier.vocabulary.has(token.lemma),
      leftOut: leftOut ?? null,
      relevance: seen.get(n) ?? null,
    })),
    windows: windows.map(({ first, last, relevance }) => ({
      start: tokens[positions[first]].start,
      end: tokens[positions[last]].end,
      relevance,
    })),
  };
}
