// t position of a feature map, k channel, j tap of a filter, d dimension of a vector, c class

/** One row per word or position. */
export type Rows = number[][];

export interface PlainBranch {
  padding: number;
  /** [filter][tap][dimension] */
  weight: number[][][];
  bias: number[];
}

/** A text classifier as plain arrays: vectors of words, convolutions side by side, an activation, pooling over time, dense. */
export interface PlainNetwork {
  table: Rows;
  branches: PlainBranch[];
  activation: 'none' | 'relu' | 'tanh';
  pooling: 'mean' | 'max';
  /** [class][feature] */
  dense: Rows;
  denseBias: number[];
}

export interface PlainPass {
  /** [branch][t][k], after the activation. */
  features: Rows[];
  logits: number[];
}

/** The vectors of words, a row of zeros where the id is -1. */
export function vectorsOf({ table }: PlainNetwork, ids: readonly number[]): Rows {
  return ids.map((id) => (id < 0 ? table[0].map(() => 0) : [...table[id]]));
}

export function dot(a: readonly number[], b: readonly number[]): number {
  let total = 0;
  for (let d = 0; d < a.length; d++) total += a[d] * b[d];
  return total;
}

/** The word under tap j of the window at t; undefined where that is zeros beside the text. */
export function wordUnder({ padding }: PlainBranch, t: number, j: number, words: number): number | undefined {
  const word = t - padding + j;
  return word >= 0 && word < words ? word : undefined;
}

export function forward(network: PlainNetwork, vectors: Rows): PlainPass {
  const features = network.branches.map((branch) => featuresOf(network, branch, vectors));
  const nothing = network.pooling === 'max' && vectors.length === 0;
  const pooled = features.flatMap((map) => map[0].map((_, k) => (nothing ? 0 : pool(network, map, k))));
  return { features, logits: network.dense.map((row, c) => network.denseBias[c] + dot(row, pooled)) };
}

/** [t][k]. Of no words at all there is one position, over zeros; but the maximum over nothing is 0. */
function featuresOf({ activation }: PlainNetwork, branch: PlainBranch, vectors: Rows): Rows {
  const taps = branch.weight[0].length;
  const positions = Math.max(1, vectors.length + 2 * branch.padding - taps + 1);
  return Array.from({ length: positions }, (_, t) =>
    branch.weight.map((filter, k) => {
      let total = branch.bias[k];
      for (let j = 0; j < taps; j++) {
        const word = wordUnder(branch, t, j, vectors.length);
        if (word !== undefined) total += dot(filter[j], vectors[word]);
      }
      if (activation === 'relu') return Math.max(0, total);
      return activation === 'tanh' ? Math.tanh(total) : total;
    }),
  );
}

function pool({ pooling }: PlainNetwork, map: Rows, k: number): number {
  if (pooling === 'max') return map[winnerOf(map, k)][k];
  let total = 0;
  for (const row of map) total += row[k];
  return total / map.length;
}

/** Of equal values the first. */
function winnerOf(map: Rows, k: number): number {
  let winner = 0;
  for (let t = 1; t < map.length; t++) if (map[t][k] > map[winner][k]) winner = t;
  return winner;
}

export interface PlainGradients {
  /** [branch][t][k], at the features. */
  features: Rows[];
  /** The same before the activation. */
  sums: Rows[];
  /** [word][d] */
  vectors: Rows;
  /** [branch][filter][tap][d] */
  weights: number[][][][];
}

/** Gradients of Σ_c direction[c] · logit c, by the chain rule. */
export function backward(network: PlainNetwork, vectors: Rows, direction: readonly number[]): PlainGradients {
  const { features } = forward(network, vectors);
  const found: PlainGradients = {
    features: [],
    sums: [],
    vectors: vectors.map((row) => row.map(() => 0)),
    weights: [],
  };
  let first = 0;
  network.branches.forEach((branch, b) => {
    const map = features[b];
    const atPooled = branch.bias.map((_, k) =>
      dot(
        direction,
        network.dense.map((row) => row[first + k]),
      ),
    );
    first += branch.bias.length;
    const atFeatures = map.map((row, t) => row.map((_, k) => atPooled[k] * shareOf(network, map, t, k)));
    const atSums = atFeatures.map((row, t) => row.map((gradient, k) => gradient * slopeAt(network, map[t][k])));
    found.features.push(atFeatures);
    found.sums.push(atSums);
    found.weights.push(throughTaps(branch, vectors, atSums, found.vectors));
  });
  return found;
}

/** What a pooled channel's gradient is multiplied with on its way to position t. */
function shareOf({ pooling }: PlainNetwork, map: Rows, t: number, k: number): number {
  if (pooling === 'mean') return 1 / map.length;
  return winnerOf(map, k) === t ? 1 : 0;
}

/** The slope of the activation, told by its value. */
function slopeAt({ activation }: PlainNetwork, value: number): number {
  if (activation === 'relu') return value > 0 ? 1 : 0;
  return activation === 'tanh' ? 1 - value * value : 1;
}

/** The gradient at the branch's weights; that at the vectors is added to what is there. */
function throughTaps(branch: PlainBranch, vectors: Rows, atSums: Rows, atVectors: Rows): number[][][] {
  const atWeight = branch.weight.map((filter) => filter.map((tap) => tap.map(() => 0)));
  atSums.forEach((row, t) => {
    row.forEach((gradient, k) => {
      for (const [j, tap] of branch.weight[k].entries()) {
        const word = wordUnder(branch, t, j, vectors.length);
        if (word === undefined) continue;
        for (let d = 0; d < tap.length; d++) {
          atVectors[word][d] += gradient * tap[d];
          atWeight[k][j][d] += gradient * vectors[word][d];
        }
      }
    });
  });
  return atWeight;
}
