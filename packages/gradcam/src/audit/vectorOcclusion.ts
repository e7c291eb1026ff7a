import { Indices, scope, Tensor } from '@textcam/tensor';
import { embedded } from '../batches.js';
import { type InputText, wordsIn } from '../inputText.js';
import type { ExplainableModel } from '../model.js';
import { readOnce, rowsOf } from '../readings.js';
import { without } from '../removal.js';
import { scoreOf, type Target } from '../target.js';

/** Occlusion by zero of a text whose vectors are moved: they are read once, whichever of them is at zero. */
export async function vectorOcclusion(model: ExplainableModel, text: InputText, target: Target): Promise<number[]> {
  const { length } = text.ids;
  const count = 1 + wordsIn(text);
  const { device } = model.embedding.weight;
  const logits = scope(() => {
    const { table } = embedded(model, [text]);
    // The whole text, then without each word: of rows in place of ids.
    const rows = { ...text, ids: text.ids.map((id, place) => (id < 0 ? -1 : place)) };
    const places = new Int32Array(count * length);
    for (let n = 0; n < count; n++) places.set(without(rows, n === 0 ? [] : [n - 1], 'zero').ids, n * length);
    const indices = new Indices(device, places, [count, length], length);
    const lengths = Tensor.from(device, new Int32Array(count).fill(length), [count], 'int32');
    return model.forward({ indices, lengths, table }).logits;
  });
  const [whole, ...scores] = rowsOf(await readOnce(logits), count).map((row) => scoreOf(row, target));
  return scores.map((score) => whole - score);
}
