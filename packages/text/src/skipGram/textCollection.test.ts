import { expect, test } from 'vitest';
import { datasetOf } from '../../test/toys.js';
import { trainingTexts } from './textCollection.js';

test('the texts of a data set are all of it but those to test with', async () => {
  const { name, count, read } = trainingTexts(
    datasetOf([
      { name: '1', label: 'a', split: 'train', text: 'seen' },
      { name: '2', label: 'a', split: 'test', text: 'held back' },
      { name: '3', label: 'b', text: 'of no part' },
    ]),
  );
  const texts: string[] = [];
  for await (const text of read()) texts.push(text);
  expect([name, await count(), texts]).toEqual(['toy', 2, ['seen', 'of no part']]);
});
