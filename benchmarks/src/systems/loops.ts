import type { Branch } from '@textcam/nn';
import type { Batch } from '@textcam/text';
import { network } from '../network.js';
import type { System, Training, Weights } from '../system.js';
import { type Convolution, convolve, convolveBackward } from './loopsConvolution.js';

/** The sizes of a network of the article's form. */
export interface Sizes {
  dimensions: number;
  classes: number;
  branches: readonly Branch[];
}

/** Plain loops over typed arrays, in the textbook's order: what one gets without any library. */
export const loops: System = {
  name: 'loops',
  async start(weights) {
    return trainInLoops(network, weights);
  },
};

/** A number of parameters, their gradient and Adam's moments. */
interface Parameter {
  values: Float32Array;
  gradient: Float32Array;
  first: Float32Array;
  second: Float32Array;
}

/** Training of a network of these sizes from these weights. */
export function trainInLoops(sizes: Sizes, weights: Weights): Training {
  const parameters = new Map<string, Parameter>();
  for (const [name, { values }] of weights) {
    const zeros = () => new Float32Array(values.length);
    parameters.set(name, { values: Float32Array.from(values), gradient: zeros(), first: zeros(), second: zeros() });
  }
  const of = (name: string) => parameters.get(name)!;
  const table = of('embedding.weight');
  const dense = { weight: of('dense.weight'), bias: of('dense.bias') };
  const { dimensions, classes } = sizes;
  const convolutions = sizes.branches.map((branch, n): Convolution => {
    const [weight, bias] = [of(`conv${n + 1}.weight`), of(`conv${n + 1}.bias`)];
    return { ...branch, dimensions, weight, bias };
  });
  const pooledSize = convolutions.reduce((sum, { filters }) => sum + filters, 0);
  let steps = 0;

  function textLoss(ids: Int32Array, label: number, share: number): number {
    const time = ids.length;
    const embedded = new Float32Array(time * dimensions);
    for (let t = 0; t < time; t++) {
      for (let d = 0; d < dimensions; d++) embedded[t * dimensions + d] = table.values[ids[t] * dimensions + d];
    }
    const pooled = convolutions.flatMap((convolution) => meansOf(convolve(convolution, embedded), convolution.filters));
    const logits = Array.from({ length: classes }, (_, c) => {
      let sum = dense.bias.values[c];
      for (let p = 0; p < pooledSize; p++) sum += dense.weight.values[c * pooledSize + p] * pooled[p];
      return sum;
    });
    const most = Math.max(...logits);
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0);

    const toPooled = new Float32Array(pooledSize);
    for (let c = 0; c < classes; c++) {
      const toLogit = (Math.exp(logits[c] - most) / total - (c === label ? 1 : 0)) * share;
      dense.bias.gradient[c] += toLogit;
      for (let p = 0; p < pooledSize; p++) {
        dense.weight.gradient[c * pooledSize + p] += toLogit * pooled[p];
        toPooled[p] += toLogit * dense.weight.values[c * pooledSize + p];
      }
    }
    const toEmbedded = new Float32Array(embedded.length);
    let column = 0;
    for (const convolution of convolutions) {
      const { filters, padding, kernelSize } = convolution;
      const windows = time + 2 * padding - kernelSize + 1;
      const toFeatures = new Float32Array(windows * filters);
      for (let n = 0; n < toFeatures.length; n++) toFeatures[n] = toPooled[column + (n % filters)] / windows;
      convolveBackward(convolution, embedded, toFeatures, toEmbedded);
      column += filters;
    }
    for (let t = 0; t < time; t++) {
      for (let d = 0; d < dimensions; d++) table.gradient[ids[t] * dimensions + d] += toEmbedded[t * dimensions + d];
    }
    return Math.log(total) + most - logits[label];
  }

  return {
    async step({ ids, shape: [texts, time], labels }: Batch) {
      for (const { gradient } of parameters.values()) gradient.fill(0);
      let loss = 0;
      for (let n = 0; n < texts; n++) {
        loss += textLoss(ids.subarray(n * time, (n + 1) * time), labels[n], 1 / texts) / texts;
      }
      steps += 1;
      for (const parameter of parameters.values()) adam(parameter, steps);
      return loss;
    },
    stop() {},
  };
}

/** features [windows, filters] → their means, one for each filter. */
function meansOf(features: Float32Array, filters: number): number[] {
  const sums = new Array<number>(filters).fill(0);
  for (let n = 0; n < features.length; n++) sums[n % filters] += features[n];
  return sums.map((sum) => sum / (features.length / filters));
}

/** @see Kingma and Ba 2015, algorithm 1 */
function adam({ values, gradient, first, second }: Parameter, steps: number): void {
  const firstBias = 1 - 0.9 ** steps;
  const secondBias = 1 - 0.999 ** steps;
  for (let n = 0; n < values.length; n++) {
    first[n] = 0.9 * first[n] + 0.1 * gradient[n];
    second[n] = 0.999 * second[n] + 0.001 * gradient[n] * gradient[n];
    values[n] -= (0.001 * (first[n] / firstBias)) / (Math.sqrt(second[n] / secondBias) + 1e-8);
  }
}
