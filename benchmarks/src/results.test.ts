import { expect, test } from 'vitest';
import { resultsOf } from './results.js';

test('the figures are medians and rounds, by system and length', () => {
  const machine = { cpu: 'x', cores: 2, memoryGiB: 4, system: 'Linux', node: 'v20', adapter: 'y', versions: {} };
  const timings = new Map([
    [150, [{ system: 'textcam', rounds: 3, milliseconds: [9, 7, 8] }]],
    [500, [{ system: 'textcam', rounds: 1, milliseconds: [20, 30] }]],
  ]);
  expect(resultsOf(machine, 'drawn', timings)).toEqual({
    machine,
    texts: 'drawn',
    batches: {
      T150: [{ system: 'textcam', medianMs: 8, rounds: 3 }],
      T500: [{ system: 'textcam', medianMs: 25, rounds: 1 }],
    },
  });
});

test('the epoch is written where there is one', () => {
  const machine = { cpu: 'x', cores: 2, memoryGiB: 4, system: 'Linux', node: 'v20', versions: {} };
  const epoch = [{ system: 'textcam', seconds: 4 }];
  expect(resultsOf(machine, 'imdb', new Map(), epoch)).toEqual({ machine, texts: 'imdb', batches: {}, epoch });
});
