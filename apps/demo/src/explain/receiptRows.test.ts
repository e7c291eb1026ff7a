import { expect, test } from 'vitest';
import { receiptRows } from './receiptRows.js';

test('the receipt leads from the bias over every word to the score', () => {
  const line = (text: string, value: number) => ({ text, count: 1, value, byBranch: [value] });
  const lines = [...'abcdefg'].map((text, n) => line(text, 7 - n)).concat([line('x', -3)]);
  const rows = receiptRows({
    explained: 'yes',
    rival: 'no',
    score: 27,
    bias: 2,
    branches: [25],
    padding: 0,
    residual: 0,
    lines,
    ngrams: [],
  });
  expect(rows.map(({ label, value, to }) => [label, value, to])).toEqual([
    ['bias', 2, 2],
    ['a', 7, 9],
    ['b', 6, 15],
    ['c', 5, 20],
    ['d', 4, 24],
    ['e', 3, 27],
    ['2 more for', 3, 30],
    ['x', -3, 27],
    ['residual', 0, 27],
    ['score', 27, 27],
  ]);
});
