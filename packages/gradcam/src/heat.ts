import type { TextCnnResult } from '@textcam/nn';
import type { Indices, Tensor } from '@textcam/tensor';
import { type Classifier, makeBatch } from '@textcam/text';
import type { FeatureMap } from './featureMaps/featureMap.js';

/** Class numbers: the rival is fixed before a method runs, since a maximum that switches is another function. */
export interface Target {
  explained: number;
  rival: number;
}

export interface HeatOptions extends Target {
  /** From 1. */
  branch: number;
  relu: boolean;
}

/** What a method makes of a text. */
export interface Heat {
  /** One value per position of the branch. */
  map: number[];
  /** See Explanation. */
  m: number | null;
  warnings: string[];
}

/** The network on one text alone, without padding: [1, …]. */
export function forwardAlone(classifier: Classifier, ids: Int32Array): TextCnnResult & { indices: Indices } {
  const placed = classifier.place(makeBatch([{ ids, label: 0 }], -1));
  return { indices: placed.indices, ...classifier.network.forward(placed) };
}

/** The values, once computed; the tensor is freed. */
export async function readOnce(tensor: Tensor): Promise<number[]> {
  const values = [...(await tensor.read())];
  tensor.dispose();
  return values;
}

/** [1, time, channels] as rows; the tensor is freed. */
export async function readMap(tensor: Tensor): Promise<FeatureMap> {
  const [, time, channels] = tensor.shape;
  const values = await readOnce(tensor);
  return Array.from({ length: time }, (_, t) => values.slice(t * channels, (t + 1) * channels));
}
