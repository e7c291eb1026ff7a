import {
  type Device,
  type Indices,
  meansOverTime,
  projectedConv1d,
  type Random,
  relu,
  type Tensor,
  type TextLengths,
  timesRootLength,
} from '@textcam/tensor';
import { Conv1d } from './layers/conv1d.js';
import { Dense } from './layers/dense.js';
import { Dropout } from './layers/dropout.js';
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
  /** What each branch's output, bias included, goes through; 'none' when left out. */
  activation?: 'none' | 'relu';
  /**
   * What the dense layer gets of a text: the mean of its features, or their sum over the root of its length, so that longer texts weigh
   * more; 'mean' when left out.
   */
  pooling?: 'mean' | 'root';
  /** Share of what the dense layer gets that a training step does without; 0 when left out. */
  dropout?: number;
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
  /** Each branch's output, after bias and activation, before the mean: [batch, positions, filters]. */
  features: Tensor[];
  /** The means of them over time, side by side: [batch, Σ filters]. The logits are computed from these, however they are pooled. */
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
 * A convolutional network over sequences of indices: embedding, convolutions side by side, without activation unless asked for, the mean of
 * each over time, all of them joined, dense.
 *
 * @see Kim 2014, https://arxiv.org/abs/1408.5882, for the kind; `articleNetwork` for the one it was made for
 */
export class TextCnn {
  readonly embedding: Embedding;
  readonly convolutions: readonly Conv1d[];
  readonly dense: Dense;
  readonly branches: readonly Branch[];
  /** Whether logits are an affine function of the vectors read: they are without activation. */
  readonly affine: boolean;
  private readonly pooling: 'mean' | 'root';
  private readonly dropout: Dropout | undefined;

  constructor(options: TextCnnOptions, device: Device, random: Random) {
    const { rows, dimensions, classes, branches, embeddingValues } = options;
    const { activation = 'none', pooling = 'mean', dropout = 0 } = options;
    this.embedding = new Embedding({ rows, dimensions, values: embeddingValues }, device, random);
    this.convolutions = branches.map(
      ({ filters, kernelSize, padding }) =>
        new Conv1d({ inChannels: dimensions, outChannels: filters, kernelSize, padding }, device, random),
    );
    const inFeatures = branches.reduce((sum, { filters }) => sum + filters, 0);
    this.dense = new Dense({ inFeatures, outFeatures: classes }, device, random);
    this.branches = branches;
    this.affine = activation === 'none';
    this.pooling = pooling;
    // Drawn last, and only if there is one: the layers start the same with dropout and without.
    if (dropout > 0) this.dropout = new Dropout({ rate: dropout }, device, random);
  }

  /** In training there is dropout, if any. Throws ShapeError when the batch does not fit the network, or the lengths the batch. */
  forward(
    { indices, lengths, table = this.embedding.weight }: TextCnnBatch,
    mode: { training?: boolean } = {},
  ): TextCnnResult {
    const outputs = projectedConv1d(table, indices, this.convolutions);
    return this.classify(outputs, lengths && { lengths, time: indices.shape[1] }, mode);
  }

  /** What the convolutions' outputs lead to, wherever they were computed. Throws ShapeError when they and the lengths do not fit. */
  classify(outputs: Tensor[], texts?: TextLengths, { training = false }: { training?: boolean } = {}): TextCnnResult {
    const features = this.affine ? outputs : outputs.map(relu);
    const means = meansOverTime(features, texts);
    const pooled = this.pooling === 'root' ? timesRootLength(means, texts?.lengths ?? this.timeOf(features)) : means;
    const kept = this.dropout?.forward(pooled, { training }) ?? pooled;
    return { features, means, logits: this.dense.forward(kept) };
  }

  /** How long the texts are that features were computed from. */
  private timeOf([first]: readonly Tensor[]): number {
    const [{ kernelSize, padding }] = this.branches;
    return first.shape[1] + kernelSize - 1 - 2 * padding;
  }

  /** What training moves beside the parameters, the same tensors at every call: dropout.state where there is dropout. */
  state(): Record<string, Tensor> {
    return this.dropout ? { 'dropout.state': this.dropout.state } : {};
  }

  /** embedding.weight, conv1.weight, conv1.bias, conv2.weight, …, dense.weight, dense.bias. */
  parameters(): Record<string, Tensor> {
    const convolutions = Object.fromEntries(this.convolutions.map((layer, n) => [`conv${n + 1}`, layer]));
    return parametersOf({ embedding: this.embedding, ...convolutions, dense: this.dense });
  }
}
