import { readdirSync, readFileSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { readSweepConfig } from '../src/sweep/config.js';
import { smallSweep, sweepIn } from './sweeping.js';
import { temporaryFolder, textcam } from './textcam.js';

const docs = new URL('../../../docs/', import.meta.url);
const schema = JSON.parse(readFileSync(new URL('sweep.schema.json', docs), 'utf8'));
const ajv = new Ajv2020({ strict: true, allErrors: true });
const validate = ajv.compile(schema);

/** The sweeps that docs/accuracy.md is made from. */
const ours = readdirSync(new URL('sweeps', docs)).filter((file) => file.endsWith('.json'));

const examples = [...readFileSync(new URL('sweep.md', docs), 'utf8').matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, json]) => json,
);

/** Reads what stands in a file as a sweep. */
async function read(json: string) {
  const path = join(await temporaryFolder(), 'sweep.json');
  await writeFile(path, json);
  return readSweepConfig(path);
}

describe('the published schema', () => {
  test.each(examples)('describes what the documentation shows, and the command takes it: %s', async (json) => {
    expect(validate(JSON.parse(json)), JSON.stringify(validate.errors)).toBe(true);
    expect((await read(json)).candidates.length).toBeGreaterThan(0);
  });

  test.each(ours)('describes %s', (file) => {
    const config = JSON.parse(readFileSync(new URL(`sweeps/${file}`, docs), 'utf8'));
    expect(validate(config), JSON.stringify(validate.errors)).toBe(true);
  });

  test('is tried on every example there is', () => expect(examples).toHaveLength(3));

  test('says of each property what it is', () => {
    for (const property of Object.values<{ description?: string }>(schema.properties)) {
      expect(property.description).toMatch(/\.$/);
    }
  });
});

const sweep = { dataset: 'starter', settings: {}, seeds: [1] };

describe('what is no sweep is refused by the schema and by the command', () => {
  test.each<[unknown, string]>([
    [[sweep], 'is no object; must be one of settings; correct the file'],
    [{ settings: {}, seeds: [1] }, 'has no "dataset"; must be a text; add it'],
    [
      { ...sweep, settings: undefined },
      'has no "settings"; must be an object of lists of values, or a list of such objects',
    ],
    [{ ...sweep, seed: [2] }, '"seed" is no field; must be one of '],
    [{ ...sweep, seed: [2] }, '; did you mean "seeds"?'],
    [{ ...sweep, seeds: [] }, '"seeds" is []; must be a list of different whole numbers from 0 to 4294967295'],
    [{ ...sweep, seeds: [1, 1] }, '"seeds" is [1,1]'],
    [{ ...sweep, seeds: [1.5] }, '"seeds" is [1.5]'],
    [{ ...sweep, seeds: [2 ** 32] }, '"seeds" is [4294967296]'],
    [{ ...sweep, on: 'train' }, '"on" is "train"; must be validation or test'],
    [{ ...sweep, validation: 1 }, '"validation" is 1; must be a number between 0 and 1'],
    [{ ...sweep, limit: 0 }, '"limit" is 0; must be a whole number from 1 to 1000000'],
    [{ ...sweep, data: '' }, '"data" is ""; must be a text'],
    [{ ...sweep, settings: 3 }, '"settings" is 3; must be an object'],
    [{ ...sweep, settings: [] }, '"settings" is an empty list'],
    [{ ...sweep, settings: [[1]] }, '"settings" has what is no object'],
    [
      { ...sweep, settings: { epochs: 2 } },
      'setting "epochs" is 2; must be a list of values, as [1, 2]; put it in brackets',
    ],
    [{ ...sweep, settings: { epochs: [] } }, 'setting "epochs" is []'],
  ])('%j', async (value, words) => {
    const json = JSON.stringify(value);
    expect(validate(JSON.parse(json))).toBe(false);
    await expect(read(json)).rejects.toMatchObject({ name: 'InputError', message: expect.stringContaining(words) });
  });
});

