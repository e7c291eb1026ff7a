/** An n-gram by the vocabulary entries of its words. */
export interface CountedNgram {
  ids: Int32Array;
  value: number;
  count: number;
}

/** Vocabulary entries, and a key that tells them from any others. */
export class Ids {
  readonly key: string | number;

  constructor(readonly ids: Int32Array) {
    // A number, where one will do, is found much faster.
    this.key = ids.length === 1 ? ids[0] : ids.join(' ');
  }
}

/**
 * The n-grams of largest value and how often each came, among any number, in bounded memory. An n-gram has the same value each time, and the
 * floor only rises: whatever is above it at the end was above it every time, so no count misses one.
 */
export class NgramTable {
  #floor = Number.NEGATIVE_INFINITY;
  readonly #found = new Map<string | number, CountedNgram>();

  /** @param room how many are sure to be kept; twice as many are held at times */
  constructor(private readonly room: number) {}

  /** @returns the floor: what is not above it need not be added */
  add({ ids, key }: Ids, value: number): number {
    if (!(value > this.#floor)) return this.#floor;
    const known = this.#found.get(key);
    if (known) known.count += 1;
    else this.#found.set(key, { ids, value, count: 1 });
    if (this.#found.size >= 2 * this.room) this.#raiseFloor();
    return this.#floor;
  }

  /** Equals of the first that must go have to go with it: one of them that came back would be counted anew. */
  #raiseFloor(): void {
    const values = Float64Array.from(this.#found.values(), ({ value }) => value).sort();
    this.#floor = values[values.length - this.room - 1];
    for (const [key, { value }] of this.#found) if (value <= this.#floor) this.#found.delete(key);
  }

  /** Those that came at least so often, the largest value first. */
  ranked(minimumCount: number): CountedNgram[] {
    return [...this.#found.values()]
      .filter(({ count }) => count >= minimumCount)
      .sort((a, b) => b.value - a.value || b.count - a.count || byIds(a.ids, b.ids));
  }
}

function byIds(a: Int32Array, b: Int32Array): number {
  const place = a.findIndex((id, n) => id !== b[n]);
  return place < 0 ? 0 : a[place] - b[place];
}
