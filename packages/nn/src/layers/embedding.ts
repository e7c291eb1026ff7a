import { type Device, embedding, type Indices, type Random, Tensor } from '@textcam/tensor';
import { normal } from '../initializers.js';
import type { Layer } from './layer.js';

export interface EmbeddingOptions {
  rows: number;
  dimensions: number;
  /** What the table starts with, row-major: rows · dimensions numbers. Random when left out. */
  values?: Float32Array | undefined;
}

/**
 * A learned table, read by row number: indices [...] → [..., dimensions].
 *
 * The table starts with the values given, or normally distributed with mean 0 and deviation 0.1. Throws ShapeError when the values do
 * not fill the table.
 */
export class Embedding implements Layer<Indices> {
  /** [rows, dimensions] */
  readonly weight: Tensor;

  constructor({ rows, dimensions, values }: EmbeddingOptions, device: Device, random: Random) {
    this.weight = Tensor.from(device, values ?? normal(rows * dimensions, 0.1, random), [rows, dimensions]);
  }

  forward(indices: Indices): Tensor {
    return embedding(this.weight, indices);
  }

  parameters(): Record<string, Tensor> {
    return { weight: this.weight };
  }
}
