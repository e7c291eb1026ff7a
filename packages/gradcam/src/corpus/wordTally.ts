import type { Vocabulary } from '@textcam/text';
import type { ClassWords, WordEffect } from './inspection.js';

/** Sums, for each vocabulary entry, how often the model saw it and what it said toward each class. */
export class WordTally {
  readonly #counts: Int32Array;
  /** [classes][rows] */
  readonly #totals: Float64Array[];

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly classes: readonly string[],
  ) {
    this.#counts = new Int32Array(vocabulary.size);
    this.#totals = classes.map(() => new Float64Array(vocabulary.size));
  }

  /** @param relevance [class][token] */
  add(ids: ArrayLike<number>, relevance: readonly ArrayLike<number>[]): void {
    for (let n = 0; n < ids.length; n++) this.#counts[ids[n]] += 1;
    relevance.forEach((values, of) => {
      for (let n = 0; n < ids.length; n++) this.#totals[of][ids[n]] += values[n];
    });
  }

  /** Entry by entry, those that occurred at least so often. */
  effects(minimumCount: number): Map<number, WordEffect> {
    const effects = new Map<number, WordEffect>();
    this.vocabulary.words.forEach((word, id) => {
      const count = this.#counts[id];
      if (count === 0 || count < minimumCount) return;
      const totals = this.#totals.map((values) => values[id]);
      effects.set(id, { word, count, means: totals.map((total) => total / count), totals });
    });
    return effects;
  }

  /** Of each class the words that speak most for it, at most `most` in either order. */
  perClass(effects: Iterable<WordEffect>, most: number): ClassWords[] {
    const all = [...effects];
    const first = (values: (effect: WordEffect) => number) =>
      all
        .filter((effect) => values(effect) > 0)
        .sort((a, b) => values(b) - values(a) || b.count - a.count || (a.word < b.word ? -1 : 1))
        .slice(0, most);
    return this.classes.map((className, of) => ({
      className,
      byMean: first(({ means }) => means[of]),
      byTotal: first(({ totals }) => totals[of]),
    }));
  }
}
