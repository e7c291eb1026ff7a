import type { Handlers } from '../protocol/calls.js';
import type { CorpusCalls } from '../protocol/corpusCalls.js';
import type { Bench } from './bench.js';
import type { CorpusRows } from './corpus/rows.js';

/** The table that was read last, by the classifier that was loaded then. */
export function corpusHandlers(bench: Bench): Handlers<keyof CorpusCalls> {
  let rows: CorpusRows | undefined;
  const wanted = () => {
    if (rows) return rows;
    throw new Error('corpus: no table is read; must be chosen first; choose a file');
  };
  return {
    readCorpus: async (asked, context) => {
      const [{ CorpusRows }, { readCorpus }] = await Promise.all([
        import('./corpus/rows.js'),
        import('./corpus/read.js'),
      ]);
      return bench.run((classifier) => {
        rows = new CorpusRows(classifier.labels);
        return readCorpus(classifier, asked, rows, context);
      });
    },
    corpusRows: (asked) => rows?.page(asked) ?? { found: 0, texts: 0, rows: [] },
    corpusText: (row) => wanted().text(row),
    corpusLines: (filter) => wanted().lines(filter),
  };
}
