import { signal } from '@preact/signals';
import type { DeviceChoice } from '@textcam/tensor';
import { type Connection, connect } from '../protocol/client.js';
import type { DeviceReport, ModelReport, ModelSource } from '../protocol/deviceCalls.js';
import { modelAddress, workerAddress } from './files.js';
import { say, sayFailed } from './notices.js';

/** Where the page's worker computes; null until it is open. */
export const device = signal<DeviceReport | null>(null);
/** The classifier in use; null until one is loaded. */
export const model = signal<ModelReport | null>(null);
/** Where that came from, for workers that shall have it too. */
export const modelSource = signal<ModelSource | null>(null);
export const deviceChoice = signal<DeviceChoice>('auto');

/** A worker of one's own, as for a training that shall not keep explanations waiting. */
export function startWorker(): Connection {
  return connect(new Worker(workerAddress, { type: 'module' }), (notice) => {
    say(notice);
    void refreshDevice();
  });
}

/** The worker that all views but a training ask. */
export const worker = startWorker();

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
  await Promise.all([openDevice('auto'), loadModel({ address: modelAddress, name: 'article.safetensors' })]);
}
