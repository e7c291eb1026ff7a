import { backward, dot, forward, type PlainNetwork, type Rows, vectorsOf, wordUnder } from './plainNetwork.js';

export interface PlainText {
  ids: number[];
  /** How many of them are the text. */
  length: number;
}

export interface PlainTarget {
  explained: number;
  rival: number | null;
}

/** By which method, on which branches, counted from 0. */
export interface PlainQuestion {
  method: string;
  branches: number[];
  target: PlainTarget;
  relu: boolean;
}

export interface PlainReceipt {
  bias: number;
  branches: number[];
  padding: number;
  residual: number;
  byBranch: Rows;
}

export interface PlainAnswer {
  values: number[];
  maps: Rows;
  m: number | null;
  delta: number | null;
  receipt: PlainReceipt | null;
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const cut = (values: number[], relu: boolean) => (relu ? values.map((value) => Math.max(0, value)) : values);

export function scoreOf(logits: readonly number[], { explained, rival }: PlainTarget): number {
  return rival === null ? logits[explained] : logits[explained] - logits[rival];
}

/** The target of the margin of a class, the largest logit's when none is named, over the largest other one. */
export function marginOf(logits: readonly number[], named?: number): PlainTarget {
  const byLogit = logits.map((_, c) => c).sort((a, b) => logits[b] - logits[a]);
  const explained = named ?? byLogit[0];
  return { explained, rival: byLogit.filter((c) => c !== explained)[0] ?? null };
}

/** What a method says of a text, in plain loops, written from the papers' definitions. */
export function plainAnswer(network: PlainNetwork, text: PlainText, question: PlainQuestion): PlainAnswer {
  const { method, relu } = question;
  const nothing = { maps: [], m: null, delta: null, receipt: null };
  if (method === 'receipt') {
    const receipt = receiptOf(network, text, question.target);
    const values = text.ids.map((_, n) => total(receipt.byBranch.map((row) => row[n])));
    return { ...nothing, values: cut(values, relu), receipt };
  }
  if (method === 'gradient-x-input') return { ...nothing, values: cut(pathOf(network, text, question, [1]), relu) };
  if (method === 'integrated-gradients') {
    const points = Array.from({ length: 50 }, (_, n) => (2 * n + 1) / 100);
    const values = pathOf(network, text, question, points);
    const vectors = vectorsOf(network, text.ids);
    const zeros = vectors.map((row) => row.map(() => 0));
    const rise = scoreAt(network, vectors, question.target) - scoreAt(network, zeros, question.target);
    return { ...nothing, values: cut(values, relu), delta: total(values) - rise };
  }
  const [, operator] = /^occlusion-(.*)$/.exec(method) ?? [];
  if (operator) return { ...nothing, values: cut(occlusionOf(network, text, question.target, operator), relu) };
  const maps = question.branches.map((branch) => mapOf(network, text, question, branch));
  const values = text.ids.map(() => 0);
  question.branches.forEach((branch, n) => {
    layOnWords(network, branch, maps[n], values);
  });
  return { ...nothing, values, maps, m: method === 'article' ? mOf(network, text, question.branches[0]) : null };
}

function scoreAt(network: PlainNetwork, vectors: Rows, target: PlainTarget): number {
  return scoreOf(forward(network, vectors).logits, target);
}

/** 1 for the class, -1 for its rival. */
function directionOf({ denseBias }: PlainNetwork, { explained, rival }: PlainTarget): number[] {
  return denseBias.map((_, c) => (c === explained ? 1 : c === rival ? -1 : 0));
}

/** One value per position of a branch's feature map. */
function mapOf(
  network: PlainNetwork,
  { ids }: PlainText,
  { method, target, relu }: PlainQuestion,
  branch: number,
): number[] {
  const vectors = vectorsOf(network, ids);
  const { features, logits } = forward(network, vectors);
  const [map, gradients] = [
    features[branch],
    backward(network, vectors, directionOf(network, target)).features[branch],
  ];
  const channels = map[0].map((_, k) => k);
  const overTime = (of: (t: number) => number) => total(map.map((_, t) => of(t)));
  const weightOf: Record<string, (t: number, k: number) => number> = {
    gradcam: (_, k) => overTime((t) => gradients[t][k]) / map.length,
    'gradcam++': (_, k) => {
      const sum = overTime((t) => map[t][k]);
      return overTime((t) => {
        const g = gradients[t][k];
        const denominator = 2 * g ** 2 + sum * g ** 3;
        return denominator === 0 ? 0 : (g ** 2 / denominator) * Math.max(0, g);
      });
    },
    hirescam: (t, k) => gradients[t][k],
    layercam: (t, k) => Math.max(0, gradients[t][k]),
    article: (_, k) => articleWeights(network, vectors, target.explained, logits)[branch][k],
  };
  const values = map.map((row, t) => total(channels.map((k) => weightOf[method](t, k) * row[k])));
  return cut(values, relu || method === 'article');
}

/** [branch][filter]: the mean over taps and dimensions of the gradient of the loss at the filter's weights. */
function articleWeights(network: PlainNetwork, vectors: Rows, explained: number, logits: readonly number[]): Rows {
  const powers = logits.map(Math.exp);
  // The gradient of softmax cross-entropy at the logits.
  const direction = powers.map((power, c) => power / total(powers) - (c === explained ? 1 : 0));
  return backward(network, vectors, direction).weights.map((branch) =>
    branch.map((filter) => total(filter.flat()) / filter.flat().length),
  );
}

/** The mean of all vectors' entries, each counting once for each window of the branch that it is in. */
function mOf(network: PlainNetwork, { ids }: PlainText, branch: number): number {
  const vectors = vectorsOf(network, ids);
  const entries: number[] = [];
  forward(network, vectors).features[branch].forEach((_, t) => {
    for (const j of network.branches[branch].weight[0].keys()) {
      const word = wordUnder(network.branches[branch], t, j, ids.length);
      if (word !== undefined) entries.push(...vectors[word]);
    }
  });
  return total(entries) / entries.length;
}

/** Each position's value in equal parts to the words under it. */
function layOnWords(network: PlainNetwork, branch: number, map: readonly number[], values: number[]): void {
  map.forEach((value, t) => {
    const taps = [...network.branches[branch].weight[0].keys()];
    const words = taps.flatMap((j) => wordUnder(network.branches[branch], t, j, values.length) ?? []);
    for (const word of words) values[word] += value / words.length;
  });
}

/** ⟨e, mean gradient at point · e⟩ of each word. */
function pathOf(
  network: PlainNetwork,
  { ids }: PlainText,
  { target }: PlainQuestion,
  points: readonly number[],
): number[] {
  const vectors = vectorsOf(network, ids);
  const values = ids.map(() => 0);
  for (const point of points) {
    const there = vectors.map((row) => row.map((value) => point * value));
    const gradients = backward(network, there, directionOf(network, target)).vectors;
    for (const n of ids.keys()) values[n] += dot(vectors[n], gradients[n]) / points.length;
  }
  return values;
}

/** The score minus that without the word, for each word that is the text. */
function occlusionOf(
  network: PlainNetwork,
  { ids, length }: PlainText,
  target: PlainTarget,
  operator: string,
): number[] {
  const vectors = vectorsOf(network, ids);
  const whole = scoreAt(network, vectors, target);
  const without: Record<string, (n: number) => Rows> = {
    delete: (n) => [...vectors.slice(0, n), ...vectors.slice(n + 1)],
    zero: (n) => vectors.map((row, other) => (other === n ? row.map(() => 0) : row)),
    pad: (n) => vectors.map((row, other) => (other === n ? network.table[0] : row)),
  };
  return ids.map((_, n) => (n < length ? whole - scoreAt(network, without[operator](n), target) : 0));
}

/** Every product of a tap with the word under it, through the slope of the activation to the score. */
function receiptOf(network: PlainNetwork, { ids, length }: PlainText, target: PlainTarget): PlainReceipt {
  const vectors = vectorsOf(network, ids);
  const { sums } = backward(network, vectors, directionOf(network, target));
  const byBranch = network.branches.map((branch, b) => {
    const values = ids.map(() => 0);
    sums[b].forEach((row, t) => {
      row.forEach((gradient, k) => {
        for (const [j, tap] of branch.weight[k].entries()) {
          const word = wordUnder(branch, t, j, ids.length);
          if (word !== undefined) values[word] += gradient * dot(tap, vectors[word]);
        }
      });
    });
    return values;
  });
  const bias = scoreAt(
    network,
    vectors.map((row) => row.map(() => 0)),
    target,
  );
  const branches = byBranch.map((row) => total(row.slice(0, length)));
  const padding = total(byBranch.map((row) => total(row.slice(length))));
  return {
    bias,
    branches,
    padding,
    residual: scoreAt(network, vectors, target) - bias - total(branches) - padding,
    byBranch,
  };
}
