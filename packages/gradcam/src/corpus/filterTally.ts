import type { Branch } from '@textcam/nn';
import type { Classifier } from '@textcam/text';
import type { FilterNgrams, Ngram } from './inspection.js';
import { type CountedNgram, Ids, NgramTable } from './ngramTable.js';

/** Single words repeat far more often than pairs and triples, so fewer of them hold enough that occur often. */
const roomForWords = 512;
const roomForNgrams = 4096;

/**
 * Finds the n-grams that each filter of each branch answers to most strongly. Windows over the ends of a text are no n-grams, and are left out.
 * An n-gram that the model knows as one is one id among those of a window.
 */
export class FilterTally {
  readonly #branches: readonly BranchNgrams[];

  constructor({ network }: Classifier) {
    this.#branches = network.branches.map((branch) => new BranchNgrams(branch));
  }

  /** @param features of the text, branch by branch: row-major [positions, filters] */
  add(ids: Int32Array, features: readonly ArrayLike<number>[]): void {
    this.#branches.forEach((branch, n) => {
      branch.add(ids, features[n]);
    });
  }

  /** Branch by branch, in each the filter of most weight first. */
  async result(classifier: Classifier, options: { minimumCount: number; most: number }): Promise<FilterNgrams[]> {
    const { network, labels } = classifier;
    const weights = await network.dense.weight.read();
    const columns = weights.length / labels.length;
    const ngrams = (table: NgramTable, sign: number): Ngram[] =>
      table
        .ranked(options.minimumCount)
        .slice(0, options.most)
        .map(({ ids, value, count }: CountedNgram) => ({
          words: Array.from(ids, (id) => classifier.rowName(id)),
          count,
          activation: sign * value,
        }));
    let column = 0;
    return this.#branches.flatMap(({ branch, highest, lowest }, n) => {
      const filters = highest.map((table, filter) => {
        const own = labels.map((_, of) => weights[of * columns + column]);
        column += 1;
        return {
          branch: n + 1,
          filter: filter + 1,
          kernelSize: branch.kernelSize,
          ...direction(own, labels),
          highest: ngrams(table, 1),
          lowest: ngrams(lowest[filter], -1),
        };
      });
      return filters.sort((a, b) => b.weight - a.weight || a.filter - b.filter);
    });
  }
}

/** The n-grams of one branch, by filter: those of the largest values, and those of the smallest, by their negatives. */
class BranchNgrams {
  readonly highest: NgramTable[];
  readonly lowest: NgramTable[];
  /** What a value must be above, or below, to count for its filter: nearly all are not, and that is seen in an array fastest. */
  readonly #floors: Float64Array;
  readonly #ceilings: Float64Array;

  constructor(readonly branch: Branch) {
    const { filters, kernelSize } = branch;
    const tables = () =>
      Array.from({ length: filters }, () => new NgramTable(kernelSize === 1 ? roomForWords : roomForNgrams));
    [this.highest, this.lowest] = [tables(), tables()];
    this.#floors = new Float64Array(filters).fill(Number.NEGATIVE_INFINITY);
    this.#ceilings = new Float64Array(filters).fill(Number.POSITIVE_INFINITY);
  }

  add(ids: Int32Array, features: ArrayLike<number>): void {
    const { filters, kernelSize, padding } = this.branch;
    for (let first = 0; first + kernelSize <= ids.length; first++) {
      // The gap is as wide as the widest filter: what reaches into it begins or ends there.
      if (ids[first] < 0 || ids[first + kernelSize - 1] < 0) continue;
      const row = (first + padding) * filters;
      let words: Ids | undefined;
      for (let filter = 0; filter < filters; filter++) {
        const value = features[row + filter];
        if (!(value > this.#floors[filter] || value < this.#ceilings[filter])) continue;
        words ??= new Ids(ids.slice(first, first + kernelSize));
        this.#floors[filter] = this.highest[filter].add(words, value);
        this.#ceilings[filter] = -this.lowest[filter].add(words, -value);
      }
    }
  }
}

/** The class of the largest weight, and how far it lies above the next. */
function direction(weights: readonly number[], labels: readonly string[]): { toward: string; weight: number } {
  const order = [...weights.keys()].sort((a, b) => weights[b] - weights[a] || a - b);
  const [first, second] = order;
  return { toward: labels[first], weight: weights[first] - weights[second] };
}
