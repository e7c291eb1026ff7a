import { gradients, scope, type Tensor } from '@textcam/tensor';
import { LossLog } from './lossLog.js';
import { clipByGlobalNorm } from './optimizers/clipByGlobalNorm.js';
import type { Optimizer } from './optimizers/optimizer.js';
import { TrainingError } from './trainingError.js';

/** Losses are read back once in so many steps. */
const readEvery = 25;
/** Milliseconds after which timers, signals and drawing get a turn. */
const airEvery = 50;

export interface FitOptions<Batch extends { readonly examples: number }> {
  epochs: number;
  /**
   * The batches of an epoch, in the order to train on. A batch is asked for when the step before it is done, so a generator may
   * dispose of the last one then.
   */
  batches: (epoch: number) => Iterable<Batch> | AsyncIterable<Batch>;
  /** Batches in an epoch, for progress alone. */
  steps: number;
  /** One number, the mean over the batch. Called inside a scope. */
  loss: (batch: Batch) => Tensor;
  parameters: Readonly<Record<string, Tensor>>;
  optimizer: Optimizer;
  /** Bounds the norm of all gradients together, see clipByGlobalNorm; unbounded when left out. */
  maximumNorm?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** After each step. */
export interface StepEvent {
  type: 'step';
  /** Counted from 0. */
  epoch: number;
  /** Steps of this epoch that are done, counted from 1. */
  step: number;
  steps: number;
  /** Examples of this epoch that were trained on so far. */
  examples: number;
  /** At every 25th step: the mean loss over the last 25 steps. */
  loss?: number;
}

/** After each epoch. */
export interface EpochEvent {
  type: 'epoch';
  epoch: number;
  /** Time this epoch's training took, its batches included, what the receiver did with the events not. */
  seconds: number;
  /** The mean of the losses of this epoch's steps, each before its step. */
  trainLoss: number;
}

export type FitEvent = StepEvent | EpochEvent;

/**
 * Trains: for each batch its loss, the gradients, one step of the optimizer. What happens comes out as events; training goes on when
 * the next one is asked for, and stops when none is.
 *
 * An aborted signal stops it after the step at hand by throwing the signal's reason. Parameters and optimizer hold whole steps at any
 * event or error. Throws TrainingError when a loss is not finite or an epoch has no batch.
 */
export async function* fit<Batch extends { readonly examples: number }>(
  options: FitOptions<Batch>,
): AsyncGenerator<FitEvent, void, void> {
  const [first] = Object.values(options.parameters);
  if (!first) throw new TrainingError('fit: no parameters; there must be at least one; pass those of a model');
  const log = new LossLog(first.device, readEvery);
  try {
    for (let epoch = 0; epoch < options.epochs; epoch++) yield* trainEpoch(options, epoch, log);
  } finally {
    log.dispose();
  }
}

async function* trainEpoch<Batch extends { readonly examples: number }>(
  { batches, steps, signal, ...options }: FitOptions<Batch>,
  epoch: number,
  log: LossLog,
): AsyncGenerator<FitEvent, void, void> {
  let step = 0;
  let examples = 0;
  let total = 0;
  let milliseconds = 0;
  let resumed = performance.now();
  let aired = resumed;

  for await (const batch of batches(epoch)) {
    signal?.throwIfAborted();
    trainStep(options, batch, log);
    step += 1;
    examples += batch.examples;
    const event: StepEvent = { type: 'step', epoch, step, steps, examples };
    if (log.full) {
      const sum = await takeSum(log, epoch, step);
      total += sum;
      event.loss = sum / log.capacity;
    }
    if (performance.now() - aired > airEvery) {
      await nextTask();
      aired = performance.now();
    }
    signal?.throwIfAborted();
    milliseconds += performance.now() - resumed;
    yield event;
    resumed = performance.now();
  }
  if (step === 0) throw new TrainingError(`fit: epoch ${epoch} has no batch; must be at least one; check the data`);
  total += await takeSum(log, epoch, step);
  const seconds = (milliseconds + performance.now() - resumed) / 1000;
  yield { type: 'epoch', epoch, seconds, trainLoss: total / step };
}

function trainStep<Batch extends { readonly examples: number }>(
  {
    loss,
    parameters,
    optimizer,
    maximumNorm,
  }: Pick<FitOptions<Batch>, 'loss' | 'parameters' | 'optimizer' | 'maximumNorm'>,
  batch: Batch,
  log: LossLog,
): void {
  scope(() => {
    const value = loss(batch);
    const found = gradients(value, Object.values(parameters));
    const named = Object.fromEntries(Object.keys(parameters).map((name, n) => [name, found[n]]));
    optimizer.step(maximumNorm === undefined ? named : clipByGlobalNorm(named, maximumNorm));
    log.add(value);
  });
}

/** The sum of the losses noted up to `step`. Throws TrainingError, naming the first step whose loss is not finite. */
async function takeSum(log: LossLog, epoch: number, step: number): Promise<number> {
  const losses = await log.take();
  const bad = losses.findIndex((loss) => !Number.isFinite(loss));
  if (bad >= 0) {
    throw new TrainingError(
      `fit: the loss is ${losses[bad]} after step ${step - losses.length + bad + 1} of epoch ${epoch}; must be finite; ` +
        'lower the learning rate',
    );
  }
  return losses.reduce((sum, loss) => sum + loss, 0);
}

/** Resolves in a later task, not in this one's microtasks, and at once: timers are slowed down in pages out of sight. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
