import type { ExplainedToken, Explanation } from '../explanation.js';
import { rounded } from './packedValues.js';
import type { RankedToken } from './ranking.js';

/** Tokens of one lemma. */
export interface WordGroup {
  /** The first of them. */
  first: RankedToken;
  count: number;
  relevance: number;
}

/** Ranked words of one lemma and one value, to three digits, are one; strongest first. A word's value is that of each of them. */
export function equalWords(ranked: readonly RankedToken[]): WordGroup[] {
  const groups: WordGroup[] = [];
  let strength = 0;
  // Equals are side by side, so that only the words of one strength have to be told apart: those for and those against.
  const [forIt, against] = [new Map<string, WordGroup>(), new Map<string, WordGroup>()];
  for (const token of ranked) {
    const relevance = rounded(token.relevance);
    if (Math.abs(relevance) !== strength) {
      strength = Math.abs(relevance);
      forIt.clear();
      against.clear();
    }
    const side = relevance > 0 ? forIt : against;
    const known = side.get(token.lemma);
    if (known) {
      known.count++;
      continue;
    }
    const group = { first: token, count: 1, relevance };
    side.set(token.lemma, group);
    groups.push(group);
  }
  return groups;
}

/** What all words of a lemma add up to. */
export interface WordSum {
  text: string;
  count: number;
  value: number;
  byBranch: number[];
}

/** The words of a receipt, those of one lemma as one, by what they add: most first, however it is signed. */
export function wordSums({ tokens }: Explanation): WordSum[] {
  const sums = new Map<string, WordSum>();
  for (const token of tokens) {
    if (token.relevance === null) continue;
    const sum = sums.get(token.lemma);
    if (sum) add(sum, token);
    else {
      sums.set(token.lemma, {
        text: token.text,
        count: 1,
        value: token.relevance,
        byBranch: [...(token.byBranch ?? [])],
      });
    }
  }
  return [...sums.values()].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

function add(sum: WordSum, { relevance, byBranch = [] }: ExplainedToken): void {
  sum.count++;
  sum.value += relevance ?? 0;
  byBranch.forEach((value, n) => {
    sum.byBranch[n] += value;
  });
}
