import { effect } from '@preact/signals';
import { modelSource } from './session.js';

/** Keeps the page, and each model once it is used, for visits without a network, where the browser lets it: elsewhere the page is as good, with one. */
export async function keepForOffline(): Promise<void> {
  try {
    if (!(await navigator.serviceWorker?.register('./serviceWorker.js'))) return;
    const { active } = await navigator.serviceWorker.ready;
    effect(() => {
      const source = modelSource.value;
      if (source && 'address' in source) active?.postMessage({ keep: source.address });
    });
  } catch {
    // As in a private window, in a frame without storage, or on a host that has not the file.
  }
}
