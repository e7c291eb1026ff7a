import type { Classifier } from '@textcam/text';
import { type AttributeInput, textOf } from './attributeInput.js';
import { type AttributeOptions, settingsOf } from './attributeOptions.js';
import { checkNumbers } from './checks.js';
import type { BranchChoice, Method, ReceiptSum } from './explanation.js';
import { type InputText, wordsIn } from './inputText.js';
import { attributeBy } from './methods/index.js';
import type { Answer, BranchMap } from './methods/method.js';
import type { ExplainableModel } from './model.js';
import { logitsOf } from './passes.js';
import { scoreOf, type Target, targetOf } from './target.js';
import type { NgramValue } from './wordValues.js';

/** What a method says of a text. Every number is finite. */
export interface Attribution {
  method: Method;
  branch: BranchChoice;
  relu: boolean;
  /** Class numbers; a rival of null means the logit alone. */
  target: Target;
  /** One per class. */
  logits: number[];
  /** The score that is explained: the margin, or the logit. */
  score: number;
  /** One for each word of the text, which ids are but for n-grams, then for each id of padding: positive for the class. */
  values: number[];
  /** What each n-gram of a classifier's text says by itself, from its first word to its last; it is in their values, in equal parts. */
  ngrams: NgramValue[];
  /** For each branch looked at, one value for each of its positions; none for a method that looks at the network as a whole. */
  maps: BranchMap[];
  /** Words that count as the text. */
  length: number;
  /** How much of the values, without their signs, lies on padding: from 0 to 1. */
  paddingShare: number;
  /** The article's method alone: the mean of all embedding entries of the text. */
  m: number | null;
  /** Integrated gradients alone: Σ values − (score − score of the biases alone). */
  delta: number | null;
  /** The receipt alone; `byBranch` is [branch][position]. It is a signed sum: `relu` cuts off the values, and nothing here. */
  receipt: (ReceiptSum & { byBranch: number[][] }) | null;
  /** What a reader has to know before trusting the values. */
  warnings: string[];
}

/**
 * How much each word of a text speaks for a class, by any of the methods.
 *
 * @param model a classifier, or any model that hands out its features and embedding, such as TextCnn
 * @param input a text, for a classifier alone, or ids
 * @returns values for each word, the maps they come from, and what the method reports besides
 * @throws ExplainError for a class, branch or method that the model does not have, a model without what the method needs, ids that are no
 * rows of its table, and numbers that are not finite
 */
export async function attribute(
  model: Classifier | ExplainableModel,
  input: AttributeInput,
  options: AttributeOptions = {},
): Promise<Attribution> {
  const [attribution] = await attributeAll(model, [input], options);
  return attribution;
}

/** `attribute` for many texts in one pass. */
export async function attributeAll(
  model: Classifier | ExplainableModel,
  inputs: readonly AttributeInput[],
  options: AttributeOptions = {},
): Promise<Attribution[]> {
  const classifier = 'network' in model ? model : undefined;
  const network = 'network' in model ? model.network : model;
  const texts = inputs.map((input) => textOf(network, input, classifier));
  return attributeTexts(network, texts, { ...options, labels: classifier?.labels });
}

export interface TextsOptions extends AttributeOptions {
  labels?: readonly string[] | undefined;
}

/** `attributeAll` of texts that are ready for the model. */
export async function attributeTexts(
  model: ExplainableModel,
  texts: readonly InputText[],
  { target: choice = 'margin', labels, ...options }: TextsOptions,
): Promise<Attribution[]> {
  const settings = settingsOf(model, options);
  const logits = await logitsOf(model, texts);
  for (const row of logits) checkNumbers(row);
  const targets = logits.map((row) => targetOf(row, choice, labels));
  const seen = [...texts.keys()].filter((n) => texts[n].ids.length > 0);
  const { method, branch, relu } = settings;
  const answers = await attributeBy[method]({
    method,
    model,
    texts: seen.map((n) => texts[n]),
    targets: seen.map((n) => targets[n]),
    branches: branch === 'all' ? model.branches.map((_, n) => n + 1) : [branch],
    relu,
  });
  const answerOf = new Map(seen.map((n, place) => [n, answers[place]]));
  return texts.map((text, n) => {
    const answer = answerOf.get(n) ?? nothingSeen(method, scoreOf(logits[n], targets[n]), model);
    checkNumbers(numbersOf(answer));
    return {
      ...settings,
      ...attributionOf(text, answer),
      target: targets[n],
      logits: logits[n],
      score: scoreOf(logits[n], targets[n]),
    };
  });
}

/** All that an answer says; what a branch of a receipt says of a word is in the word's value. */
function numbersOf({ values, maps = [], m, delta, receipt }: Answer): number[] {
  const terms = receipt && [receipt.bias, receipt.padding, receipt.residual, ...receipt.branches];
  return [...values, ...maps.flatMap((map) => map.values), m ?? 0, delta ?? 0, ...(terms ?? [])];
}

function attributionOf(text: InputText, answer: Answer) {
  const { values, ngrams = [], maps = [], m = null, delta = null, receipt = null, warnings = [] } = answer;
  const length = wordsIn(text);
  const sizes = values.map(Math.abs);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const onPadding = sizes.slice(length).reduce((sum, size) => sum + size, 0);
  return { values, ngrams, maps, m, delta, receipt, warnings, length, paddingShare: total > 0 ? onPadding / total : 0 };
}

export const nothingSeenWarning = 'The model sees none of this text: the biases alone decide.';

function nothingSeen(method: Method, score: number, { branches }: ExplainableModel): Answer {
  const none = branches.map(() => 0);
  return {
    values: [],
    ...(method === 'integrated-gradients' && { delta: 0 }),
    ...(method === 'receipt' && {
      receipt: { bias: score, branches: none, padding: 0, residual: 0, byBranch: branches.map(() => []) },
    }),
    warnings: [nothingSeenWarning],
  };
}
