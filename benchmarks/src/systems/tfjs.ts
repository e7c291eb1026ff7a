import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { BenchmarkError } from '../errors.js';
import { network } from '../network.js';
import type { System, Training, Weights } from '../system.js';

/** table [rows, dimensions], words [batch, time] → [batch, time, dimensions], with a gradient. */
export type Gather = (table: tf.Tensor, words: tf.Tensor) => tf.Tensor;

/**
 * TensorFlow.js in its fastest form: all filter taps in one matrix product whose columns are shifted and added, which on WebGPU takes two
 * thirds of the time of three `tf.conv1d` at T = 150. The backend is one that has been imported.
 */
export function tfjs(name: string, backend: 'webgpu' | 'wasm', gather: Gather): System {
  return {
    name,
    async start(weights) {
      if (!(await tf.setBackend(backend)))
        throw new BenchmarkError(`${name}: found no ${backend}; must find it to be compared; report it`);
      return train(weights, gather);
    },
  };
}

function train(weights: Weights, gather: Gather): Training {
  const parameters: Record<string, tf.Variable> = {};
  for (const [name, { values, shape }] of weights) {
    const start = tf.tensor(Float32Array.from(values), [...shape]);
    parameters[name] = tf.variable(start);
    start.dispose();
  }
  const optimizer = tf.train.adam(0.001, 0.9, 0.999, 1e-8);

  return {
    async step({ ids, shape, labels }) {
      const words = tf.tensor(ids, [...shape], 'int32');
      const targets = tf.tidy(() => tf.oneHot(tf.tensor1d(labels, 'int32'), network.classes));
      const cost = () =>
        tf.losses.softmaxCrossEntropy<tf.Tensor, tf.Scalar>(targets, logitsOf(words, parameters, gather));
      const loss = optimizer.minimize(cost, true);
      if (!loss) throw new Error('TensorFlow.js returned no loss');
      const [value] = await loss.data();
      tf.dispose([words, targets, loss]);
      return value;
    },
    stop() {
      tf.dispose(Object.values(parameters));
      optimizer.dispose();
    },
  };
}

/** words [batch, time] → [batch, classes] */
function logitsOf(words: tf.Tensor, parameters: Record<string, tf.Tensor>, gather: Gather): tf.Tensor {
  const [batch, time] = words.shape;
  const { branches, dimensions } = network;
  const embedded = tf.reshape(gather(parameters['embedding.weight'], words), [batch * time, dimensions]);
  const taps = branches.map(({ filters, kernelSize }, n) =>
    tf.reshape(tf.transpose(parameters[`conv${n + 1}.weight`], [1, 0, 2]), [kernelSize * filters, dimensions]),
  );
  const perTap = tf.reshape(tf.matMul(embedded, tf.concat(taps, 0), false, true), [batch, time, -1]);
  let column = 0;
  const pooled = branches.map(({ filters, kernelSize, padding }, n) => {
    const windows = time + 2 * padding - kernelSize + 1;
    const around = [0, padding, 0].map((zeros): [number, number] => [zeros, zeros]);
    const padded = tf.pad(perTap, around);
    const shifted = Array.from({ length: kernelSize }, (_, k) => {
      const own = tf.slice(padded, [0, k, column], [batch, windows, filters]);
      column += filters;
      return own;
    });
    const features = shifted.reduce((sum, tap) => tf.add(sum, tap));
    return tf.add(tf.mean(features, 1), parameters[`conv${n + 1}.bias`]);
  });
  const logits = tf.matMul(tf.concat(pooled, 1), parameters['dense.weight'], false, true);
  return tf.add(logits, parameters['dense.bias']);
}
