import { availableParallelism } from 'node:os';
import type { StartLearning } from '../skipGram/learnVectors.js';
import type { Task } from '../skipGram/pairs.js';
import { Thread } from './thread.js';

/**
 * Learns word vectors on several threads beside the caller's, for `learnVectors`: as many as there are processors when `count` is left out, and
 * no more than there are parts of the words. What is being learned is rejected with WorkerError when a thread breaks down.
 */
export function skipGramThreads(count = availableParallelism()): StartLearning {
  return (tables, course) => {
    const script = new URL('./skipGramWorker.js', import.meta.url);
    const threads = Array.from({ length: Math.min(count, course.parts) }, () => {
      return new Thread<Task, 'done'>(script, 'learning word vectors', { workerData: { tables, course } });
    });
    return {
      async learn(tasks) {
        const waiting = [...tasks];
        const work = async (thread: Thread<Task, 'done'>) => {
          for (let task = waiting.shift(); task; task = waiting.shift()) await thread.ask(task);
        };
        await Promise.all(threads.map(work));
      },
      async close() {
        await Promise.all(threads.map((thread) => thread.close()));
      },
    };
  };
}
