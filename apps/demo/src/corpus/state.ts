import { signal } from '@preact/signals';
import type { CorpusFilter, CorpusFound, CorpusPage } from '../protocol/corpusCalls.js';
import type { ChosenTable } from '../tables/chosenTable.js';

export const table = signal<ChosenTable | null>(null);
/** How far reading is; null when nothing is read. */
export const reading = signal<{ done: number; share: number } | null>(null);
/** What was found, by which model, and whether the texts had labels. */
export const found = signal<{ of: CorpusFound; model: string } | null>(null);

export const allRows: CorpusFilter = { sort: 'row', descending: false, predicted: null, wrong: false, search: '' };
export const filter = signal<CorpusFilter>(allRows);
/** The number of the first row that is shown, counted from 0. */
export const from = signal(0);
export const page = signal<CorpusPage | null>(null);
export const rowsOnPage = 50;
