import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { type Gather, tfjs } from './tfjs.js';

setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);

// The backend lacks UnsortedSegmentSum, with which TensorFlow.js takes the gradient of gather; scatterND adds rows up just as well.
const gather: Gather = (table, words) => {
  const indices = tf.reshape(words, [-1, 1]);
  const rows = tf.customGrad((own) => ({
    value: tf.gather(own as tf.Tensor, words),
    gradFunc: (gradient: tf.Tensor) =>
      tf.scatterND(indices as tf.Tensor2D, tf.reshape(gradient, [-1, table.shape[1] ?? 0]), table.shape),
  }));
  return rows(table);
};

/** TensorFlow.js on WebAssembly with SIMD, in one thread: it has no threads in Node. */
export const tfjsWasm = tfjs('tfjs-wasm', 'wasm', gather);
