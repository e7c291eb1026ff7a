import type { Dataset } from '../examples.js';

/** Texts without labels, read as a stream as often as asked. */
export interface TextCollection {
  /** 'imdb-unlabelled', 'starter', or the file's name. */
  name: string;
  /** How many texts there are. */
  count(): Promise<number>;
  read(): AsyncIterable<string>;
}

/** The texts of a data set without those to test with. */
export function trainingTexts({ name, list, read }: Dataset): TextCollection {
  async function* texts() {
    for await (const { text, split } of read()) if (split !== 'test') yield text;
  }
  return { name, count: async () => (await list()).filter(({ split }) => split !== 'test').length, read: texts };
}
