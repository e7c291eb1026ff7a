import { type InputText, wordsIn } from '../inputText.js';
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
    return texts.map((text, n) => {
      const count = 1 + wordsIn(text);
      const [whole, ...scores] = logits.slice(next, next + count).map((row) => scoreOf(row, targets[n]));
      next += count;
      const padding = Array.from(text.ids.subarray(text.length), () => 0);
      return {
        values: [
          ...cut(
            scores.map((score) => whole - score),
            relu,
          ),
          ...padding,
        ],
      };
    });
  };
}

function leftOneOut(text: InputText, removal: Removal): InputText[] {
  return Array.from({ length: wordsIn(text) }, (_, t) => without(text, [t], removal));
}
