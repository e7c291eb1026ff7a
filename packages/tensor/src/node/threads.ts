import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { threadLoop } from '../devices/threadLoop.js';
import type { ThreadOptions } from '../devices/threads.js';

/** More bring little on the sizes that occur. */
const most = 8;

const source = `(${threadLoop})(require('node:worker_threads').workerData);`;

/** Threads for the CPU device: so many, or as many as there are cores for. They keep no process from ending. */
export function nodeThreads(count: number = Math.min(most, availableParallelism())): ThreadOptions {
  return {
    count,
    start(setup) {
      const worker = new Worker(source, { eval: true, workerData: setup });
      // Without it the device goes on in fewer threads.
      worker.on('error', () => {});
      worker.unref();
      return () => void worker.terminate();
    },
  };
}
