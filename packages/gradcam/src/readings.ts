import type { Tensor } from '@textcam/tensor';
import type { FeatureMap } from './featureMaps/featureMap.js';
import type { InputText } from './inputText.js';

/** The values, once computed; the tensor is freed. */
export async function readOnce(tensor: Tensor): Promise<ArrayLike<number>> {
  const values = await tensor.read();
  tensor.dispose();
  return values;
}

/** [batch, positions, channels] as rows of each text; the tensor is freed. */
export async function mapsOf(tensor: Tensor): Promise<FeatureMap[]> {
  const [batch, positions] = tensor.shape;
  const rows = rowsOf(await readOnce(tensor), batch * positions);
  return Array.from({ length: batch }, (_, b) => rows.slice(b * positions, (b + 1) * positions));
}

/** Row-major values in so many rows. */
export function rowsOf(values: ArrayLike<number>, rows: number): number[][] {
  const width = values.length / rows;
  return Array.from({ length: rows }, (_, n) => {
    // By a loop: to iterate over typed arrays takes twenty times as long.
    const row = new Array<number>(width);
    for (let i = 0; i < width; i++) row[i] = values[n * width + i];
    return row;
  });
}

/** Row-major [batch, time] as one row of each text, cut to its length. */
export function positionsOf(values: ArrayLike<number>, texts: readonly InputText[]): number[][] {
  return rowsOf(values, texts.length).map((row, b) => row.slice(0, texts[b].ids.length));
}
