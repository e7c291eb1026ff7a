import { readFileSync } from 'node:fs';
import * as tensor from '@textcam/tensor';
import { expect, test } from 'vitest';
import { jsBlocks, printedBy, promisedBy } from '../../tensor/test/readmeCode.js';
import * as nn from '../src/index.js';

const modules: Record<string, object> = { '@textcam/nn': nn, '@textcam/tensor': tensor };

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const [spirals, calibrated] = jsBlocks(readme);

test('the first example of the README learns the two spirals', async () => {
  const lines = await printedBy(spirals, modules);
  expect(lines).toHaveLength(5);
  const [, accuracy] = /^epoch 4 {2}loss 0\.0\d{3} {2}accuracy (\d\.\d{3})$/.exec(String(lines[4])) ?? [];
  expect(Number(accuracy)).toBeGreaterThanOrEqual(0.98);
});

test('the example of calibration prints what its comments say', async () => {
  expect(await printedBy(calibrated, modules)).toEqual(promisedBy(calibrated));
});
