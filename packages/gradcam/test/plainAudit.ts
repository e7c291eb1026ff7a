import type { TextCnn } from '@textcam/nn';

/** A network as plain arrays, and what it says of vectors, one for each word: plain loops in float64. */
export interface PlainNetwork {
  dimensions: number;
  /** The vectors of words; zeros for -1. */
  vectors(ids: ArrayLike<number>): number[][];
  /** The logit of one class minus that of the other. */
  margin(vectors: readonly number[][], explained: number): number;
  /** Softmax of the two. */
  probability(vectors: readonly number[][], explained: number): number;
  /** Grad-CAM of the margin on the first branch, whose filters look at one word. */
  gradCam(vectors: readonly number[][], explained: number): number[];
}

/** A network of two classes, read from its device. */
export async function plainNetwork({ embedding, convolutions, dense, branches }: TextCnn): Promise<PlainNetwork> {
  const dimensions = embedding.weight.shape[1];
  const table = await embedding.weight.read();
  const filters = await Promise.all(
    convolutions.map(async ({ weight, bias }) => ({ weight: await weight.read(), bias: await bias.read() })),
  );
  const [weight, bias] = [await dense.weight.read(), await dense.bias.read()];
  const width = weight.length / 2;

  function feature(branch: number, k: number, t: number, vectors: readonly number[][]): number {
    const { kernelSize, padding } = branches[branch];
    let total = filters[branch].bias[k];
    for (let j = 0; j < kernelSize; j++) {
      const vector = vectors[t - padding + j];
      for (let d = 0; vector && d < dimensions; d++) {
        total += filters[branch].weight[(k * kernelSize + j) * dimensions + d] * vector[d];
      }
    }
    return total;
  }

  function margin(vectors: readonly number[][], explained: number): number {
    const sign = explained === 1 ? 1 : -1;
    let total = bias[1] - bias[0];
    let place = 0;
    branches.forEach(({ filters: count, kernelSize, padding }, branch) => {
      const positions = Math.max(1, vectors.length + 2 * padding - kernelSize + 1);
      for (let k = 0; k < count; k++, place++) {
        let sum = 0;
        for (let t = 0; t < positions; t++) sum += feature(branch, k, t, vectors);
        total += ((weight[width + place] - weight[place]) * sum) / positions;
      }
    });
    return sign * total;
  }

  return {
    dimensions,
    vectors: (ids) =>
      Array.from(ids, (id) => Array.from({ length: dimensions }, (_, d) => (id < 0 ? 0 : table[id * dimensions + d]))),
    margin,
    probability: (vectors, explained) => 1 / (1 + Math.exp(-margin(vectors, explained))),
    gradCam(vectors, explained) {
      const sign = explained === 1 ? 1 : -1;
      return vectors.map((_, t) => {
        let total = 0;
        for (let k = 0; k < branches[0].filters; k++) {
          total += ((weight[width + k] - weight[k]) / vectors.length) * feature(0, k, t, vectors);
        }
        return sign * total;
      });
    },
  };
}

/** What the margin loses when each word's vector is at zero: gradient × input, the network being affine. */
export function zeroedOneByOne(network: PlainNetwork, vectors: readonly number[][], explained: number): number[] {
  const whole = network.margin(vectors, explained);
  return vectors.map((_, n) => {
    const zeroed = vectors.map((vector, m) => (m === n ? vector.map(() => 0) : vector));
    return whole - network.margin(zeroed, explained);
  });
}

/** What the margin loses when each word is deleted. */
export function deletedOneByOne(network: PlainNetwork, vectors: readonly number[][], explained: number): number[] {
  const whole = network.margin(vectors, explained);
  return vectors.map(
    (_, n) =>
      whole -
      network.margin(
        vectors.filter((_, m) => m !== n),
        explained,
      ),
  );
}
