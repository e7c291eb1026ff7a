import type { Call } from './call.js';
import type { InspectionShown } from './inspectionShown.js';

export interface CorpusAsked {
  file: File;
  textColumn: string;
  /** Null where the texts have no labels, or none that shall be looked at. */
  labelColumn: string | null;
}

export interface CorpusNews {
  /** Texts that are predicted. */
  done: number;
  /** How much of the file is read. */
  share: number;
}

/** What a model does on all texts of a table. */
export interface CorpusFound {
  texts: number;
  /** Texts by the class that is predicted, in the order of the classes. */
  perClass: number[];
  inspection: InspectionShown;
}

export type CorpusColumn = 'row' | 'text' | 'predicted' | 'probability' | 'label';

/** Which rows of the table, and in which order. */
export interface CorpusFilter {
  sort: CorpusColumn;
  descending: boolean;
  /** Only texts that are taken for this class; null for all. */
  predicted: string | null;
  /** Only those whose label is another than the predicted class. */
  wrong: boolean;
  /** Only texts with these words in them, however they are written. */
  search: string;
}

export interface CorpusRow {
  /** Counts the rows of the file from 1. */
  row: number;
  /** How the text begins. */
  excerpt: string;
  predicted: string;
  /** Of the predicted class. */
  probability: number;
  label: string | null;
}

export interface CorpusPage {
  /** Rows that pass the filter. */
  found: number;
  /** All rows so far. */
  texts: number;
  rows: CorpusRow[];
}

export interface CorpusCalls {
  /** Predicts a table's texts and looks at what the model goes by. What was read before is forgotten. */
  readCorpus: Call<CorpusAsked, CorpusFound, CorpusNews>;
  /** Some rows of what is read so far. Answered at once, also while more is read. */
  corpusRows: Call<{ filter: CorpusFilter; from: number; count: number }, CorpusPage>;
  /** The whole text of a row. */
  corpusText: Call<number, string>;
  /** All rows that pass the filter as JSON Lines, as `textcam predict --json` prints them. */
  corpusLines: Call<CorpusFilter, Blob>;
}
