import type { Tensor } from '@textcam/tensor';
import type { FeatureMap } from './featureMaps/featureMap.js';
import type { InputText } from './inputText.js';

/** The values, once computed; the tensor is freed. */
export async function readOnce(tensor: Tensor): Promise<ArrayLike<number>> {
  const values = await tensor.read();
  tensor.dispose();
  return values;
}

/** Of [batch, positions, channels] the first rows of each text, so many as `counts` says; the tensor is freed. */
export async function mapsOf(tensor: Tensor, counts: readonly number[]): Promise<FeatureMap[]> {
  const [, positions, channels] = tensor.shape;
  const values = await readOnce(tensor);
  return counts.map((count, b) =>
    Array.from({ length: count }, (_, t) => rowOf(values, (b * positions + t) * channels, channels)),
  );
}

/** Row-major values in so many rows. */
export function rowsOf(values: ArrayLike<number>, rows: number): number[][] {
  const width = values.length / rows;
  return Array.from({ length: rows }, (_, n) => rowOf(values, n * width, width));
}

/** Values of the texts' positions, one text after the other, as one row of each. */
export function positionsOf(values: ArrayLike<number>, texts: readonly InputText[]): number[][] {
  let first = 0;
  return texts.map(({ ids }) => {
    first += ids.length;
    return rowOf(values, first - ids.length, ids.length);
  });
}

// Array.from goes through a typed array's iterator, at ten times the price.
function rowOf(values: ArrayLike<number>, first: number, length: number): number[] {
  const row = new Array<number>(length);
  for (let n = 0; n < length; n++) row[n] = values[first + n];
  return row;
}
