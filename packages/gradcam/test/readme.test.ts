import { readFileSync } from 'node:fs';
import * as tensor from '@textcam/tensor';
import * as text from '@textcam/text';
import * as textFiles from '@textcam/text/node';
import { expect, test } from 'vitest';
import { jsBlocks, printedBy, promisedBy } from '../../tensor/test/readmeCode.js';
import * as gradcam from '../src/index.js';

const modules: Record<string, object> = {
  '@textcam/gradcam': gradcam,
  '@textcam/tensor': tensor,
  '@textcam/text': text,
  '@textcam/text/node': textFiles,
};

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const [first, ...others] = jsBlocks(readme);

test('the first example of the README trains a classifier and explains a text with it', async () => {
  const [shown] = await printedBy(first, modules);
  const [, printed] = /^```text\n([\s\S]*?)^```$/m.exec(readme) ?? [];
  // Figures may differ in the last digits from machine to machine; words and their order may not.
  const words = (text: unknown) => String(text).replace(/[\d.]+|█+ */g, '#');
  expect(words(shown)).toBe(words(printed));
});

test.each(others)('example %# after the first prints what its comments say', async (code) => {
  expect(promisedBy(code)).not.toEqual([]);
  expect(await printedBy(code, modules)).toEqual(promisedBy(code));
});
