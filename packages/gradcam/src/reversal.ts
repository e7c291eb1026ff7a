import type { InputText } from './inputText.js';
import type { Removal } from './investigation.js';
import { attributeBy } from './methods/index.js';
import type { ExplainableModel } from './model.js';
import { logitsOf } from './passes.js';
import { without } from './removal.js';
import { targetOf } from './target.js';

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
 * other set of as many takes more, and the shortest that turns it is found by halving. Elsewhere the set is a good one, not proven to be the
 * smallest: of the words that speak for the predicted class or, where those do not turn it, of all. Either way the model was asked about the
 * set, and about the one with a word less.
 *
 * A set that turns the prediction by one removal need not by another.
 */
export async function findReversal(model: ExplainableModel, text: InputText, removal: Removal): Promise<FoundReversal> {
  const [logits] = await logitsOf(model, [text]);
  const { explained: predicted } = targetOf(logits, 'margin');
  const after = async (places: readonly number[]) => (await logitsOf(model, [without(text, places, removal)]))[0];
  const turns = async (places: readonly number[]) => targetOf(await after(places), 'margin').explained !== predicted;
  let shortest: number[] | null = null;
  for (const rival of logits.keys()) {
    if (rival === predicted || text.ids.length === 0) continue;
    const { order, speakForIt } = await strongestFirst(model, text, { predicted, rival, removal });
    const shorter = order.slice(0, shortest?.length);
    const found = (await shortestPrefix(shorter.slice(0, speakForIt), turns)) ?? (await shortestPrefix(shorter, turns));
    if (found && (shortest === null || found.length < shortest.length)) shortest = found;
  }
  // Less than one word is none.
  const proven = shortest?.length === 1 || text.length === 0 || (model.affine === true && removal === 'zero');
  const everything = Array.from({ length: text.length }, (_, n) => n);
  return { places: shortest, proven, logits: await after(shortest ?? everything) };
}

/** The words, those that speak most for the predicted class against a rival first, and how many do. */
async function strongestFirst(
  model: ExplainableModel,
  text: InputText,
  { predicted, rival, removal }: { predicted: number; rival: number; removal: Removal },
): Promise<{ order: number[]; speakForIt: number }> {
  const method = `occlusion-${removal}` as const;
  const targets = [{ explained: predicted, rival }];
  const [{ values }] = await attributeBy[method]({ method, model, texts: [text], targets, branches: [], relu: false });
  const words = values.slice(0, text.length);
  const order = [...words.keys()].sort((a, b) => words[b] - words[a]);
  return { order, speakForIt: words.filter((value) => value > 0).length };
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
