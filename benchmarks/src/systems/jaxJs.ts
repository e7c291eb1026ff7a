import * as jax from '@jax-js/jax';
import type { Batch } from '@textcam/text';
import { BenchmarkError } from '../errors.js';
import { network } from '../network.js';
import type { System, Training, Weights } from '../system.js';

const { numpy: np, jit, nn, tree, valueAndGrad, vjp } = jax;
type Arrays = Record<string, jax.Array>;

/**
 * jax-js in its fastest form: all filter taps in one matrix product whose columns are shifted and added, which takes two thirds of the time
 * of three `lax.conv` at T = 150 and half at T = 500. Everything is compiled by `jit` but the gradient of `take`, which it cannot compile.
 *
 * It embeds first and convolves then, as the network is defined. Whoever projects the vocabulary by hand instead, as our `projectedConv1d`
 * does, makes its step 1.6 times as fast at T = 150 and 3.9 times at T = 500 (on SwiftShader).
 */
export function jaxJs(name: string, backend: 'webgpu' | 'wasm'): System {
  return {
    name,
    async start(weights) {
      if (!(await jax.init(backend)).includes(backend))
        throw new BenchmarkError(`${name}: found no ${backend}; must find it to be compared; report it`);
      jax.defaultDevice(backend);
      return train(weights);
    },
  };
}

// A function frees the arrays that it is given; `.ref` keeps one for another use.
function train(weights: Weights): Training {
  const lossAndGradients = jit(valueAndGrad(lossOf, { argnums: [0, 1] }));
  const move = jit(adam);
  let parameters = arraysOf(weights, (values) => Float32Array.from(values));
  let first = arraysOf(weights, (values) => new Float32Array(values.length));
  let second = arraysOf(weights, (values) => new Float32Array(values.length));
  let steps = 0;

  return {
    async step(batch) {
      steps += 1;
      const { 'embedding.weight': table, ...others } = parameters;
      const ids = np.array(batch.ids, { shape: [...batch.shape], dtype: np.int32 });
      const [embedded, toTable] = vjp((rows: jax.Array) => np.take(rows, ids.ref, 0), [table.ref]);
      const [loss, [dEmbedded, found]] = lossAndGradients(embedded, tree.ref(others), oneHot(batch));
      const [dTable] = toTable(dEmbedded);
      toTable.dispose();
      ids.dispose();
      const gradients = { 'embedding.weight': dTable, ...found };
      const stepSize = np.array(0.001 / (1 - 0.9 ** steps));
      const secondBias = np.array(Math.sqrt(1 - 0.999 ** steps));
      ({ parameters, first, second } = move({ parameters, first, second }, gradients, stepSize, secondBias));
      const [[value]] = await Promise.all([loss.data(), jax.blockUntilReady(parameters)]);
      return value;
    },
    stop() {
      for (const arrays of [parameters, first, second]) tree.dispose(arrays);
      lossAndGradients.dispose();
      move.dispose();
    },
  };
}

/** embedded [batch, time, dimensions], targets [batch, classes] → the mean loss. */
function lossOf(embedded: jax.Array, parameters: Arrays, targets: jax.Array): jax.Array {
  const [batch, time, dimensions] = embedded.shape;
  const taps = network.branches.map(({ filters, kernelSize }, n) =>
    np.transpose(parameters[`conv${n + 1}.weight`], [1, 0, 2]).reshape([kernelSize * filters, dimensions]),
  );
  const projected = np.matmul(embedded.reshape([batch * time, dimensions]), np.transpose(np.concatenate(taps, 0)));
  const perTap = projected.reshape([batch, time, -1]);
  let column = 0;
  const pooled = network.branches.map(({ filters, kernelSize, padding }, n) => {
    const windows = time + 2 * padding - kernelSize + 1;
    const shifted = Array.from({ length: kernelSize }, (_, k) => {
      const own = perTap.ref.slice([], [], [column, column + filters]);
      column += filters;
      return np.pad(own, { 1: [padding, padding] }).slice([], [k, k + windows], []);
    });
    const features = shifted.reduce((sum, tap) => sum.add(tap));
    return np.mean(features, 1).add(parameters[`conv${n + 1}.bias`]);
  });
  perTap.dispose();
  const logits = np.matmul(np.concatenate(pooled, 1), np.transpose(parameters['dense.weight']));
  // Its logarithm in WebAssembly is 1e-5 off, more than losses may differ: log x ≈ x - 1 of what the probabilities sum to instead of 1 mends that.
  const rough = nn.logSoftmax(logits.add(parameters['dense.bias']), -1);
  const total = np.sum(np.exp(rough.ref), -1, { keepdims: true });
  const logProbabilities = rough.sub(total.sub(1));
  return np.mean(np.sum(logProbabilities.mul(targets), -1)).neg();
}

/** The parameters and both moments of each. */
type State = Record<'parameters' | 'first' | 'second', Arrays>;

function adam(state: State, gradients: Arrays, stepSize: jax.Array, secondBias: jax.Array): State {
  const moved: State = { parameters: {}, first: {}, second: {} };
  for (const [name, gradient] of Object.entries(gradients)) {
    const m = state.first[name].mul(0.9).add(gradient.ref.mul(0.1));
    const v = state.second[name].mul(0.999).add(np.square(gradient).mul(0.001));
    const change = m.ref.mul(stepSize.ref).div(np.sqrt(v.ref).div(secondBias.ref).add(1e-8));
    moved.parameters[name] = state.parameters[name].sub(change);
    moved.first[name] = m;
    moved.second[name] = v;
  }
  stepSize.dispose();
  secondBias.dispose();
  return moved;
}

function arraysOf(weights: Weights, valuesOf: (stored: ArrayLike<number>) => Float32Array<ArrayBuffer>): Arrays {
  return Object.fromEntries(
    [...weights].map(([name, { values, shape }]) => [name, np.array(valuesOf(values), { shape: [...shape] })]),
  );
}

function oneHot({ labels }: Batch): jax.Array {
  const targets = new Float32Array(labels.length * network.classes);
  labels.forEach((label, n) => {
    targets[n * network.classes + label] = 1;
  });
  return np.array(targets, { shape: [labels.length, network.classes] });
}
