import type { DeviceChoice } from '@textcam/tensor';
import type { EpochSummary, Preset, TrainEvent } from '@textcam/text';
import { openDataset } from '../dataset.js';
import { withDevice } from '../device.js';
import type { DatasetOptions } from '../options.js';
import { follow } from '../stopping.js';
import { parametersOf } from '../trainingResult.js';
import { openVectorsOption } from '../vectors.js';
import { choiceOf } from './choice.js';
import type { SweepPart } from './config.js';

/** One training of a sweep. */
export interface Job {
  dataset: DatasetOptions;
  part: SweepPart;
  preset: Preset;
  vectors: string;
  seed: number;
  device: DeviceChoice;
}

/** How far a training is. */
export interface Phase {
  name: string;
  done: number;
  total: number;
  unit: string;
}

/** What came of a training. Figures that do not exist are NaN here and null in JSON. */
export interface RunResult {
  /** On the part that is scored, after the last epoch; `auc` is one class against the rest, averaged. */
  figures: { examples: number; accuracy: number; auc: number; logLoss: number; expectedCalibrationError: number };
  /** What each epoch brought; its test accuracy is that of the part that is scored. */
  epochs: EpochSummary[];
  preprocessingSeconds: number;
  /** Training and evaluating. Not reading, which is the first run's alone where tokens are kept. */
  seconds: number;
  /** How many numbers were learned, and how large its file would be. */
  model: { parameters: number; bytes: number; dtype: 'F32' };
  /** The description of what computed. */
  device: string;
}

/** Trains and scores, and keeps no model. Throws as `openDataset`, `openVectorsOption`, `withDevice` and `train` of @textcam/text do. */
export async function trainRun(job: Job, receive: (phase: Phase) => void): Promise<RunResult> {
  const [{ saveClassifier, train }, { preprocessInNode }] = await Promise.all([
    import('@textcam/text'),
    import('@textcam/text/node'),
  ]);
  const { preset, seed, part } = job;
  const { signal } = new AbortController();
  const dataset = await openDataset(job.dataset, signal);
  const vectors = await openVectorsOption({ vectors: job.vectors }, signal);
  const choose = await choiceOf(part);
  return withDevice(job.device, async (device, reopen) => {
    const started = performance.now();
    const training = train({
      ...{ dataset, preset, device, seed, choose, reopen, preprocess: preprocessInNode() },
      ...(vectors && { vectors }),
    });
    const result = await follow(training, signal, (event) => {
      const phase = phaseOf(event, preset.epochs);
      if (phase) receive(phase);
    });
    const { classifier, epochs, preprocessingSeconds, test } = result;
    const { examples, accuracy, auc, logLoss } = test;
    const { expectedCalibrationError } = test.calibration;
    return {
      figures: { examples, accuracy, auc, logLoss, expectedCalibrationError },
      ...{ epochs, preprocessingSeconds, seconds: (performance.now() - started) / 1000 - preprocessingSeconds },
      model: { parameters: parametersOf(classifier), bytes: (await saveClassifier(classifier)).length, dtype: 'F32' },
      device: classifier.device.description,
    };
  });
}

function phaseOf(event: TrainEvent, epochs: number): Phase | undefined {
  switch (event.type) {
    case 'preprocess':
      return { name: 'reading texts', done: event.done, total: event.total, unit: 'texts' };
    case 'calibrate':
      return { name: 'fitting the temperature', done: event.done, total: event.total, unit: 'batches' };
    case 'step':
      return { name: `epoch ${event.epoch + 1}/${epochs}`, done: event.step, total: event.steps, unit: 'batches' };
    case 'evaluate':
      return { name: scoringOf(event.part), done: event.done, total: event.total, unit: 'texts' };
  }
  return undefined;
}

/** The part that is scored stands in for the test part, whichever it is. */
function scoringOf(part: 'train' | 'validation' | 'test'): string {
  return part === 'test' ? 'scoring' : `evaluating on ${part}`;
}
