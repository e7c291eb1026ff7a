/** The first few of many in an order, however many come: no more than those are held. */
export class Strongest<Item> {
  readonly #kept: Item[] = [];

  /** @param compare negative where the first comes before the second; no two may be equal for the result to be that of any order of adding */
  constructor(
    private readonly most: number,
    private readonly compare: (a: Item, b: Item) => number,
  ) {}

  add(item: Item): void {
    const last = this.#kept.at(-1);
    if (this.#kept.length >= this.most && (last === undefined || this.compare(item, last) >= 0)) return;
    let place = this.#kept.length;
    while (place > 0 && this.compare(item, this.#kept[place - 1]) < 0) place -= 1;
    this.#kept.splice(place, 0, item);
    if (this.#kept.length > this.most) this.#kept.pop();
  }

  /** In order. */
  items(): Item[] {
    return [...this.#kept];
  }
}
