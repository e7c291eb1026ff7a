import type { TextCollection } from '../src/skipGram/textCollection.js';

/** Texts in memory. */
export function collectionOf(texts: readonly string[]): TextCollection {
  return {
    name: 'toy',
    count: async () => texts.length,
    async *read() {
      yield* texts;
    },
  };
}

/** Two kinds of things, each with its own company, in 240 texts. */
export const drinksAndCars = ['tea', 'coffee'].flatMap((drink) =>
  ['car', 'bus'].flatMap((vehicle) =>
    ['hot', 'sweet', 'fresh'].flatMap((taste) =>
      ['fast', 'loud', 'yellow'].flatMap((look) => [
        `a ${taste} ${drink} in a cup`,
        `${drink} from a ${taste} cup`,
        `a ${look} ${vehicle} on a road`,
        `${vehicle} down a ${look} road`,
      ]),
    ),
  ),
);
