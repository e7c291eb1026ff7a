import { signal } from '@preact/signals';
import type { DeviceChoice } from '@textcam/tensor';
import type { LongCalls } from '../protocol/calls.js';
import { type Connection, connect } from '../protocol/client.js';
import type { DeviceReport, ModelReport, ModelSource } from '../protocol/deviceCalls.js';
import { longWorkerAddress, modelAddress, workerAddress } from './files.js';
import { say, sayFailed } from './notices.js';

/** Where the page's worker computes; null until it is open. */
export const device = signal<DeviceReport | null>(null);
/** The classifier in use; null until one is loaded. */
export const model = signal<ModelReport | null>(null);
/** Where that came from, for workers that shall have it too. */
export const modelSource = signal<ModelSource | null>(null);
/** The one that comes along. */
export const shippedModel = { address: modelAddress, name: 'article.safetensors' } as const;
export const deviceChoice = signal<DeviceChoice>('auto');

/** The worker that explains. */
export const worker: Connection = connect(new Worker(workerAddress, { type: 'module' }), (notice) => {
  say(notice);
  void refreshDevice();
});

/** A worker of one's own, for work that shall not keep explanations waiting. */
export function startLongWorker(): Connection<keyof LongCalls> {
  return connect(new Worker(longWorkerAddress, { type: 'module' }), say);
}

export async function openDevice(choice: DeviceChoice): Promise<void> {
  try {
    device.value = await worker.ask('open', choice);
    deviceChoice.value = choice;
    // The classifier moved: what was said of it may be said again.
    if (model.value) model.value = { ...model.value };
  } catch (error) {
    sayFailed(error);
  }
}

export async function loadModel(source: ModelSource): Promise<void> {
  try {
    model.value = await worker.ask('load', source);
    modelSource.value = source;
  } catch (error) {
    sayFailed(error);
  }
}

export async function refreshDevice(): Promise<void> {
  device.value = await worker.ask('device', undefined);
}

export async function startSession(): Promise<void> {
  await Promise.all([openDevice('auto'), loadModel(shippedModel)]);
}
