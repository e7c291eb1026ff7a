import type { Dataset, Example } from '@textcam/text';
import { preprocessInNode } from '@textcam/text/node';
import { expect, test } from 'vitest';
import { fingerprinted } from './fingerprint.js';

const examples: Example[] = [
  { name: 'a', label: 'good', split: 'train', text: 'fine' },
  { name: 'b', label: 'bad', text: 'dull' },
];

function datasetOf(read: readonly Example[]): Dataset {
  return {
    name: 'toy',
    list: async () => [],
    async *read() {
      yield* read;
    },
  };
}

async function fingerprintOf(read: readonly Example[], expected?: string): Promise<string> {
  const { preprocess, fingerprint } = fingerprinted(preprocessInNode(), expected);
  const selection = read.map(({ name, label }) => ({ name, label, split: 'train' as const }));
  const settings = { maximumLength: 500 };
  const preprocessing = preprocess({ dataset: datasetOf(read), settings, select: async () => selection });
  let step = await preprocessing.next();
  while (!step.done) step = await preprocessing.next();
  expect(step.value.texts).toHaveLength(read.length);
  return fingerprint();
}

test('the same examples have one fingerprint, in any order', async () => {
  const fingerprint = await fingerprintOf(examples);
  expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(await fingerprintOf([...examples].reverse(), fingerprint)).toBe(fingerprint);
});

test.each<[string, Partial<Example>]>([
  ['text', { text: 'dul' }],
  ['label', { label: 'good' }],
  ['group', { group: 'film' }],
  ['part', { split: 'test' }],
  ['name', { name: 'c' }],
])('another %s is other data', async (_, change) => {
  const expected = await fingerprintOf(examples);
  const changed = [examples[0], { ...examples[1], ...change }];
  await expect(fingerprintOf(changed, expected)).rejects.toThrow('toy: has changed since the checkpoint was made; ');
});

test('an example more or less is other data', async () => {
  const expected = await fingerprintOf(examples);
  for (const others of [examples.slice(1), [...examples, { ...examples[0], name: 'c' }]]) {
    await expect(fingerprintOf(others, expected)).rejects.toThrow('has changed');
  }
});
