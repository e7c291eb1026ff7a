import type { Classifier } from '@textcam/text';
import type { ClassWords, WordEffect } from './inspection.js';

/** Sums, for each word and each n-gram, how often the model saw it and what it said toward each class. */
export class WordTally {
  readonly #counts: Int32Array;
  /** [classes][rows] */
  readonly #totals: Float64Array[];

  constructor(private readonly classifier: Pick<Classifier, 'rows' | 'rowName' | 'labels'>) {
    const { rows, labels } = classifier;
    this.#counts = new Int32Array(rows);
    this.#totals = labels.map(() => new Float64Array(rows));
  }

  /** @param relevance [class][id] */
  add(ids: ArrayLike<number>, relevance: readonly ArrayLike<number>[]): void {
    for (let n = 0; n < ids.length; n++) {
      const row = ids[n];
      // The gap between words and n-grams has none.
      if (row < 0) continue;
      this.#counts[row] += 1;
      for (let of = 0; of < relevance.length; of++) this.#totals[of][row] += relevance[of][n];
    }
  }

  /** Row by row, those that occurred at least so often. */
  effects(minimumCount: number): Map<number, WordEffect> {
    const effects = new Map<number, WordEffect>();
    this.#counts.forEach((count, row) => {
      if (count === 0 || count < minimumCount) return;
      const totals = this.#totals.map((values) => values[row]);
      const word = this.classifier.rowName(row);
      effects.set(row, { word, count, means: totals.map((total) => total / count), totals });
    });
    return effects;
  }

  /** Of each class the words and n-grams that speak most for it, at most `most` in either order. */
  perClass(effects: Iterable<WordEffect>, most: number): ClassWords[] {
    const all = [...effects];
    const first = (values: (effect: WordEffect) => number) =>
      all
        .filter((effect) => values(effect) > 0)
        .sort((a, b) => values(b) - values(a) || b.count - a.count || (a.word < b.word ? -1 : 1))
        .slice(0, most);
    return this.classifier.labels.map((className, of) => ({
      className,
      byMean: first(({ means }) => means[of]),
      byTotal: first(({ totals }) => totals[of]),
    }));
  }
}
