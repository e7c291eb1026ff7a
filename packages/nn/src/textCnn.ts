import {
  concat,
  type Device,
  type Indices,
  meanOverTime,
  multiply,
  type Random,
  ShapeError,
  type Tensor,
} from '@textcam/tensor';
import { Conv1d } from './layers/conv1d.js';
import { Dense } from './layers/dense.js';
import { Embedding } from './layers/embedding.js';
import { parametersOf } from './layers/layer.js';
import { realPositions, realWindows } from './realPositions.js';

/** One convolution beside the others. */
export interface Branch {
  filters: number;
  kernelSize: number;
  /** Zeros put before and after the text. */
  padding: number;
}

/**
 * counted: positions after a text's end are read like any other, by their index, and averaged in, so that a prediction depends on the
 * longest text of its batch. masked: they count as zeros, and the mean is over the windows of the text alone.
 */
export type PaddingMode = 'counted' | 'masked';

export interface TextCnnOptions {
  /** Rows of the table: how many different indices there are. */
  rows: number;
  /** Length of an embedding. */
  dimensions: number;
  classes: number;
  branches: readonly Branch[];
  /** 'counted' when left out. */
  padding?: PaddingMode;
  /** What the table of embeddings starts with, row-major [rows, dimensions]; N(0, 0.1²) when left out. */
  embeddingValues?: Float32Array | undefined;
}

export interface TextCnnBatch {
  /** [batch, time] */
  indices: Indices;
  /** int32 [batch], each at most `time`. Needed to mask the padding, not used where it counts. */
  lengths?: Tensor | undefined;
}

export interface TextCnnResult {
  /** What the convolutions read: [batch, time, dimensions]. Undefined where they were computed without it. */
  embedded?: Tensor;
  /** Each branch's output, bias included, before the mean: [batch, positions, filters]. */
  features: Tensor[];
  /** [batch, classes] */
  logits: Tensor;
}

/** The three branches of "Let sentiment classification model speak for itself using Grad CAM", which counts padding in. */
export const articleNetwork = {
  branches: [
    { filters: 32, kernelSize: 1, padding: 0 },
    { filters: 16, kernelSize: 2, padding: 1 },
    { filters: 8, kernelSize: 3, padding: 1 },
  ],
  padding: 'counted',
} as const satisfies Pick<TextCnnOptions, 'branches' | 'padding'>;

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
  readonly padding: PaddingMode;

  constructor(options: TextCnnOptions, device: Device, random: Random) {
    const { rows, dimensions, classes, branches, padding = 'counted', embeddingValues } = options;
    this.embedding = new Embedding({ rows, dimensions, values: embeddingValues }, device, random);
    this.convolutions = branches.map(
      ({ filters, kernelSize, padding }) =>
        new Conv1d({ inChannels: dimensions, outChannels: filters, kernelSize, padding }, device, random),
    );
    const inFeatures = branches.reduce((sum, { filters }) => sum + filters, 0);
    this.dense = new Dense({ inFeatures, outFeatures: classes }, device, random);
    this.branches = branches;
    this.padding = padding;
  }

  /** Throws ShapeError when the batch does not fit the network, or has no lengths where padding is masked. */
  forward({ indices, lengths }: TextCnnBatch): TextCnnResult {
    const real = this.padding === 'masked' ? this.required(indices, lengths) : undefined;
    const read = this.embedding.forward(indices);
    const embedded = real ? multiply(read, realPositions(real, indices.shape[1])) : read;
    const features = this.convolutions.map((convolution) => convolution.forward(embedded));
    const pooled = features.map((feature, n) =>
      meanOverTime(feature, real && realWindows(real, this.branches[n])),
    );
    return { embedded, features, logits: this.dense.forward(concat(pooled, 1)) };
  }

  /** embedding.weight, conv1.weight, conv1.bias, conv2.weight, …, dense.weight, dense.bias. */
  parameters(): Record<string, Tensor> {
    const convolutions = Object.fromEntries(this.convolutions.map((layer, n) => [`conv${n + 1}`, layer]));
    return parametersOf({ embedding: this.embedding, ...convolutions, dense: this.dense });
  }

  private required({ shape }: Indices, lengths: Tensor | undefined): Tensor {
    if (lengths?.size === shape[0]) return lengths;
    throw new ShapeError(
      `TextCnn: indices [${shape.join(', ')}], lengths ${lengths ? `[${lengths.shape.join(', ')}]` : 'missing'}; ` +
        `masking the padding needs one length per text, int32 [${shape[0]}]; pass lengths beside indices`,
    );
  }
}
