import { reserved } from '@textcam/text';
import type { Suspicion, SuspiciousWord, WordEffect } from './inspection.js';
import type { Spelling } from './spellingTally.js';

/** Letters here are lemmas' own: lower-case. In this order the first that fits counts. */
const forms: readonly (readonly [Suspicion, RegExp, string])[] = [
  ['markup', /[<>]|^(br|href|nbsp|quot|https?:.*|www\..*)$|&(amp|quot|lt|gt|nbsp)\b/u, 'left over from HTML or a link'],
  ['rating', /^\d+([.,]\d+)?\/\d+$/u, 'a rating: it says the verdict, not what the text is like'],
  ['rating', /^[*★☆]+$/u, 'a star, as ratings are written with'],
  ['number', /^[\d.,'’:-]*\d[\d.,'’:-]*(s|th|st|nd|rd)?$/u, 'a number, as in "7 out of 10"'],
  ['punctuation', /^([\p{P}\p{S}])\1*$/u, 'a mark, not a word'],
];

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

/** A share of capitals that a word has by being a name, not by standing in titles now and then. */
const mostlyCapitalized = 0.9;

/** Weighty: a mean among the strongest tenth of all words, or a total among the strongest hundredth. */
const [strongMean, strongTotal] = [0.1, 0.01];

export interface SuspiciousOptions {
  spellingOf: (id: number) => Spelling;
  minimumCount: number;
  /** Of each suspicion. */
  most: number;
  classes: readonly string[];
}

/** The words that carry much weight and, by their form, should not: the ones of largest total of each suspicion. */
export function suspiciousWords(
  effects: ReadonlyMap<number, WordEffect>,
  { spellingOf, minimumCount, most, classes }: SuspiciousOptions,
): SuspiciousWord[] {
  const all = [...effects.values()];
  const leastMean = quantile(all.map(strengthOfMean), strongMean);
  const leastTotal = quantile(all.map(strengthOfTotal), strongTotal);
  const found = new Map<Suspicion, SuspiciousWord[]>(forms.map(([suspicion]) => [suspicion, []]));
  found.set('name', []);
  for (const [id, effect] of effects) {
    const [mean, total] = [strengthOfMean(effect), strengthOfTotal(effect)];
    const weighty = mean > 0 && (mean >= leastMean || total >= leastTotal);
    const why = weighty && id >= reserved.length ? suspicionOf(effect.word, spellingOf(id), minimumCount) : undefined;
    if (why) found.get(why.suspicion)?.push({ ...effect, toward: classes[towardOf(effect)], ...why });
  }
  return [...found.values()].flatMap((words) =>
    words.sort((a, b) => strengthOfTotal(b) - strengthOfTotal(a) || b.count - a.count).slice(0, most),
  );
}

function suspicionOf(
  word: string,
  { inside, capitalized }: Spelling,
  minimumCount: number,
): Pick<SuspiciousWord, 'suspicion' | 'why'> | undefined {
  const form = forms.find(([, expression]) => expression.test(word));
  if (form) return { suspicion: form[0], why: form[2] };
  // Of a word that nearly always begins a sentence, nobody can tell.
  if (2 * inside < minimumCount || capitalized < mostlyCapitalized * inside) return undefined;
  const why = `capitalized in ${percent(capitalized / inside)} of ${inside} places inside a sentence`;
  return { suspicion: 'name', why };
}

/** The class that a word speaks for most. */
export function towardOf({ means }: Pick<WordEffect, 'means'>): number {
  return means.reduce((best, value, of) => (value > means[best] ? of : best), 0);
}

/** What an occurrence says, and all of them together, for the class that it speaks for most. */
export function strengthOfMean(effect: WordEffect): number {
  return effect.means[towardOf(effect)];
}

function strengthOfTotal(effect: WordEffect): number {
  return effect.totals[towardOf(effect)];
}

/** The least of the strongest `share` of the values; one value at least. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort().reverse();
  return sorted.length === 0 ? 0 : sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
