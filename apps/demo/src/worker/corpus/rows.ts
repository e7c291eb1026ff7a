import { type Prediction, predictionLine } from '@textcam/text';
import type { CorpusFilter, CorpusPage, CorpusRow } from '../../protocol/corpusCalls.js';

const excerptLength = 240;

/** Lines that are put together at a time. */
const linesInPiece = 1000;

interface Row {
  text: string;
  label: string | null;
  prediction: Prediction;
  /** Of the predicted class. */
  probability: number;
}

/** The rows of a table with what a model says of each, sorted and filtered as asked. */
export class CorpusRows {
  readonly #rows: Row[] = [];

  constructor(private readonly labels: readonly string[]) {}

  get length(): number {
    return this.#rows.length;
  }

  add(text: string, label: string | null, prediction: Prediction): void {
    const probability = prediction.probabilities[this.labels.indexOf(prediction.label)];
    this.#rows.push({ text, label, prediction, probability });
  }

  /** Texts by the class that is predicted. */
  perClass(): number[] {
    return this.labels.map((label) => this.#rows.filter(({ prediction }) => prediction.label === label).length);
  }

  text(row: number): string {
    return this.#rows[row - 1]?.text ?? '';
  }

  page({ filter, from, count }: { filter: CorpusFilter; from: number; count: number }): CorpusPage {
    const found = this.#filtered(filter);
    return {
      found: found.length,
      texts: this.#rows.length,
      rows: found.slice(from, from + count).map((n) => this.#shown(n)),
    };
  }

  lines(filter: CorpusFilter): Blob {
    const found = this.#filtered(filter);
    const pieces: string[] = [];
    for (let first = 0; first < found.length; first += linesInPiece) {
      const some = found.slice(first, first + linesInPiece).map((n) => this.#rows[n]);
      pieces.push(some.map(({ text, prediction }) => predictionLine(text, prediction, this.labels)).join(''));
    }
    return new Blob(pieces, { type: 'application/jsonl' });
  }

  /** Places of the rows that pass, in the order asked for. */
  #filtered({ sort, descending, predicted, wrong, search }: CorpusFilter): number[] {
    const words = search.trim().toLowerCase();
    const found: number[] = [];
    this.#rows.forEach(({ text, label, prediction }, n) => {
      if (predicted !== null && prediction.label !== predicted) return;
      if (wrong && (label === null || label === prediction.label)) return;
      if (words === '' || text.toLowerCase().includes(words)) found.push(n);
    });
    const compare = this.#comparison(sort);
    if (compare) found.sort(descending ? (a, b) => compare(b, a) || a - b : (a, b) => compare(a, b) || a - b);
    else if (descending) found.reverse();
    return found;
  }

  #comparison(sort: CorpusFilter['sort']): ((a: number, b: number) => number) | undefined {
    const rows = this.#rows;
    const by = (value: (row: Row) => string | number) => (a: number, b: number) => {
      const [first, second] = [value(rows[a]), value(rows[b])];
      return first < second ? -1 : first > second ? 1 : 0;
    };
    if (sort === 'text') return by(({ text }) => text);
    if (sort === 'predicted') return by(({ prediction }) => prediction.label);
    if (sort === 'label') return by(({ label }) => label ?? '');
    if (sort === 'probability') return by(({ probability }) => probability);
    return undefined;
  }

  #shown(n: number): CorpusRow {
    const { text, label, prediction, probability } = this.#rows[n];
    const excerpt =
      text.length > excerptLength ? `${text.slice(0, excerptLength).replace(/[\uD800-\uDBFF]$/, '')} …` : text;
    return { row: n + 1, excerpt, predicted: prediction.label, probability, label };
  }
}
