import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CpuOptions } from '../devices/cpu.js';
import { threadLoop } from '../devices/threadLoop.js';
import { Threads } from '../devices/threads.js';

/** More bring little on the sizes that occur. */
const most = 8;

const source = `(${threadLoop})(require('node:worker_threads').workerData);`;

/** Threads for the CPU device: so many, or as many as there are cores for. They keep no process from ending. */
export function nodeThreads(count: number = Math.min(most, availableParallelism())): CpuOptions['runner'] {
  if (count === 1) return undefined;
  return (memory) =>
    new Threads(memory, {
      count,
      start(setup) {
        const worker = new Worker(source, { eval: true, workerData: setup });
        // Without it the device goes on in fewer threads.
        worker.on('error', () => {});
        worker.unref();
        return () => void worker.terminate();
      },
    });
}
