import type { Receipt } from '../protocol/explainCalls.js';

/** A step from the bias to the score: where the sum stood before it, and after. */
export interface ReceiptRow {
  label: string;
  value: number;
  from: number;
  to: number;
  kind: 'bias' | 'words' | 'rest' | 'padding' | 'residual' | 'total';
}

/** Words shown by themselves on each side; the others go together. */
const shownApart = 5;

/** The receipt as steps that lead from 0 to the score. */
export function receiptRows({ bias, padding, residual, lines, score }: Receipt): ReceiptRow[] {
  const rows: ReceiptRow[] = [];
  let sum = 0;
  const add = (label: string, value: number, kind: ReceiptRow['kind']) => {
    rows.push({ label, value, from: sum, to: sum + value, kind });
    sum += value;
  };
  add('bias', bias, 'bias');
  for (const side of [1, -1]) {
    const own = lines.filter(({ value }) => Math.sign(value) === side);
    for (const { text, count, value } of own.slice(0, shownApart))
      add(count > 1 ? `${text} ×${count}` : text, value, 'words');
    const others = own.slice(shownApart);
    const total = others.reduce((whole, { value }) => whole + value, 0);
    if (others.length > 0) add(`${others.length} more ${side > 0 ? 'for' : 'against'}`, total, 'rest');
  }
  if (padding !== 0) add('padding', padding, 'padding');
  add('residual', residual, 'residual');
  rows.push({ label: 'score', value: score, from: 0, to: score, kind: 'total' });
  return rows;
}
