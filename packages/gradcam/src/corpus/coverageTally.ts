import type { Classifier, EncodedText } from '@textcam/text';
import type { Coverage, CoveragePart } from './inspection.js';

const parts = ['known', 'unknown', 'stop word', 'clipped', 'markup'] as const satisfies readonly CoveragePart['part'][];

/** Counts the tokens by what the model sees of them. */
export class CoverageTally {
  #unseenTexts = 0;
  #clippedTexts = 0;
  /** How often each lemma came, part by part. */
  readonly #counts = new Map(parts.map((part) => [part, new Map<string, number>()]));

  constructor(private readonly classifier: Pick<Classifier, 'vocabulary'>) {}

  add({ tokens, ids }: EncodedText): void {
    const { vocabulary } = this.classifier;
    let clipped = false;
    for (const { lemma, leftOut } of tokens) {
      const part = leftOut ?? (vocabulary.has(lemma) ? 'known' : 'unknown');
      const counts = this.#counts.get(part) as Map<string, number>;
      counts.set(lemma, (counts.get(lemma) ?? 0) + 1);
      clipped ||= leftOut === 'clipped';
    }
    if (ids.length === 0) this.#unseenTexts += 1;
    if (clipped) this.#clippedTexts += 1;
  }

  /** @param most how many words of each part */
  result(most: number): Coverage {
    const counted = [...this.#counts].map(([part, counts]) => ({
      part,
      counts,
      count: [...counts.values()].reduce((sum, count) => sum + count, 0),
    }));
    const tokens = counted.reduce((sum, { count }) => sum + count, 0);
    return {
      tokens,
      unseenTexts: this.#unseenTexts,
      clippedTexts: this.#clippedTexts,
      parts: counted.map(({ part, counts, count }) => ({
        part,
        count,
        share: tokens === 0 ? 0 : count / tokens,
        words: mostFrequent(counts, most),
      })),
    };
  }
}

function mostFrequent(counts: ReadonlyMap<string, number>, most: number): { word: string; count: number }[] {
  return [...counts]
    .sort(([a, timesA], [b, timesB]) => timesB - timesA || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([word, count]) => ({ word, count }));
}
