/** Keeps the page for visits without a network, where the browser lets it: elsewhere the page is as good, with one. */
export async function keepForOffline(): Promise<void> {
  try {
    await navigator.serviceWorker?.register('./serviceWorker.js');
  } catch {
    // As in a private window, in a frame without storage, or on a host that has not the file.
  }
}
