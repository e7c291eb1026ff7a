import type { CpuOptions } from './cpu.js';
import { threadLoop } from './threadLoop.js';
import { Threads } from './threads.js';

/** More bring little on the sizes that occur. */
const most = 8;

/**
 * Threads for the CPU device in a browser: in a worker of a page that is isolated, where memory can be shared. Undefined elsewhere, on a page's
 * main thread too, which must not wait.
 */
export function browserThreads(): CpuOptions['runner'] {
  if (!globalThis.crossOriginIsolated || !('WorkerGlobalScope' in globalThis)) return undefined;
  const count = Math.min(most, globalThis.navigator.hardwareConcurrency);
  const source = `onmessage = ({ data }) => (${threadLoop})(data);`;
  if (count === 1) return undefined;
  return (memory) =>
    new Threads(memory, {
      count,
      start(setup) {
        const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
        const worker = new Worker(url);
        worker.postMessage(setup);
        return () => {
          worker.terminate();
          URL.revokeObjectURL(url);
        };
      },
    });
}
