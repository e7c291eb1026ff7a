import { resolveObjectURL } from 'node:buffer';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

const asInBrowsers = `
const { parentPort } = require('node:worker_threads');
globalThis.self = globalThis;
globalThis.postMessage = (message) => parentPort.postMessage(message);
parentPort.on('message', (data) => self.onmessage({ data }));
`;

/**
 * Gives peers made for browsers a global `Worker` for scripts in blobs, and the number of cores where Node does not tell it, so that they have
 * threads. Returns what ends those threads, without which the process would stay.
 */
export function installBrowserWorker(): () => Promise<void> {
  const started: Promise<Worker>[] = [];

  class BrowserWorker {
    onmessage: ((event: { data: unknown }) => void) | undefined;
    onerror: ((error: Error) => void) | undefined;
    private readonly worker: Promise<Worker>;

    constructor(url: string) {
      this.worker = this.start(url);
      this.worker.catch((error) => this.onerror?.(error));
      started.push(this.worker);
    }

    postMessage(message: unknown): void {
      this.worker.then(
        (worker) => worker.postMessage(message),
        () => {},
      );
    }

    private async start(url: string): Promise<Worker> {
      const script = await resolveObjectURL(url)?.text();
      if (script === undefined) throw new Error(`Worker: nothing at ${url}; must be the URL of a blob`);
      const worker = new Worker(asInBrowsers + script, { eval: true });
      worker.on('message', (data) => this.onmessage?.({ data }));
      worker.on('error', (error) => this.onerror?.(error));
      return worker;
    }
  }

  Object.defineProperty(globalThis, 'Worker', { value: BrowserWorker, configurable: true });
  if (typeof navigator === 'undefined') {
    const value = { hardwareConcurrency: availableParallelism(), userAgent: `Node.js/${process.versions.node}` };
    Object.defineProperty(globalThis, 'navigator', { value, configurable: true });
  }
  return async () => {
    await Promise.all(started.map(async (worker) => (await worker).terminate()));
  };
}
