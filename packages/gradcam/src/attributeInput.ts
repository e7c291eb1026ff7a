import type { Classifier } from '@textcam/text';
import { ExplainError } from './explainError.js';
import { encodedText, type InputText } from './inputText.js';
import type { ExplainableModel } from './model.js';

/** A text for a classifier; or the rows of the embedding that stand for one, and, where padding follows it, how many of them are the text. */
export type AttributeInput = string | ArrayLike<number> | { ids: ArrayLike<number>; length: number };

/** What is asked about, ready for the model. Throws ExplainError for what is none, and for ids that are no rows of its table. */
export function textOf(model: ExplainableModel, input: AttributeInput, classifier: Classifier | undefined): InputText {
  if (typeof input === 'string') {
    if (classifier) return encodedText(classifier, classifier.encode(input).ids);
    throw new ExplainError('attribute: a text for a model without a tokenizer; must be ids; pass a classifier, or ids');
  }
  const { ids, length } = idsOf(input);
  const [rows] = model.embedding.weight.shape;
  const wrong = Array.from(ids).findIndex((id) => !(Number.isInteger(id) && id >= -1 && id < rows));
  if (wrong >= 0) {
    throw new ExplainError(
      `attribute: id ${ids[wrong]}; must be a row of the embedding, 0 to ${rows - 1}, or -1 for no word`,
    );
  }
  if (!(Number.isInteger(length) && length >= 0 && length <= ids.length)) {
    throw new ExplainError(`attribute: a length of ${length} for ${ids.length} ids; must be 0 to ${ids.length}`);
  }
  return { ids: Int32Array.from(ids), length };
}

/** Throws ExplainError for what is no array of numbers, which only a caller without types can pass. */
function idsOf(input: Exclude<AttributeInput, string>): { ids: ArrayLike<number>; length: number } {
  const whole: Partial<{ ids: ArrayLike<number>; length: number }> = Object(input);
  const ids = whole.ids ?? (input as ArrayLike<number>);
  if (typeof ids !== 'object' || typeof ids?.length !== 'number') {
    throw new ExplainError(
      `attribute: ${input === null ? 'null' : typeof input} as input; must be a text, an array of ids, or { ids, length }`,
    );
  }
  return { ids, length: whole.length ?? ids.length };
}
