import type { DeviceChoice, KernelTime } from '@textcam/tensor';
import type { Preset, Provenance } from '@textcam/text';
import type { Call } from './call.js';

/** Where the worker computes. */
export interface DeviceReport {
  name: 'cpu' | 'webgpu';
  description: string;
  adapter: string;
  features: readonly string[];
  /** How many threads the CPU device computes on; 1 where memory cannot be shared. */
  threads: number;
  /** Whether the page may share memory among threads. */
  isolated: boolean;
  memory: { buffers: number; bytes: number };
  dispatches: number;
}

/** The classifier in use. */
export interface ModelReport {
  file: string;
  labels: readonly string[];
  /** In its vocabulary, the reserved entries aside. */
  words: number;
  /** Runs of words that it knows as one. */
  ngrams: number;
  preset: Preset;
  training: Provenance;
  /** Whether the network is affine in its embeddings: then some searches are exact. */
  affine: boolean;
}

/** What a steady step asks of the device and takes, kernel by kernel. */
export interface StepFigures {
  what: string;
  /** Milliseconds of one step, the median of several. */
  ms: number;
  dispatches: number;
  submissions: number;
  kernels: KernelTime[];
}

/** A model that comes along, fetched from its address, or a visitor's own. */
export type ModelSource = { address: string; name: string; bytes: number } | { file: File };

export interface DeviceCalls {
  /** Opens a device, and moves the classifier to it. */
  open: Call<DeviceChoice, DeviceReport>;
  /** Loads a classifier, and tells how much of it has come; the one before stays when that fails. */
  load: Call<ModelSource, ModelReport, number>;
  device: Call<undefined, DeviceReport>;
  /** Times a step of training of the loaded classifier's shape, and an explanation. */
  measure: Call<string, StepFigures[]>;
}
