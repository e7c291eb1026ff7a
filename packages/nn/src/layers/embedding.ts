import { type Device, embedding, type Indices, type Random, Tensor } from '@textcam/tensor';
import { xavierUniform } from '../initializers.js';
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
 * The table starts with the values given, or Xavier uniform, as every other layer's weights: what a word begins with is soon
 * outgrown by what is learned of it. Throws ShapeError when the values do not fill the table.
 */
export class Embedding implements Layer<Indices> {
  /** [rows, dimensions] */
  readonly weight: Tensor;

  constructor({ rows, dimensions, values }: EmbeddingOptions, device: Device, random: Random) {
    const started = values ?? xavierUniform(rows * dimensions, { fanIn: dimensions, fanOut: rows }, random);
    this.weight = Tensor.from(device, started, [rows, dimensions]);
  }

  forward(indices: Indices): Tensor {
    return embedding(this.weight, indices);
  }

  parameters(): Record<string, Tensor> {
    return { weight: this.weight };
  }
}
