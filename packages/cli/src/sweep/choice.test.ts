import type { Entry } from '@textcam/text';
import { expect, test } from 'vitest';
import { choiceOf } from './choice.js';
import type { SweepPart } from './config.js';

const entries = (split?: 'train' | 'test'): Entry[] =>
  ['bad', 'good'].flatMap((label) =>
    Array.from({ length: 20 }, (_, n) => ({ name: `${split}/${label}/${n}`, label, ...(split && { split }) })),
  );
const parted = { list: async () => [...entries('train'), ...entries('test')] };
const unparted = { list: async () => entries() };

/** 'train train/bad/3': the part that an entry is taken for, and its name. */
async function chosen(part: Partial<SweepPart>, listed = parted): Promise<string[]> {
  const choose = await choiceOf({ on: 'validation', validation: 0.2, ...part });
  return (await choose(listed)).map(({ split, name }) => `${split} ${name}`);
}

test('of the training part, each call holds back the same texts, and none is of the test part', async () => {
  const all = await chosen({});
  expect(all).toEqual(await chosen({}));
  expect(all.filter((one) => one.includes('test/'))).toEqual([]);
  expect([all.length, all.filter((one) => one.startsWith('test ')).length]).toEqual([40, 8]);
});

test('a limit takes as many of each part', async () => {
  expect((await chosen({ limit: 4 })).map((one) => one.split(' ')[0]).join()).toBe(
    'train,train,train,train,test,test,test,test',
  );
});

test('the test part is scored on request, and learned from is all else', async () => {
  const all = await chosen({ on: 'test' });
  expect(all).toHaveLength(80);
  for (const one of all) expect(one).toMatch(/^(train train|test test)\//);
});

test('without parts, what a sweep on the test part scores is what no other sweep sees', async () => {
  const tested = (await chosen({ on: 'test' }, unparted))
    .filter((one) => one.startsWith('test '))
    .map((one) => one.slice(5));
  const seen = (await chosen({}, unparted)).map((one) => one.replace(/^\w+ /, ''));
  expect([tested.length, seen.length]).toEqual([8, 32]);
  expect(seen.filter((name) => tested.includes(name))).toEqual([]);
});
