import { batch, effect } from '@preact/signals';
import { typeText } from '../explain/state.js';
import { newestOnly } from '../page/newestOnly.js';
import { say, sayFailed } from '../page/notices.js';
import { save } from '../page/save.js';
import { deviceChoice, model, modelSource, startLongWorker } from '../page/session.js';
import type { LongCalls } from '../protocol/calls.js';
import type { Connection } from '../protocol/client.js';
import type { CorpusFilter } from '../protocol/corpusCalls.js';
import { chosenTable } from '../tables/chosenTable.js';
import { allRows, filter, found, from, page, reading, rowsOnPage, table } from './state.js';

/** Reads beside the page's own worker, so that explanations need not wait; it holds the rows. */
let reader: Connection<keyof LongCalls> | undefined;
const readerOf = () => {
  reader ??= startLongWorker();
  return reader;
};
let current: AbortController | undefined;

export async function chooseTable(file: File): Promise<void> {
  try {
    table.value = chosenTable(file, await readerOf().ask('look', file));
  } catch (error) {
    sayFailed(error);
  }
}

/** Predicts the chosen table by the model in use. */
export async function read(): Promise<void> {
  const [chosen, source, by] = [table.value, modelSource.value, model.value];
  if (!chosen || !source || !by || reading.value) return;
  const asked = readerOf();
  const stopping = new AbortController();
  current = stopping;
  batch(() => {
    found.value = null;
    page.value = null;
    filter.value = allRows;
    from.value = 0;
    reading.value = { done: 0, share: 0 };
  });
  try {
    const { file, textColumn, labelColumn } = chosen;
    await asked.ask('open', deviceChoice.value);
    await asked.ask('load', source);
    const of = await asked.ask(
      'readCorpus',
      { file, textColumn, labelColumn },
      {
        signal: stopping.signal,
        onTold: (told) => {
          reading.value = told;
          if (from.value === 0) showRows();
        },
      },
    );
    found.value = { of, model: by.file };
  } catch (error) {
    if (stopping.signal.aborted) say(`Stopped. The rows read so far stay in the table.`);
    else sayFailed(error);
  } finally {
    reading.value = null;
    showRows();
  }
}

export function stopReading(): void {
  current?.abort();
}

export function changeFilter(change: Partial<CorpusFilter>): void {
  batch(() => {
    filter.value = { ...filter.value, ...change };
    from.value = 0;
  });
}

/** Has the rows follow the filter and the page, for as long as the view is shown. Returns what ends it. */
export function followRows(): () => void {
  return effect(() => {
    void [filter.value, from.value];
    showRows();
  });
}

function showRows(): void {
  ask(undefined);
}

const ask = newestOnly<undefined>(async () => {
  if (!reader) return;
  try {
    page.value = await reader.ask('corpusRows', { filter: filter.value, from: from.value, count: rowsOnPage });
  } catch (error) {
    sayFailed(error);
  }
});

/** The whole text of a row, in the Explain view. */
export async function openRow(row: number): Promise<void> {
  if (!reader) return;
  try {
    typeText(await reader.ask('corpusText', row));
    location.hash = '#/explain';
  } catch (error) {
    sayFailed(error);
  }
}

/** Downloads the rows that pass the filter. */
export async function exportRows(): Promise<void> {
  if (!reader || !table.value) return;
  try {
    const lines = await reader.ask('corpusLines', filter.value);
    save(`${table.value.file.name.replace(/\.[^.]+$/, '')}-predicted.jsonl`, lines.type, lines);
  } catch (error) {
    sayFailed(error);
  }
}
