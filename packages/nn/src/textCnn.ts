import {
  type Device,
  type Indices,
  meansOverTime,
  projectedConv1d,
  type Random,
  type Tensor,
  type TextLengths,
} from '@textcam/tensor';
import { Conv1d } from './layers/conv1d.js';
import { Dense } from './layers/dense.js';
import { Embedding } from './layers/embedding.js';
import { parametersOf } from './layers/layer.js';

/** One convolution beside the others. */
export interface Branch {
  filters: number;
  kernelSize: number;
  /** Zeros put before and after the text. */
  padding: number;
}

export interface TextCnnOptions {
  /** Rows of the table: how many different indices there are. */
  rows: number;
  /** Length of an embedding. */
  dimensions: number;
  classes: number;
  branches: readonly Branch[];
  /** What the table of embeddings starts with, row-major [rows, dimensions]; N(0, 0.1²) when left out. */
  embeddingValues?: Float32Array | undefined;
}

export interface TextCnnBatch {
  /** [batch, time]; -1 where no word is: such a position counts as zeros. */
  indices: Indices;
  /**
   * How many positions of each text count, int32 [batch]: the mean is over the windows on those alone. Real lengths, so that texts do not
   * depend on each other, or one length for all, up to which padding is read like words; put -1 after it, and a batch may be padded to any
   * length without changing a bit. Left out, all positions count.
   */
  lengths?: Tensor | undefined;
  /** Read in place of the embedding's own table: [rows, dimensions], which the indices are into. So a text's vectors can be changed. */
  table?: Tensor | undefined;
}

export interface TextCnnResult {
  /** Each branch's output, bias included, before the mean: [batch, positions, filters]. */
  features: Tensor[];
  /** The means of them over time, side by side, which the dense layer gets: [batch, Σ filters]. */
  means: Tensor;
  /** [batch, classes] */
  logits: Tensor;
}

/** The three branches of "Let sentiment classification model speak for itself using Grad CAM". */
export const articleNetwork = {
  branches: [
    { filters: 32, kernelSize: 1, padding: 0 },
    { filters: 16, kernelSize: 2, padding: 1 },
    { filters: 8, kernelSize: 3, padding: 1 },
  ],
} as const satisfies Pick<TextCnnOptions, 'branches'>;

/**
 * A convolutional network over sequences of indices: embedding, convolutions side by side without activation, the mean of each over time,
 * all of them joined, dense.
 *
 * @see Kim 2014, https://arxiv.org/abs/1408.5882, for the kind; `articleNetwork` for the one it was made for
 */
export class TextCnn {
  readonly embedding: Embedding;
  readonly convolutions: readonly Conv1d[];
  readonly dense: Dense;
  readonly branches: readonly Branch[];
  /** Logits are an affine function of the vectors read: there is no activation. */
  readonly affine = true;

  constructor(options: TextCnnOptions, device: Device, random: Random) {
    const { rows, dimensions, classes, branches, embeddingValues } = options;
    this.embedding = new Embedding({ rows, dimensions, values: embeddingValues }, device, random);
    this.convolutions = branches.map(
      ({ filters, kernelSize, padding }) =>
        new Conv1d({ inChannels: dimensions, outChannels: filters, kernelSize, padding }, device, random),
    );
    const inFeatures = branches.reduce((sum, { filters }) => sum + filters, 0);
    this.dense = new Dense({ inFeatures, outFeatures: classes }, device, random);
    this.branches = branches;
  }

  /** Throws ShapeError when the batch does not fit the network, or the lengths the batch. */
  forward({ indices, lengths, table = this.embedding.weight }: TextCnnBatch): TextCnnResult {
    const features = projectedConv1d(table, indices, this.convolutions);
    return this.classify(features, lengths && { lengths, time: indices.shape[1] });
  }

  /** What the features of texts lead to, wherever they were computed. Throws ShapeError when they and the lengths do not fit. */
  classify(features: Tensor[], texts?: TextLengths): TextCnnResult {
    const means = meansOverTime(features, texts);
    return { features, means, logits: this.dense.forward(means) };
  }

  /** embedding.weight, conv1.weight, conv1.bias, conv2.weight, …, dense.weight, dense.bias. */
  parameters(): Record<string, Tensor> {
    const convolutions = Object.fromEntries(this.convolutions.map((layer, n) => [`conv${n + 1}`, layer]));
    return parametersOf({ embedding: this.embedding, ...convolutions, dense: this.dense });
  }
}
