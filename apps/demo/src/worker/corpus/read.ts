import { inspect, type LabelledText } from '@textcam/gradcam';
import { type Classifier, readTable, type TableRow, tableFormatOf, tokenizeHere } from '@textcam/text';
import type { Context } from '../../protocol/calls.js';
import type { CorpusAsked, CorpusFound, CorpusNews } from '../../protocol/corpusCalls.js';
import { nextTurn } from '../../protocol/serve.js';
import { inspectionShown } from '../inspectionShown.js';
import { bytesOf, refuseLarger } from '../tableBytes.js';
import type { CorpusRows } from './rows.js';

/** Its texts are held, so that they can be shown. */
const mostMegabytes = 100;

/** Predicts a table's texts into rows, and looks at what the classifier goes by. */
export async function readCorpus(
  classifier: Classifier,
  { file, textColumn, labelColumn }: CorpusAsked,
  rows: CorpusRows,
  { tell, signal }: Context<CorpusNews>,
): Promise<CorpusFound> {
  refuseLarger(
    file,
    mostMegabytes,
    'take a part of it, or use the commands `textcam predict` and `textcam inspect`, which hold no texts',
  );
  const read: TableRow[] = [];
  let share = 0;
  const bytes = bytesOf(file, file.name, {
    signal,
    onRead: (part) => {
      share = part;
    },
  });
  async function* texts(): AsyncGenerator<LabelledText> {
    const columns = { textColumn, ...(labelColumn !== null && { labelColumn }) };
    for await (const row of readTable(bytes, { format: tableFormatOf(file.name), file: file.name, ...columns })) {
      read.push(row);
      yield { name: `row ${String(row.row).padStart(7, '0')}`, text: row.text, label: row.label ?? null };
    }
  }
  const inspecting = inspect(classifier, texts(), {
    tokenizing: tokenizeHere,
    data: { dataset: file.name, split: null, limit: null, seed: null },
  });
  for (;;) {
    const { done, value } = await inspecting.next();
    if (done) return { texts: rows.length, perClass: rows.perClass(), inspection: inspectionShown(value) };
    read.splice(0, value.predictions.length).forEach(({ text, label = null }, n) => {
      rows.add(text, label, value.predictions[n]);
    });
    tell({ done: rows.length, share });
    await nextTurn();
    signal.throwIfAborted();
  }
}
