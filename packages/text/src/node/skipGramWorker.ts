import { parentPort, workerData } from 'node:worker_threads';
import { pairLearner } from '../skipGram/pairLearner.js';
import { type Course, learnPairs, type Task } from '../skipGram/pairs.js';
import type { Tables } from '../skipGram/tables.js';

// The other side of skipGramThreads.ts: learns one task after the other, on tables that all threads share.
const { tables, course }: { tables: Tables; course: Course } = workerData;
const learnerIn = pairLearner(tables);

parentPort?.on('message', (task: Task) => {
  // Of tasks that run side by side, each has an input part of its own.
  learnPairs(task, course, learnerIn(task.inputPart));
  parentPort?.postMessage('done');
});
