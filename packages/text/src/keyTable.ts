/**
 * Whole numbers from 0 to 2^53, each with its place in the list that the table was made of. A `Map` takes five times as long, since it keeps
 * every number that is larger than 2^30 as an object.
 */
export class KeyTable {
  /** Places by hash, the next free one after it when it is taken; -1 is free. */
  readonly #places: Int32Array;
  readonly #keys: Float64Array;

  /** @param keys all different */
  constructor(keys: Float64Array) {
    // At most half full: a search meets a free place soon.
    this.#places = new Int32Array(2 ** Math.ceil(Math.log2(2 * keys.length + 2))).fill(-1);
    this.#keys = keys;
    for (let n = 0; n < keys.length; n++) this.#places[this.#slotOf(keys[n])] = n;
  }

  /** The place of a number; -1 when it is not in the table. */
  placeOf(key: number): number {
    return this.#places[this.#slotOf(key)];
  }

  /** Where a number is, or the free slot where it would be. */
  #slotOf(key: number): number {
    const mask = this.#places.length - 1;
    const mixed = Math.imul(key | 0, 0x9e3779b1) ^ Math.imul((key / 2 ** 32) | 0, 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    while (this.#places[slot] >= 0 && this.#keys[this.#places[slot]] !== key) slot = (slot + 1) & mask;
    return slot;
  }
}
