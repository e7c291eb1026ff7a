import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Example } from '../examples.js';
import { openStarter, starterFrom } from './starter.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'textcam-starter-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function starterOf(content: string) {
  const path = join(folder, 'starter.jsonl');
  await writeFile(path, content);
  return starterFrom(path);
}

describe('the starter', () => {
  test('has its own split and names rows by number', async () => {
    const starter = await starterOf(
      '{"text":"Good.","label":"positive","split":"train"}\n{"text":"Bad.","label":"negative","split":"test"}\n',
    );
    expect(await starter.list()).toEqual([
      { name: 'row 0000001', label: 'positive', split: 'train' },
      { name: 'row 0000002', label: 'negative', split: 'test' },
    ]);
    const examples: Example[] = [];
    for await (const example of starter.read()) examples.push(example);
    expect(examples.map((example) => example.text)).toEqual(['Good.', 'Bad.']);
  });

  test('as shipped, has each label in each part, and no text twice', async () => {
    const parts = new Set<string>();
    const texts = new Set<string>();
    let count = 0;
    for await (const { split, label, text } of (await openStarter()).read()) {
      parts.add(`${split} ${label}`);
      texts.add(text);
      count++;
    }
    expect([...parts].sort()).toEqual(['test negative', 'test positive', 'train negative', 'train positive']);
    expect(texts.size).toBe(count);
  });

  test.each(['{"text":"a","label":"x"}', '{"text":"a","label":"x","split":"dev"}', '{"label":"x","split":"test"}'])(
    'the damaged line %s is an error',
    async (line) => {
      await expect((await starterOf(line)).list()).rejects.toThrow(/line 1: is damaged; .* install textcam again/);
    },
  );

  test('a missing file is an error', async () => {
    await expect(starterFrom(join(folder, 'none.jsonl')).list()).rejects.toThrow(
      /none\.jsonl: cannot be read: no such file/,
    );
  });
});
