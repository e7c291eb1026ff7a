import type { DeviceChoice } from '@textcam/tensor';
import type { EpochSummary, presets } from '@textcam/text';
import type { Call } from './call.js';
import type { Explained } from './explainCalls.js';
import type { InspectionShown } from './inspectionShown.js';

/** What to learn from: the corpus that comes with the page, or a visitor's table. */
export type TrainingData =
  | { kind: 'starter'; address: string }
  | { kind: 'table'; file: File; textColumn: string; labelColumn: string };

export type PresetName = keyof typeof presets;

/** The settings that can be changed; all else is the preset's. */
export interface TrainingSettings {
  preset: PresetName;
  dimensions: number;
  epochs: number;
  batchSize: number;
  learningRate: number;
  seed: number;
}

export interface TrainingAsked {
  data: TrainingData;
  settings: TrainingSettings;
  device: DeviceChoice;
  /** A text to explain again and again. */
  pinned: string;
}

/** The pinned text, as the model sees it after so many steps. */
export interface PinnedNews {
  text: string;
  steps: number;
  explained: Explained;
}

/** A figure after so many steps. */
export type Point = readonly [steps: number, value: number];

/** What is told on the way, some ten times a second. `share` is how much of the work at hand is done, null where nobody knows. */
export type TrainingNews =
  | { kind: 'work'; what: string; share: number | null }
  | { kind: 'steps'; epoch: number; steps: number; losses: Point[]; examplesPerSecond: Point | null }
  | { kind: 'epoch'; steps: number; summary: EpochSummary }
  | { kind: 'pinned'; pinned: PinnedNews }
  | { kind: 'said'; sentence: string };

/** What a training ends with, also one that was stopped: then the model is the one of the last step. */
export interface Trained {
  /** The model as a file, which the command reads too. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Its name. */
  file: string;
  /** Steps that were done of those that were planned. */
  steps: { done: number; planned: number };
  /** On the texts held back for testing. */
  inspection: InspectionShown;
}

/** Said while a training runs. */
export type Steering = { pause: boolean } | { stop: true } | { pinned: string };

export interface TrainCalls {
  train: Call<TrainingAsked, Trained, TrainingNews>;
  /** Answered at once, whatever else is going on. */
  steer: Call<Steering, null>;
  /** An example's whole text, by its name. */
  exampleText: Call<{ data: TrainingData; name: string }, string>;
}
