import { batch, computed, signal } from '@preact/signals';
import type { DeviceChoice } from '@textcam/tensor';
import type { LongCalls } from '../protocol/calls.js';
import { type Connection, connect } from '../protocol/client.js';
import type { DeviceReport, ModelReport, ModelSource } from '../protocol/deviceCalls.js';
import { longWorkerAddress, type ShippedModel, shippedModels, workerAddress } from './files.js';
import { say, sayFailed } from './notices.js';

/** Where the page's worker computes; null until it is open. */
export const device = signal<DeviceReport | null>(null);
/** The classifier in use; null until one is loaded. */
export const model = signal<ModelReport | null>(null);
/** Where that came from, for workers that shall have it too. */
export const modelSource = signal<ModelSource | null>(null);
/** What is chosen: it is in use, or on its way. */
export const chosenSource = signal<ModelSource>(shippedModels[0]);
/** The one of those that come along that is chosen; null for a visitor's own. */
export const chosenModel = computed(() => shippedModels.find((known) => known === chosenSource.value) ?? null);
/** How much of what is chosen has come; null when nothing is on its way. */
export const arriving = signal<number | null>(null);
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
  const isChosen = () => chosenSource.value === source;
  batch(() => {
    chosenSource.value = source;
    arriving.value = 0;
  });
  const onTold = (share: number) => {
    if (isChosen()) arriving.value = share;
  };
  try {
    const report = await worker.ask('load', source, { onTold });
    batch(() => {
      model.value = report;
      modelSource.value = source;
    });
  } catch (error) {
    sayFailed(error);
    if (isChosen() && modelSource.value) chosenSource.value = modelSource.value;
  }
  // Another may have been chosen meanwhile: then that is on its way.
  if (isChosen() || chosenSource.value === modelSource.value) arriving.value = null;
}

export async function refreshDevice(): Promise<void> {
  device.value = await worker.ask('device', undefined);
}

/** Opens a device, and loads the model that is asked for. */
export async function startSession(first: ShippedModel): Promise<void> {
  await Promise.all([openDevice('auto'), loadModel(first)]);
}
