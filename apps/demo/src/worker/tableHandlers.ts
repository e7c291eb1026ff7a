import type { TableHead } from '@textcam/text';
import type { Handlers } from '../protocol/calls.js';
import type { TableCalls, TableGuess } from '../protocol/tableCalls.js';
import { bytesOf } from './tableBytes.js';

export function tableHandlers(): Handlers<keyof TableCalls> {
  return {
    look: async (file, { signal }) => {
      const { readTableHead, tableFormatOf } = await import('@textcam/text');
      const format = tableFormatOf(file.name);
      return guessColumns(await readTableHead(bytesOf(file, file.name, { signal }), { format, file: file.name }));
    },
  };
}

const textNames = /^(text|review|sentence|comment|content|body|message|tweet|title)s?$/i;
const labelNames = /^(label|class|sentiment|category|target|rating|stars?|score|y)$/i;

/** The columns by their names, else by what stands in them: texts are long, labels are few. */
export function guessColumns({ columns, rows }: TableHead): TableGuess {
  const values = columns.map((_, n) => rows.map((row) => row[n]));
  const length = values.map((own) => own.reduce((sum, value) => sum + value.length, 0) / Math.max(1, own.length));
  const longest = columns[length.indexOf(Math.max(...length))];
  const textColumn = columns.find((name) => textNames.test(name)) ?? longest;
  const distinct = values.map((own) => new Set(own).size);
  const isFew = (n: number) => distinct[n] >= 2 && distinct[n] <= Math.max(2, rows.length / 3);
  const others = [...columns.keys()].filter((n) => columns[n] !== textColumn);
  const [fewest] = others.filter(isFew).sort((a, b) => distinct[a] - distinct[b]);
  const labelColumn = columns.find((name) => labelNames.test(name) && name !== textColumn) ?? columns[fewest] ?? null;
  return { columns, rows, textColumn, labelColumn };
}
