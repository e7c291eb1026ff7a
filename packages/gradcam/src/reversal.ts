import { fits, heaviestSets } from './heaviestSets.js';
import { hasNgrams, type InputText, wordsIn } from './inputText.js';
import type { Removal } from './investigation.js';
import { attributeBy } from './methods/index.js';
import type { ExplainableModel } from './model.js';
import { logitsOf, pathProducts } from './passes.js';
import { without } from './removal.js';
import { scoreOf, type Target, targetOf } from './target.js';
import { wordValues } from './wordValues.js';

/** A set of words whose removal turns the prediction round. */
export interface FoundReversal {
  /** Places in the text, the strongest first; null when no set turns it round, or none was found. */
  places: number[] | null;
  /** Whether that is proven, the set to be the smallest or that there is none. */
  proven: boolean;
  /** Of the text without them; of the text without any word, when there is no set. */
  logits: number[];
}

/**
 * The smallest set of words whose removal changes the predicted class.
 *
 * For each rival, words go in the order of what leaving them out alone takes from the margin, the largest first. In a network affine in its
 * embeddings, with vectors of zeros in the words' place, that is what they take together as well: the margin falls with every one of them, no
 * other set of as many takes more, and the shortest that turns it is found by halving. Where n-grams go with words, it is not: there the sets
 * that take most are found size by size, see `heaviestSets`. Elsewhere, and of texts too long for that, the set is a good one, not proven to
 * be the smallest: of the words that speak for the predicted class or, where those do not turn it, of all. Either way the model was asked
 * about the set.
 *
 * A set that turns the prediction by one removal need not by another.
 */
export async function findReversal(model: ExplainableModel, text: InputText, removal: Removal): Promise<FoundReversal> {
  const words = wordsIn(text);
  const exact = model.affine === true && removal === 'zero';
  const bySize = exact && hasNgrams(text) && fits(words, words);
  const [logits] = await logitsOf(model, [text]);
  const { explained: predicted } = targetOf(logits, 'margin');
  const after = async (places: readonly number[]) => (await logitsOf(model, [without(text, places, removal)]))[0];
  const turns = async (places: readonly number[]) => targetOf(await after(places), 'margin').explained !== predicted;
  let shortest: number[] | null = null;
  for (const rival of logits.keys()) {
    if (rival === predicted || text.ids.length === 0) continue;
    const asked: Asked = { model, text, rivals: { explained: predicted, rival }, removal, turns };
    const most: number = shortest?.length ?? words;
    const found = bySize ? await heaviestThatTurns(asked, logits, most) : await strongestThatTurn(asked, most);
    if (found && (shortest === null || found.length < shortest.length)) shortest = found;
  }
  // Less than one word is none.
  const proven = shortest?.length === 1 || words === 0 || (exact && (bySize || !hasNgrams(text)));
  const everything = Array.from({ length: words }, (_, n) => n);
  return { places: shortest, proven, logits: await after(shortest ?? everything) };
}

/** A text, and the predicted class against one rival. */
interface Asked {
  model: ExplainableModel;
  text: InputText;
  rivals: Target;
  removal: Removal;
  turns: (places: readonly number[]) => Promise<boolean>;
}

/** Of the words, those first that take most from the margin when each is left out alone: the shortest beginning that turns. */
async function strongestThatTurn({ model, text, rivals, removal, turns }: Asked, most: number) {
  const method = `occlusion-${removal}` as const;
  const [{ values }] = await attributeBy[method]({
    ...{ method, model, texts: [text], targets: [rivals] },
    ...{ branches: [], relu: false },
  });
  const words = values.slice(0, wordsIn(text));
  const order = strongestFirst(words).slice(0, most);
  const speakForIt = words.filter((value) => value > 0).length;
  return (await shortestPrefix(order.slice(0, speakForIt), turns)) ?? (await shortestPrefix(order, turns));
}

/** How far rounding may be off, of the size of what is added up. */
const rounding = 1e-5;

/** The first that turns of the sets that take most from the margin, by their sizes. The model is asked where they take as much as there is. */
async function heaviestThatTurns({ model, text, rivals, turns }: Asked, logits: readonly number[], most: number) {
  const [ids] = await pathProducts(model, [text], [rivals], [1]);
  const { values, ngrams } = wordValues(text, ids, false);
  const { taken, setOf } = heaviestSets({ own: ids.slice(0, values.length), ngrams }, most);
  const needed = scoreOf(logits, rivals) - rounding * ids.reduce((sum, value) => sum + Math.abs(value), 0);
  for (let size = 1; size <= most; size++) {
    if (taken[size] < needed) continue;
    const set = setOf(size);
    if (await turns(set)) return set.sort((a, b) => values[b] - values[a]);
  }
  return null;
}

/** Places of values, the largest first. */
function strongestFirst(values: readonly number[]): number[] {
  return [...values.keys()].sort((a, b) => values[b] - values[a]);
}

/** The shortest beginning of an order that turns, when all of it does and more of it never turns back. */
async function shortestPrefix(
  order: number[],
  turns: (places: readonly number[]) => Promise<boolean>,
): Promise<number[] | null> {
  if (!(await turns(order))) return null;
  let [least, most] = [1, order.length];
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    if (await turns(order.slice(0, middle))) most = middle;
    else least = middle + 1;
  }
  return order.slice(0, most);
}
