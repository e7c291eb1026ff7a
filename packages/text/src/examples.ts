export type Split = 'train' | 'test';

/** One labelled text of a data set, before its text is read. */
export interface Entry {
  /** Unique; sorted by it, the examples stand in file order: 'test/neg/0_2.txt', 'row 0000017'. */
  name: string;
  label: string;
  /** Absent when the data set has no parts of its own. */
  split?: Split;
  /** What the text is of, as a film, where that is known: texts of one group have more in common than their label. */
  group?: string;
}

export interface Example extends Entry {
  text: string;
}

/** Labelled texts in some file, archive or folder, read as a stream as often as asked. */
export interface Dataset {
  /** 'imdb', 'starter', or the file's name. */
  name: string;
  /** Every example, sorted by name, without its text; the data set as a whole is checked here. */
  list(): Promise<Entry[]>;
  /** Every example with its text, in whatever order the source has them. */
  read(): AsyncIterable<Example>;
  /** Tells the content of the source, and how it is read, from any other; absent where that cannot be told. */
  digest?(): Promise<string>;
}

/**
 * A data set that cannot be used as it is. The message is one line for the user:
 * `what: what is; what must be; the way out`.
 */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';
}

/** 10 MB, or so many characters: a longer text or row is a slip, and would fill the memory. */
export const longestText = 10_000_000;

/** File order, the same in every locale. */
export function byName(a: Entry, b: Entry): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
