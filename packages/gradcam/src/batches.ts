import { add, embedding, Indices, Tensor } from '@textcam/tensor';
import type { InputText } from './inputText.js';
import type { ExplainableModel, ModelBatch } from './model.js';

/** Positions that go through the model at once: with an embedding of 300 numbers, and gradients of it, some 60 MB. */
export const positionsAtOnce = 1 << 13;
/** The same where no array of the size of the embedded texts is made. */
export const idsAtOnce = 1 << 16;

/** Work on texts side by side, those of like length together, so many positions at once; results in the texts' order. */
export async function inBatches<Text extends InputText, Result>(
  texts: readonly Text[],
  capacity: number,
  work: (batch: Text[]) => Promise<Result[]>,
): Promise<Result[]> {
  const order = [...texts.keys()].sort((a, b) => texts[b].ids.length - texts[a].ids.length);
  const results = new Array<Result>(texts.length);
  for (let first = 0; first < order.length; ) {
    const count = Math.max(1, Math.floor(capacity / Math.max(1, texts[order[first]].ids.length)));
    const places = order.slice(first, first + count);
    (await work(places.map((place) => texts[place]))).forEach((result, n) => {
      results[places[n]] = result;
    });
    first += count;
  }
  return results;
}

/** Positions of the longest text, and at least as many as the widest filter needs: beside a shorter text it sees zeros. */
function timeOf({ branches }: ExplainableModel, texts: readonly InputText[]): number {
  const needed = branches.reduce((most, { kernelSize, padding }) => Math.max(most, kernelSize - 2 * padding), 1);
  return texts.reduce((longest, { ids }) => Math.max(longest, ids.length), needed);
}

/** The texts on the model's device, as it takes them. */
export function placed(model: ExplainableModel, texts: readonly InputText[]): ModelBatch {
  if (texts.some(({ noise }) => noise)) return embedded(model, texts);
  const time = timeOf(model, texts);
  const ids = new Int32Array(texts.length * time).fill(-1);
  texts.forEach((text, b) => {
    ids.set(text.ids, b * time);
  });
  const { device, shape } = model.embedding.weight;
  const lengths = Tensor.from(
    device,
    texts.map((text) => text.ids.length),
    [texts.length],
    'int32',
  );
  return { indices: new Indices(device, ids, [texts.length, time], shape[0]), lengths };
}

/** The same with a table of their own: a row for each position of each text, what its word's vector is, noise included. */
export function embedded(model: ExplainableModel, texts: readonly InputText[]): ModelBatch & { table: Tensor } {
  const { device, shape } = model.embedding.weight;
  const clean = placed(
    model,
    texts.map(({ ids, length }) => ({ ids, length })),
  );
  const [batch, time] = clean.indices.shape;
  // One row at least: the device has no tensors without elements.
  const rows = Math.max(1, firstRowOf(texts, batch));
  const words = new Int32Array(rows).fill(-1);
  const places = new Int32Array(batch * time).fill(-1);
  texts.forEach(({ ids }, b) => {
    const first = firstRowOf(texts, b);
    words.set(ids, first);
    // Where no word is there is no row either, so that no gradient comes from there.
    for (let t = 0; t < ids.length; t++) if (ids[t] >= 0) places[b * time + t] = first + t;
  });
  const own = embedding(model.embedding.weight, new Indices(device, words, [rows], shape[0]));
  const noise = noiseOf(texts, rows, shape[1]);
  const table = noise ? add(own, Tensor.from(device, noise, [rows, shape[1]])) : own;
  return { indices: new Indices(device, places, [batch, time], rows), lengths: clean.lengths, table };
}

/** Rows of the texts before text `b`: a text has as many as positions. */
function firstRowOf(texts: readonly InputText[], b: number): number {
  return texts.slice(0, b).reduce((sum, { ids }) => sum + ids.length, 0);
}

function noiseOf(texts: readonly InputText[], rows: number, dimensions: number): Float64Array | undefined {
  if (!texts.some(({ noise }) => noise)) return undefined;
  const all = new Float64Array(rows * dimensions);
  texts.forEach(({ noise }, b) => {
    if (noise) all.set(noise, firstRowOf(texts, b) * dimensions);
  });
  return all;
}
