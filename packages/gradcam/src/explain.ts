import { embedding, gradients, mean, scope, slice, softmaxCrossEntropy, subtract, Tensor } from '@textcam/tensor';
import { type Classifier, type EncodedText, makeBatch, type Prediction } from '@textcam/text';
import type { Explanation, Method } from './explanation.js';
import { type FeatureMap, gradCam, weightedSum } from './gradCam.js';
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

/** A class, branch or method that a classifier does not have. */
export class ExplainError extends Error {
  override readonly name = 'ExplainError';
}

/**
 * Which words of a text speak for a class, on the original text, by the classifier's own features. The text is taken alone, without padding.
 *
 * The score explained is the margin: the logit of the class minus the largest other one. A text of which the model sees nothing has no
 * evidence, and the probabilities of the biases alone. Throws ExplainError for a class or branch that the classifier does not have.
 */
export async function explain(
  classifier: Classifier,
  text: string,
  options: ExplainOptions = {},
): Promise<Explanation> {
  const { method = 'gradcam', branch = 1, className, relu = method === 'article' } = options;
  const layer = classifier.network.branches[branch - 1];
  if (!layer) {
    throw new ExplainError(
      `explain: no branch ${branch}; this model has branches 1 to ${classifier.network.branches.length}; name one of them`,
    );
  }
  const encoded = classifier.encode(text);
  const batch = makeBatch([{ ids: encoded.ids, label: 0 }], -1);
  const [prediction] = await classifier.predictBatch(batch);
  const target = targetOf(classifier, prediction, className);
  const seen = encoded.ids.length;
  const heat =
    seen === 0
      ? { map: [], warnings: ['The model sees none of this text: the biases alone decide.'] }
      : await heatOf[method](classifier, encoded, { ...target, branch, relu });
  const windows = windowsOf(heat.map, layer, seen);
  return {
    text,
    classes: [...classifier.labels],
    probabilities: prediction.probabilities,
    predicted: prediction.label,
    explained: classifier.labels[target.explained],
    rival: classifier.labels[target.rival],
    score: prediction.logits[target.explained] - prediction.logits[target.rival],
    method,
    branch,
    relu,
    length: seen,
    paddingShare: 0,
    warnings: heat.warnings,
    ...onText(classifier, encoded, windows),
  };
}

/** Class numbers: the rival is fixed before a method runs, since a maximum that switches is another function. */
interface Target {
  explained: number;
  rival: number;
}

function targetOf({ labels }: Classifier, { label, logits }: Prediction, className: string | undefined): Target {
  const explained = labels.indexOf(className ?? label);
  if (explained < 0) {
    throw new ExplainError(
      `explain: no class ${JSON.stringify(className)}; this model knows ${labels.join(', ')}; name one of them`,
    );
  }
  const others = [...labels.keys()].filter((n) => n !== explained);
  return { explained, rival: others.reduce((best, n) => (logits[n] > logits[best] ? n : best)) };
}

interface HeatOptions extends Target {
  branch: number;
  relu: boolean;
}

interface Heat {
  /** One value per position of the branch. */
  map: number[];
  warnings: string[];
}

const heatOf: Record<Method, (classifier: Classifier, text: EncodedText, options: HeatOptions) => Promise<Heat>> = {
  gradcam: gradCamHeat,
  article: articleHeat,
};

async function gradCamHeat(classifier: Classifier, { ids }: EncodedText, options: HeatOptions): Promise<Heat> {
  const { explained, rival, branch, relu } = options;
  const kept = scope(() => {
    const { features, logits } = forward(classifier, ids);
    const logit = (of: number) => slice(logits, [0, of], [1, of + 1]);
    const map = features[branch - 1];
    const [gradient] = gradients(subtract(logit(explained), logit(rival)), [map]);
    return { map, gradient };
  });
  const [activations, gradient] = [await readMap(kept.map), await readMap(kept.gradient)];
  return { map: gradCam(activations, gradient, { relu }), warnings: [] };
}

/**
 * The article's own: each channel weighted by the mean gradient of the LOSS with respect to its filter's weights, cut off at zero.
 *
 * That mean is the signed Grad-CAM weight times m, the mean of all embedding entries of the text, and a negative factor: with m > 0 the
 * ranking is the exact reverse, so m is reported.
 */
async function articleHeat(
  classifier: Classifier,
  { ids }: EncodedText,
  { explained, branch }: HeatOptions,
): Promise<Heat> {
  const { network, device } = classifier;
  const { weight } = network.convolutions[branch - 1];
  const kept = scope(() => {
    const { features, logits, indices } = forward(classifier, ids);
    const loss = softmaxCrossEntropy(logits, Tensor.from(device, [explained], [1], 'int32'));
    const [gradient] = gradients(loss, [weight]);
    return {
      map: features[branch - 1],
      weights: mean(gradient, [1, 2]),
      m: mean(embedding(network.embedding.weight, indices)),
    };
  });
  const activations = await readMap(kept.map);
  const [weights, [m]] = [await readOnce(kept.weights), await readOnce(kept.m)];
  const warning =
    `m, the mean of all embedding entries of this text, is ${m.toPrecision(3)} and above 0: the article's method then ranks the words ` +
    'in the exact reverse order. Use gradcam.';
  return { map: weightedSum(activations, weights, true), warnings: m > 0 ? [warning] : [] };
}

/** The network on one text alone, without padding. */
function forward(classifier: Classifier, ids: Int32Array) {
  const placed = classifier.place(makeBatch([{ ids, label: 0 }], -1));
  return { ...placed, ...classifier.network.forward(placed) };
}

async function readOnce(tensor: Tensor): Promise<number[]> {
  const values = [...(await tensor.read())];
  tensor.dispose();
  return values;
}

/** [1, time, channels] as rows. */
async function readMap(tensor: Tensor): Promise<FeatureMap> {
  const [, time, channels] = tensor.shape;
  const values = await readOnce(tensor);
  return Array.from({ length: time }, (_, t) => values.slice(t * channels, (t + 1) * channels));
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
