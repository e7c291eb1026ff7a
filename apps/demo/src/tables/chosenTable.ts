import type { TableGuess } from '../protocol/tableCalls.js';

/** A table that a visitor chose, and which columns are meant. */
export interface ChosenTable {
  file: File;
  guess: TableGuess;
  textColumn: string;
  /** Null for none. */
  labelColumn: string | null;
}

export function chosenTable(file: File, guess: TableGuess): ChosenTable {
  return { file, guess, textColumn: guess.textColumn, labelColumn: guess.labelColumn };
}

/** A file's size in a unit that people use. */
export function sizeOf({ size }: File): string {
  return size < 1e6 ? `${Math.max(1, Math.round(size / 1e3))} kB` : `${(size / 1e6).toFixed(1)} MB`;
}
