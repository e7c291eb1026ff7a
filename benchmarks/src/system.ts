import type { SafetensorsFile } from '@textcam/nn';
import type { Batch } from '@textcam/text';

/** What training starts from, by the names of `TextCnn.parameters()` and in its shapes; each system transposes what it wants otherwise. */
export type Weights = SafetensorsFile['tensors'];

/** One way to train the article's network: Adam with a learning rate of 0.001, ε = 1e-8, the mean softmax cross-entropy as the loss. */
export interface System {
  readonly name: string;
  /** Training from these weights on batches of this shape, ready for its first step. */
  start(weights: Weights, shape: Batch['shape']): Promise<Training>;
}

export interface Training {
  /** The batch's loss, before the step; comes when all work of the step is done on the device. The batch is read from host memory. */
  step(batch: Batch): Promise<number>;
  /** Frees what it holds on the device. */
  stop(): void;
}
