import { add, embedding, Indices, reshape, Tensor } from '@textcam/tensor';
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

/** The same with a table of their own, a row for each position: what the words' vectors are, noise included. */
export function embedded(model: ExplainableModel, texts: readonly InputText[]): ModelBatch & { table: Tensor } {
  const { device, shape } = model.embedding.weight;
  const clean = placed(
    model,
    texts.map(({ ids, length }) => ({ ids, length })),
  );
  const [batch, time] = clean.indices.shape;
  const rows = batch * time;
  const own = reshape(embedding(model.embedding.weight, clean.indices), [rows, shape[1]]);
  const places = Int32Array.from({ length: rows }, (_, n) =>
    n % time < texts[Math.floor(n / time)].ids.length ? n : -1,
  );
  const indices = new Indices(device, places, [batch, time], rows);
  const noise = noiseOf(texts, time, shape[1]);
  const table = noise ? add(own, Tensor.from(device, noise, [rows, shape[1]])) : own;
  return { indices, lengths: clean.lengths, table };
}

function noiseOf(texts: readonly InputText[], time: number, dimensions: number): Float64Array | undefined {
  if (!texts.some(({ noise }) => noise)) return undefined;
  const all = new Float64Array(texts.length * time * dimensions);
  texts.forEach(({ noise }, b) => {
    if (noise) all.set(noise, b * time * dimensions);
  });
  return all;
}
