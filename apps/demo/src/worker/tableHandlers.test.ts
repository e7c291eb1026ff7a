import { expect, test } from 'vitest';
import { guessColumns } from './tableHandlers.js';

test.each([
  [
    'by their names',
    ['id', 'label', 'text'],
    [
      ['1', 'a', 'short'],
      ['2', 'b', 'short'],
    ],
    'text',
    'label',
  ],
  [
    'by what stands in them',
    ['n', 'what', 'kind'],
    [
      ['1', 'a long text', 'x'],
      ['2', 'another one', 'y'],
      ['3', 'and so on', 'x'],
      ['4', 'to the end', 'y'],
      ['5', 'of all', 'x'],
      ['6', 'the texts', 'y'],
    ],
    'what',
    'kind',
  ],
  ['or there is none for labels', ['text'], [['a'], ['b']], 'text', null],
])('columns are found %s', (_, columns, rows, textColumn, labelColumn) => {
  expect(guessColumns({ columns, rows })).toMatchObject({ textColumn, labelColumn });
});
