import { moduleOf } from '@textcam/tensor/simd';
import { VectorsError } from '../vectors.js';
import { logisticTable, skipGramStep } from './step.js';

/** Both vectors of every word, in memory that threads share, and what the step needs beside them. All addresses are in bytes. */
export interface Tables {
  memory: WebAssembly.Memory;
  /** Exports the step. */
  module: WebAssembly.Module;
  /** Of a row: a multiple of 16, four floats. What it has beyond its dimensions is 0 in both tables, and stays so. */
  rowBytes: number;
  /** Where the vectors begin that are the result. */
  inputs: number;
  outputs: number;
  logistic: number;
  /** Room for one gradient and one list of targets for each of those who learn at a time. */
  rooms: number;
  roomBytes: number;
}

const fourBytes = 16;
const pageBytes = 65_536;

/**
 * Tables as word2vec begins: inputs even within ±1 / (2 · dimensions), outputs 0. `rooms` may learn at a time, each with up to `targets` words.
 *
 * @throws VectorsError when there is no memory for them
 */
export function createTables(
  words: number,
  { dimensions, rooms, targets }: { dimensions: number; rooms: number; targets: number },
  random: () => number,
): Tables {
  const rowBytes = Math.ceil(dimensions / 4) * fourBytes;
  const tableBytes = words * rowBytes;
  const logisticValues = logisticTable();
  const roomBytes = rowBytes + Math.ceil(targets / 4) * fourBytes;
  const inputs = logisticValues.byteLength;
  const outputs = inputs + tableBytes;
  const roomsAt = outputs + tableBytes;
  const memory = reserve(roomsAt + rooms * roomBytes);
  new Float32Array(memory.buffer, 0, logisticValues.length).set(logisticValues);
  const values = new Float32Array(memory.buffer, inputs, tableBytes / 4);
  for (let row = 0; row < values.length; row += rowBytes / 4) {
    for (let n = 0; n < dimensions; n++) values[row + n] = (random() - 0.5) / dimensions;
  }
  const module = new WebAssembly.Module(moduleOf([skipGramStep], { shared: true }));
  return { memory, module, rowBytes, inputs, outputs, logistic: 0, rooms: roomsAt, roomBytes };
}

function reserve(bytes: number): WebAssembly.Memory {
  const pages = Math.ceil(bytes / pageBytes);
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  } catch (error) {
    throw new VectorsError(
      `word vectors: ${Math.ceil(bytes / 2 ** 20)} MiB cannot be had; must fit into memory, and into 4 GiB; ` +
        'lower --dimensions or raise --minimum-count',
      { cause: error },
    );
  }
}

/** The input vector of a word: a view of `dimensions` numbers. */
export function vectorOf({ memory, inputs, rowBytes }: Tables, word: number, dimensions: number): Float32Array {
  return new Float32Array(memory.buffer, inputs + word * rowBytes, dimensions);
}
