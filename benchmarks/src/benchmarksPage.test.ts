import { expect, test } from 'vitest';
import { benchmarksPage } from './benchmarksPage.js';

const machine = { cpu: 'x', cores: 2, memoryGiB: 4, system: 'Linux', node: 'v20', versions: { torch: '1.13' } };
const row = (system: string, medianMs: number) => ({ system, medianMs, rounds: 5 });

test('the page has the machine, each median, the share that ours takes of it, and the goal', () => {
  const batches = { T150: [row('textcam', 10), row('textcam-plain', 100), row('torch', 60), row('jax-js', 200)] };
  const page = benchmarksPage({ machine, texts: 'imdb', batches, epoch: [{ system: 'textcam', seconds: 4.25 }] });
  expect(page).toContain('x, 2 cores, 4 GiB, Linux, Node v20\ntorch 1.13');
  expect(page).toContain('| torch         |      60.0 |     1/6.00 |  1/5 |      5 |');
  expect(page).toContain('| jax-js        |       200 |     1/20.0 | 1/18 |      5 |');
  expect(page).toContain("Without WebAssembly ours takes 0.500 of jax-js' time");
  expect(page).toContain('| textcam |    4.25 |');
});

test('drawn texts are named as such, and so is their epoch', () => {
  const page = benchmarksPage({ machine, texts: 'drawn', batches: {}, epoch: [] });
  expect(page).toContain('texts drawn to be like the IMDB reviews');
  expect(page).toContain('Over 2,000 drawn texts');
});
