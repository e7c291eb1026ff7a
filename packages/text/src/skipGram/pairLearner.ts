import type { LearnPair } from './pairs.js';
import type { Tables } from './tables.js';

/**
 * A function that gives what learns a pair on these tables, in a room of its own. It takes the step as a module that is there already: threads need
 * not load what functions are written with.
 */
export function pairLearner({ memory, module, rowBytes, ...addresses }: Tables): (room: number) => LearnPair {
  const { exports } = new WebAssembly.Instance(module, { environment: { memory } });
  const step = exports.skipGramStep as (...values: number[]) => void;
  const { inputs, outputs, logistic, rooms, roomBytes } = addresses;
  return (room) => {
    const gradient = rooms + room * roomBytes;
    const list = new Int32Array(memory.buffer, gradient + rowBytes, (roomBytes - rowBytes) / 4);
    return (input, targets, count, rate) => {
      for (let n = 0; n < count; n++) list[n] = outputs + targets[n] * rowBytes;
      step(inputs + input * rowBytes, list.byteOffset, count, rowBytes, rate, gradient, logistic);
    };
  };
}
