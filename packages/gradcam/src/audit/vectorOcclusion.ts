import { Indices, scope, Tensor } from '@textcam/tensor';
import { embedded } from '../batches.js';
import type { InputText } from '../inputText.js';
import type { ExplainableModel } from '../model.js';
import { readOnce, rowsOf } from '../readings.js';
import { scoreOf, type Target } from '../target.js';

/** Occlusion by zero of a text whose vectors are moved: they are read once, whichever of them is at zero. */
export async function vectorOcclusion(model: ExplainableModel, text: InputText, target: Target): Promise<number[]> {
  const { length } = text.ids;
  const { device } = model.embedding.weight;
  const logits = scope(() => {
    const { table } = embedded(model, [text]);
    // The whole text, then without each word.
    const places = Int32Array.from({ length: (length + 1) * length }, (_, n) => {
      const [left, place] = [Math.floor(n / length) - 1, n % length];
      return place === left ? -1 : place;
    });
    const indices = new Indices(device, places, [length + 1, length], length);
    const lengths = Tensor.from(device, new Int32Array(length + 1).fill(length), [length + 1], 'int32');
    return model.forward({ indices, lengths, table }).logits;
  });
  const [whole, ...without] = rowsOf(await readOnce(logits), length + 1).map((row) => scoreOf(row, target));
  return without.map((score) => whole - score);
}
