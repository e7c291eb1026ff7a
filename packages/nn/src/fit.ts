import type { Tensor } from '@textcam/tensor';
import { LossLog } from './lossLog.js';
import type { Named, Optimizer } from './optimizers/optimizer.js';
import { TrainingError } from './trainingError.js';
import { PlainSteps, type RecordedLoss, RecordedSteps, type StepProfile } from './trainingSteps.js';

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
  /** One number, the mean over the batch. A function is called inside a scope at every step; a RecordedLoss once for each shape. */
  loss: ((batch: Batch) => Tensor) | RecordedLoss<Batch>;
  parameters: Named;
  optimizer: Optimizer;
  /** That of the next step, by how many the optimizer has taken so far; the optimizer's own when left out. */
  learningRate?: ((step: number) => number) | undefined;
  /** Bounds the norm of all gradients together, see clipByGlobalNorm; unbounded when left out. */
  maximumNorm?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Where another run stopped; its parameters, optimizer and batches must be as they were then. From the start when left out. */
  from?: Progress | undefined;
  /** Measures steady steps of a recorded loss once; an epoch too short for it has none. */
  profile?: boolean | undefined;
}

/** How far training is. */
export interface Progress {
  /** Counted from 0. */
  epoch: number;
  /** Steps of this epoch that are done. */
  step: number;
  /** Examples of this epoch that were trained on. */
  examples: number;
  /** Sum of the losses of this epoch's steps. */
  lossSum: number;
  /** Time that this epoch took so far. */
  seconds: number;
}

/** Where an epoch starts. */
export function startOf(epoch: number): Progress {
  return { epoch, step: 0, examples: 0, lossSum: 0, seconds: 0 };
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
  /** At every 25th step: the mean loss over the steps since the last one that told. */
  loss?: number;
  /** Where that loss is told: what to go on from. */
  progress?: Progress;
}

/** When the signal is aborted, before its reason is thrown: what to go on from. */
export interface StoppedEvent {
  type: 'stopped';
  progress: Progress;
}

/** Once, after two steady steps. */
export interface ProfileEvent extends StepProfile {
  type: 'profile';
}

/** After each epoch. */
export interface EpochEvent {
  type: 'epoch';
  epoch: number;
  /** Time this epoch's training took, its batches included, what the receiver did with the events not. */
  seconds: number;
  /** The mean of the losses of this epoch's steps, each before its step. */
  trainLoss: number;
  /** All of this epoch. */
  progress: Progress;
}

export type FitEvent = StepEvent | EpochEvent | StoppedEvent | ProfileEvent;

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
  const { epochs, parameters, optimizer, maximumNorm, loss, from } = options;
  const [first] = Object.values(parameters);
  if (!first) throw new TrainingError('fit: no parameters; there must be at least one; pass those of a model');
  const log = new LossLog(first.device, readEvery);
  const parts = { parameters, optimizer, maximumNorm, log };
  const steps = typeof loss === 'function' ? new PlainSteps(loss, parts) : new RecordedSteps(first.device, loss, parts);
  const run: Run<Batch> = { steps, log, profiling: options.profile === true };
  try {
    for (let epoch = from?.epoch ?? 0; epoch < epochs; epoch++) {
      yield* trainEpoch(options, run, epoch === from?.epoch ? { ...from } : startOf(epoch));
    }
  } finally {
    steps.dispose();
    log.dispose();
  }
}

/** What lasts through all epochs. */
interface Run<Batch> {
  steps: PlainSteps<Batch> | RecordedSteps<Batch>;
  log: LossLog;
  /** Whether a profile is still to be made. */
  profiling: boolean;
}

async function* trainEpoch<Batch extends { readonly examples: number }>(
  { batches, steps, signal, optimizer, learningRate }: FitOptions<Batch>,
  run: Run<Batch>,
  progress: Progress,
): AsyncGenerator<FitEvent, void, void> {
  const { epoch } = progress;
  const already = progress.step;
  let seen = 0;
  let resumed = performance.now();
  let aired = resumed;
  const pause = () => {
    progress.seconds += (performance.now() - resumed) / 1000;
  };

  for await (const batch of batches(epoch)) {
    // Batches are drawn again by a run that goes on, so that their order is the same.
    if (seen++ < already) continue;
    if (signal?.aborted) {
      await takeLosses(run.log, progress);
      pause();
      yield { type: 'stopped', progress: { ...progress } };
    }
    signal?.throwIfAborted();
    if (learningRate) optimizer.learningRate = learningRate(optimizer.steps);
    const profile = await trainStep(run, batch);
    progress.step += 1;
    progress.examples += batch.examples;
    const event: StepEvent = { type: 'step', epoch, step: progress.step, steps, examples: progress.examples };
    if (run.log.full) event.loss = await takeLosses(run.log, progress);
    if (performance.now() - aired > airEvery) {
      await nextTask();
      aired = performance.now();
    }
    pause();
    if (event.loss !== undefined) event.progress = { ...progress };
    if (profile) yield { type: 'profile', ...profile };
    if (!signal?.aborted) yield event;
    resumed = performance.now();
  }
  if (progress.step === 0) {
    throw new TrainingError(`fit: epoch ${epoch} has no batch; must be at least one; check the data`);
  }
  await takeLosses(run.log, progress);
  pause();
  yield { type: 'epoch', epoch, seconds: progress.seconds, trainLoss: progress.lossSum / progress.step, progress };
}

async function trainStep<Batch>(run: Run<Batch>, batch: Batch): Promise<StepProfile | undefined> {
  if (!run.profiling || run.steps instanceof PlainSteps) {
    run.steps.run(batch);
    return undefined;
  }
  const profile = await run.steps.profile(batch);
  if (profile) run.profiling = false;
  return profile;
}

/**
 * Adds the losses noted since the last time to the epoch's sum, one by one, so that where they were read changes no bit of it; gives their
 * mean. Throws TrainingError, naming the first step whose loss is not finite.
 */
async function takeLosses(log: LossLog, progress: Progress): Promise<number> {
  const losses = await log.take();
  const bad = losses.findIndex((loss) => !Number.isFinite(loss));
  if (bad >= 0) {
    throw new TrainingError(
      `fit: the loss is ${losses[bad]} after step ${progress.step - losses.length + bad + 1} of epoch ${progress.epoch}; must be finite; ` +
        'lower the learning rate',
    );
  }
  const before = progress.lossSum;
  for (const loss of losses) progress.lossSum += loss;
  return (progress.lossSum - before) / losses.length;
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
