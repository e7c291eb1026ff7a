import type { StepProfile } from '@textcam/nn';
import type { Device, DeviceChoice } from '@textcam/tensor';
import type { Dataset, TrainingState } from '@textcam/text';
import type { Checkpoint, RecordedRun } from './checkpoint.js';
import { openDataset } from './dataset.js';
import type { Reopen } from './device.js';
import { type FingerprintedPreprocess, fingerprinted } from './fingerprint.js';
import type { Progress } from './progress.js';
import { follow } from './stopping.js';
import type { Trained } from './trainingFiles.js';
import { goingOn, showTraining } from './trainingProgress.js';
import { type TrainSettings, withWholePaths } from './trainSettings.js';
import { openVectorsOption, remarked, type VectorSource, vectorsName } from './vectors.js';

/** All that a call of `textcam train` asks for. */
export interface TrainPlan {
  settings: TrainSettings;
  /** The length that word vectors must have, where it was asked for. */
  dimensions?: number | undefined;
  device: DeviceChoice;
  out: string;
  profile: boolean;
  /** The checkpoint to go on from. */
  from?: { state: TrainingState; run: RecordedRun };
}

/** What a training reads. */
export interface Sources extends FingerprintedPreprocess {
  dataset: Dataset;
  vectors: VectorSource | undefined;
}

/** Opens what a plan reads. Throws as `openDataset` and `openVectorsOption` do, and InputError later, when the data is not the checkpoint's. */
export async function openSources({ settings, dimensions, from }: TrainPlan, signal: AbortSignal): Promise<Sources> {
  const { preprocessInNode } = await import('@textcam/text/node');
  const preprocessing = fingerprinted(preprocessInNode(), from?.run.fingerprint);
  const data = { dataset: await openDataset(settings, signal), ...preprocessing };
  const { vectors } = settings;
  if (!from) return { ...data, vectors: await openVectorsOption({ vectors, dimensions }, signal) };
  // The checkpoint has the whole table: what it began with need not be there any more.
  const read = async () => ({ dimensions: settings.preset.dimensions, rows: new Map<string, Float32Array>() });
  return { ...data, vectors: vectors === 'none' ? undefined : { name: vectorsName(vectors), read } };
}

/** What a training computes on and tells. */
export interface Surroundings {
  device: Device;
  reopen: Reopen;
  checkpoint: Checkpoint;
  progress: Progress;
  signal: AbortSignal;
}

/** Trains by a plan. Throws as `train` of @textcam/text does, the signal's reason among it once the checkpoint is written. */
export async function trainPlanned(plan: TrainPlan, sources: Sources, around: Surroundings): Promise<Trained> {
  const { train } = await import('@textcam/text');
  const { checkpoint, progress, signal } = around;
  let { device } = around;
  const reopen = async () => {
    device = await around.reopen();
    return device;
  };
  let { dimensions } = plan.settings.preset;
  const record = (): RecordedRun => {
    const { preset, ...settings } = withWholePaths(plan.settings);
    const learned = { ...settings, preset: { ...preset, dimensions } };
    return {
      settings: learned,
      device: plan.device,
      computedOn: device.description,
      fingerprint: sources.fingerprint(),
    };
  };
  tellOfResuming(plan, device, progress);
  progress.start(`Looking through ${sources.dataset.name}`);
  const { preset, seed, limit } = plan.settings;
  const training = train({
    ...{ dataset: sources.dataset, preprocess: sources.preprocess },
    ...{ preset, device, seed, signal, reopen, profile: plan.profile },
    ...(sources.vectors && { vectors: remarked(sources.vectors, (line) => progress.end(line)) }),
    ...(limit !== undefined && { limit }),
    ...(plan.from && { resume: plan.from.state }),
    checkpoint: (state) => checkpoint.write(state, record()),
  });
  const show = showTraining(progress, preset.epochs);
  let profile: StepProfile | undefined;
  // Training knows the signal itself, and has a checkpoint to write when it is aborted.
  const result = await follow(training, undefined, (event) => {
    if (event.type === 'vectors') {
      dimensions = event.dimensions;
      if (plan.from) return;
    }
    if (event.type === 'profile') profile = { perStep: event.perStep, kernels: event.kernels };
    else show(event);
  });
  if (plan.profile && !profile) progress.end('No profile: an epoch is too short to have a steady step');
  return { result, profile };
}

function tellOfResuming({ from, settings }: TrainPlan, device: Device, progress: Progress): void {
  if (!from) return;
  progress.end(goingOn(from.state.progress, settings.preset.epochs));
  if (device.description === from.run.computedOn) return;
  progress.end(
    `On ${device.description}, where the checkpoint came from ${from.run.computedOn}: the last bits may differ`,
  );
}
