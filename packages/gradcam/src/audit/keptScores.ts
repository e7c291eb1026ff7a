import { createRandom } from '@textcam/tensor';
import type { Scorer } from '@textcam/text';
import { type InputText, wordsIn } from '../inputText.js';
import type { Removal } from '../investigation.js';
import { keptIds } from '../removal.js';

/** Numbers of texts of this length, whose sets of kept words are scored side by side: 1 MB of ids. */
const idsAtOnce = 1 << 18;

/** A text of which words are taken away, in one way. */
export interface Reduced {
  text: InputText;
  removal: Removal;
  /** The class whose probability is asked for. */
  explained: number;
}

/** An order of a text's words, of which pieces are kept. */
export interface KeptOrder {
  order: readonly number[];
  /** Of the first n words of the order, n = 0 … length: two numbers that tell their set from any other. */
  high: Int32Array;
  low: Int32Array;
}

/** The words from `first` to before `end` of an order. */
export interface Kept {
  of: KeptOrder;
  first: number;
  end: number;
}

/**
 * The probability of a class for every set of kept words. A set is scored once, however many orders lead to it: many methods agree in most
 * of an order, and all of them at its ends.
 */
export async function keptScores(
  scorer: Scorer,
  { text, removal, explained }: Reduced,
  sets: readonly Kept[],
): Promise<Float64Array> {
  const placeOf = new Map<number, number>();
  const distinct: Kept[] = [];
  const places = sets.map((set) => {
    const key = keyOf(set);
    const known = placeOf.get(key);
    if (known !== undefined) return known;
    placeOf.set(key, distinct.length);
    distinct.push(set);
    return distinct.length - 1;
  });
  const scores = new Float64Array(distinct.length);
  const count = Math.max(1, Math.floor(idsAtOnce / text.ids.length));
  for (let first = 0; first < distinct.length; first += count) {
    const texts = distinct.slice(first, first + count).map((set) => keptIds(text, maskOf(set, wordsIn(text)), removal));
    (await scorer.score(texts)).forEach(({ prediction }, n) => {
      scores[first + n] = prediction.probabilities[explained];
    });
  }
  return Float64Array.from(places, (place) => scores[place]);
}

/** Makes orders of texts of up to one length ready for `keptScores`. */
export function orderKeeper(longest: number): (order: readonly number[]) => KeptOrder {
  const random = createRandom(0);
  const bits = () => Int32Array.from({ length: longest }, () => Math.floor(random() * 2 ** 32));
  const [high, low] = [bits(), bits()];
  return (order) => ({ order, high: prefixes(order, high), low: prefixes(order, low) });
}

function prefixes(order: readonly number[], bits: Int32Array): Int32Array {
  const all = new Int32Array(order.length + 1);
  order.forEach((place, n) => {
    all[n + 1] = all[n] ^ bits[place];
  });
  return all;
}

/** 53 random bits: of a million different sets, two share theirs once in 18,000 audits. */
function keyOf({ of: { high, low }, first, end }: Kept): number {
  return ((high[first] ^ high[end]) >>> 11) * 2 ** 32 + ((low[first] ^ low[end]) >>> 0);
}

function maskOf({ of: { order }, first, end }: Kept, words: number): Uint8Array {
  const kept = new Uint8Array(words);
  for (let n = first; n < end; n++) kept[order[n]] = 1;
  return kept;
}
