import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CpuOptions } from '../devices/cpu.js';
import { threadLoop } from '../devices/threadLoop.js';
import { inThreads, type StartThread } from '../devices/threads.js';

const source = `(${threadLoop})(require('node:worker_threads').workerData);`;

const start: StartThread = (setup) => {
  const worker = new Worker(source, { eval: true, workerData: setup });
  // Without it the device goes on in fewer threads.
  worker.on('error', () => {});
  worker.unref();
  return () => void worker.terminate();
};

/** Threads for the CPU device: so many, or as many as there are cores for. They keep no process from ending. Throws DeviceError as `inThreads`. */
export function nodeThreads(count?: number): CpuOptions['runner'] {
  return inThreads(start, availableParallelism(), count);
}
