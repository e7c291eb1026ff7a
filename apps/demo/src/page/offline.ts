/** Keeps the page for visits without a network, where the browser lets it: elsewhere the page is as good, with one. */
export function keepForOffline(): void {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('./serviceWorker.js').catch(() => undefined);
}
