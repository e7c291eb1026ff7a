import type { StartLearning } from '../src/skipGram/learnVectors.js';
import { pairLearner } from '../src/skipGram/pairLearner.js';
import { learnPairs } from '../src/skipGram/pairs.js';

/** Learns in the caller's thread, one task after the other: what threads must come to as well. */
export const learningHere: StartLearning = (tables, course) => {
  const learnerIn = pairLearner(tables);
  return {
    async learn(tasks) {
      for (const task of tasks) learnPairs(task, course, learnerIn(task.inputPart));
    },
    async close() {},
  };
};