test.each<[unknown, string]>([
  [{ ...sweep, settings: { lerningRate: [1] } }, '"lerningRate" is no setting; must be one of '],
  [{ ...sweep, settings: { lerningRate: [1] } }, '; did you mean "learningRate"?'],
  [{ ...sweep, settings: [{}, { name: ['mine'] }] }, '"name" is no setting'],
  [{ ...sweep, preset: 'articel' }, '"preset" is "articel"; must be one of article'],
  [{ ...sweep, settings: { epochs: [1, -1] } }, 'settings {"epochs":-1}: epochs is -1; must be a whole number'],
  [
    {
      ...sweep,
      settings: { epochs: Array.from({ length: 200 }, (_, n) => n + 1) },
      seeds: Array.from({ length: 51 }, (_, n) => n),
    },
    '200 combinations of 51 seeds; must be 10000 runs at most',
  ],
])('%j is refused by the command', async (value, words) => {
  await expect(read(JSON.stringify(value))).rejects.toMatchObject({
    name: 'InputError',
    message: expect.stringContaining(words),
  });
});

describe('each bad sweep gets one line, and nothing is written', () => {
  test.each<[string, object, string]>([
    ['a data set that is none', { ...smallSweep, dataset: 'imbd' }, '--dataset imbd: no such data set'],
    ['a file that is not there', { ...smallSweep, dataset: 'none.csv' }, 'none.csv: cannot be read: no such file'],
    [
      'vectors that are not there',
      { ...smallSweep, settings: { vectors: ['none.vec'] } },
      'none.vec: cannot be read: no such file',
    ],
    ['an unknown setting', { ...smallSweep, settings: { epoch: [1] } }, 'did you mean "epochs"?'],
  ])('%s', async (_, config, words) => {
    const { sweep, folder } = await sweepIn(config);
    const { code, stdout, stderr } = await sweep();
    const line = stderr.split('\n').at(-2);
    expect([code === 0, stdout]).toEqual([false, '']);
    expect(line).toMatch(/^textcam: /);
    expect(line).toContain(words);
    expect(stderr).not.toMatch(/unexpected error|\bat \S+:\d+:\d+/);
    expect(await readdir(folder)).toEqual(['sweep.json']);
  });

  test.each([
    ['{"dataset": "starter",}', 'sweep.json: is not JSON ('],
    [Buffer.from([0xff, 0xfe]), 'sweep.json: is not JSON ('],
  ])('no JSON: %s', async (content, words) => {
    const { config, sweep } = await sweepIn({});
    await writeFile(config, content);
    const { code, stderr } = await sweep();
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^textcam: [^\n]+\n$/)]);
    expect(stderr).toContain(words);
  });

  test('data that --data names in place of the file’s', async () => {
    const { sweep } = await sweepIn({ ...smallSweep, dataset: 'imdb', data: 'elsewhere' });
    const named = join(await temporaryFolder(), 'none.tar.gz');
    const { code, stderr } = await sweep(['--data', named]);
    expect([code, stderr]).toEqual([1, expect.stringContaining(named)]);
  });

  test('no file', async () => {
    const { code, stderr } = await textcam(['sweep', join(await temporaryFolder(), 'none.json')]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('none.json: cannot be read: no such file')]);
  });

  test('runs that someone else wrote', async () => {
    const { sweep, lines, out } = await sweepIn(smallSweep);
    await sweep();
    const [run] = await lines();
    for (const foreign of [
      'words',
      '[]',
      'null',
      '{"id":"a","status":"done"}',
      JSON.stringify({ ...run, figures: { auc: 'high' } }),
    ]) {
      await writeFile(join(out, 'runs.jsonl'), `${JSON.stringify(run)}\n${foreign}\n`);
      const { code, stderr } = await sweep();
      expect([code, stderr]).toEqual([
        1,
        expect.stringMatching(/^textcam: .*runs\.jsonl, line 2: is no run of a sweep; [^\n]+\n$/),
      ]);
    }
  });
});
