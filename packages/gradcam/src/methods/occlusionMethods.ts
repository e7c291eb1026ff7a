import type { InputText } from '../inputText.js';
import type { Removal } from '../investigation.js';
import { logitsOf } from '../passes.js';
import { without } from '../removal.js';
import { scoreOf } from '../target.js';
import { cut } from './gradientMethods.js';
import type { Attribute } from './method.js';

/**
 * Leave one out: the score minus that of the text without the word, by one way to take it away. Padding gets 0.
 *
 * @see Zeiler & Fergus 2014, https://arxiv.org/abs/1311.2901
 */
export function occlusionMethod(removal: Removal): Attribute {
  return async ({ model, texts, targets, relu }) => {
    const variants = texts.flatMap((text) => [text, ...leftOneOut(text, removal)]);
    const logits = await logitsOf(model, variants);
    let next = 0;
    return texts.map(({ ids, length }, n) => {
      const scores = logits.slice(next, next + length + 1).map((row) => scoreOf(row, targets[n]));
      next += length + 1;
      const values = Array.from(ids, (_, t) => (t < length ? scores[0] - scores[t + 1] : 0));
      return { values: cut(values, relu) };
    });
  };
}

function leftOneOut(text: InputText, removal: Removal): InputText[] {
  return Array.from({ length: text.length }, (_, t) => without(text, [t], removal));
}
