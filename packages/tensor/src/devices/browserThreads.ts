import type { CpuOptions } from './cpu.js';
import { threadLoop } from './threadLoop.js';
import { inThreads, type StartThread } from './threads.js';

const source = `onmessage = ({ data }) => (${threadLoop})(data);`;

const start: StartThread = (setup) => {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(url);
  worker.postMessage(setup);
  return () => {
    worker.terminate();
    URL.revokeObjectURL(url);
  };
};

/**
 * Threads for the CPU device in a browser: in a worker of a page that is isolated, where memory can be shared. Undefined elsewhere, on a page's
 * main thread too, which must not wait.
 */
export function browserThreads(): CpuOptions['runner'] {
  if (!globalThis.crossOriginIsolated || !('WorkerGlobalScope' in globalThis)) return undefined;
  return inThreads(start, globalThis.navigator.hardwareConcurrency);
}
