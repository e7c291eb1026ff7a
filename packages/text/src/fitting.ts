import { Adam, AdamW, Averaged, type FitEvent, fit, learningRateAt, type Named, type Optimizer } from '@textcam/nn';
import type { Random } from '@textcam/tensor';
import { type Batch, makeBatches } from './batches.js';
import type { Classifier } from './classifier.js';
import type { EncodedExample } from './encode.js';
import type { Preset } from './presets.js';
import { paddingIdOf, recordedLoss } from './trainingInputs.js';
import type { TrainingState } from './trainingState.js';

export interface FittingOptions {
  train: readonly EncodedExample[];
  /** Decides the order of an epoch's examples. */
  randomOf: (epoch: number) => Random;
  signal: AbortSignal | undefined;
  /** Where another run stopped. */
  resume?: TrainingState | undefined;
  /** Measures two steady steps. */
  profile?: boolean | undefined;
}

/** The optimizer that a preset asks for. */
export function optimizerOf({ learningRate, weightDecay, averaging }: Preset, parameters: Named): Optimizer {
  const settings = { learningRate, weightDecay };
  const optimizer = weightDecay > 0 ? new AdamW(parameters, settings) : new Adam(parameters, settings);
  return averaging > 0 ? new Averaged(optimizer, { keep: averaging }) : optimizer;
}

/** Trains a classifier's network as its preset says, on one device. */
export function fitting(
  { device, network, rows, preset }: Classifier,
  optimizer: Optimizer,
  { train, randomOf, signal, resume, profile }: FittingOptions,
): AsyncGenerator<FitEvent> {
  const { epochs, batchSize, schedule, learningRate } = preset;
  const steps = Math.ceil(train.length / batchSize);
  const paddingId = paddingIdOf(preset);
  return fit<Batch>({
    epochs,
    steps,
    batches: (epoch) => makeBatches(train, { batchSize, paddingId, random: randomOf(epoch) }),
    loss: recordedLoss(device, network, rows, preset),
    parameters: network.parameters(),
    optimizer,
    learningRate: (step) => learningRateAt(step, epochs * steps, schedule, learningRate),
    signal,
    from: resume?.progress,
    profile,
  });
}
