import type { Classifier, EncodedText } from '@textcam/text';
import { type Attribution, attributeTexts } from './attribute.js';
import type { AttributeOptions } from './attributeOptions.js';
import type { ExplainedNgram, ExplainedToken, ExplainedWindow, Explanation } from './explanation.js';
import { encodedText } from './inputText.js';
import type { BranchMap } from './methods/method.js';
import { spansOf } from './spans.js';
import { classNumber, type TargetChoice } from './target.js';
import { windowsOf } from './windows.js';
import type { NgramValue } from './wordValues.js';

export interface ExplainOptions extends Omit<AttributeOptions, 'target'> {
  /** The class to explain; the predicted one when left out. */
  className?: string;
  /** The score: the margin of the class over the largest other one, which is meant when left out, or its logit alone. */
  target?: 'margin' | 'logit';
}

/**
 * Which words of a text speak for a class, on the original text, by the classifier's own numbers. The text is taken alone, without padding.
 *
 * The score explained is the margin, the logit of the class minus the largest other one, or the logit alone. A text of which the model sees
 * nothing has no evidence, and the probabilities of the biases alone. Throws ExplainError for a class, branch or method that the classifier
 * does not have, and when its weights lead to numbers that are not finite.
 */
export async function explain(
  classifier: Classifier,
  text: string,
  options: ExplainOptions = {},
): Promise<Explanation> {
  const [explanation] = await explainEncoded(classifier, [{ text, encoded: classifier.encode(text) }], options);
  return explanation;
}

/** A text as the classifier takes it. */
export interface TextToExplain {
  text: string;
  encoded: EncodedText;
}

/** The explanations of texts that are encoded already, in one pass. Throws as `explain` does. */
export async function explainEncoded(
  classifier: Classifier,
  texts: readonly TextToExplain[],
  options: ExplainOptions,
): Promise<Explanation[]> {
  const { network, labels } = classifier;
  const inputs = texts.map(({ encoded }) => encodedText(classifier, encoded.ids));
  const target = choiceOf(classifier, options);
  const attributions = await attributeTexts(network, inputs, { ...options, target, labels });
  return attributions.map((attribution, n) => explanationOf(classifier, texts[n], attribution));
}

/** What to explain, in the words of `attribute`. Throws ExplainError for a class that the classifier does not have. */
export function choiceOf({ labels }: Classifier, { className, target = 'margin' }: ExplainOptions): TargetChoice {
  if (className === undefined) return target;
  const explained = classNumber(className, labels.length, labels);
  return target === 'logit' ? explained : { margin: explained };
}

/** An attribution laid on the original text. */
export function explanationOf(
  classifier: Classifier,
  { text, encoded }: TextToExplain,
  attribution: Attribution,
): Explanation {
  const { labels } = classifier;
  const { target, logits, receipt, values, ngrams, maps, ...rest } = attribution;
  const { label: predicted, probabilities } = classifier.predictionOf(logits);
  return {
    format: 'textcam-explanation',
    version: 1,
    text,
    classes: [...labels],
    probabilities,
    predicted,
    explained: labels[target.explained],
    rival: target.rival === null ? null : labels[target.rival],
    score: rest.score,
    method: rest.method,
    branch: rest.branch,
    relu: rest.relu,
    m: rest.m,
    delta: rest.delta,
    receipt: receipt && {
      bias: receipt.bias,
      branches: receipt.branches,
      padding: receipt.padding,
      residual: receipt.residual,
    },
    length: rest.length,
    paddingShare: rest.paddingShare,
    warnings: [...rest.warnings],
    tokens: tokensOf(classifier, encoded, attribution),
    ngrams: ngrams.map((ngram) => onTokens(encoded, ngram)),
    spans: spansOf(text, encoded.tokens),
    windows: maps.flatMap((map) => windowsOnText(classifier, encoded, map)),
  };
}

function tokensOf(
  { vocabulary }: Classifier,
  { tokens, positions }: EncodedText,
  { values, receipt }: Attribution,
): ExplainedToken[] {
  const placeOf = new Map(Array.from(positions, (token, place) => [token, place]));
  return tokens.map(({ text, start, end, lemma, leftOut }, n) => {
    const place = placeOf.get(n);
    return {
      ...{ text, start, end, lemma },
      inVocabulary: vocabulary.has(lemma),
      leftOut: leftOut ?? null,
      relevance: place === undefined ? null : values[place],
      ...(receipt && place !== undefined && { byBranch: receipt.byBranch.map((branch) => branch[place]) }),
    };
  });
}

function onTokens({ positions }: EncodedText, { first, last, relevance }: NgramValue): ExplainedNgram {
  return { tokens: [positions[first], positions[last]], relevance };
}

function windowsOnText(
  { network }: Classifier,
  { tokens, positions, ids, firsts, lasts }: EncodedText,
  { branch, values }: BranchMap,
): ExplainedWindow[] {
  const windows = windowsOf(values, network.branches[branch - 1], ids.length, firsts);
  return windows.map(({ first, last, relevance }) => ({
    branch,
    start: tokens[positions[firsts[first]]].start,
    end: tokens[positions[lasts[last]]].end,
    relevance,
  }));
}
