import { type Preset, presets } from '@textcam/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candidatesOf, labelOf, product, shownValue, varyingSettings } from './candidates.js';

const options = { preset: presets.article, folder: '/sweeps', file: 'sweep.json' };

describe('the product of lists', () => {
  test('has every combination once, the values of the last list changing fastest', () => {
    expect(product({ a: [1, 2], b: ['x', 'y'] })).toEqual([
      { a: 1, b: 'x' },
      { a: 1, b: 'y' },
      { a: 2, b: 'x' },
      { a: 2, b: 'y' },
    ]);
    expect(product({})).toEqual([{}]);
  });

  const lists = fc.dictionary(
    fc.string().filter((name) => name !== '__proto__'),
    fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 3 }),
    { maxKeys: 4 },
  );

  test('is as large as the product of their lengths, has no combination twice, and each value comes equally often', () => {
    fc.assert(
      fc.property(lists, (given) => {
        const combinations = product(given);
        const size = Object.values(given).reduce((n, { length }) => n * length, 1);
        expect(combinations).toHaveLength(size);
        expect(new Set(combinations.map((one) => JSON.stringify(one))).size).toBe(size);
        for (const [name, values] of Object.entries(given)) {
          for (const value of values) {
            expect(combinations.filter((one) => one[name] === value)).toHaveLength(size / values.length);
          }
        }
      }),
    );
  });
});

describe('candidates', () => {
  test('are the preset with their settings, whole paths to their vectors, and those of several tables each once', async () => {
    const tables = [{ epochs: [1, 2] }, { epochs: [2, 3] }, { vectors: ['words.vec', 'wink'] }];
    const candidates = await candidatesOf(tables, options);
    expect(candidates.map(({ preset, vectors }) => [preset.epochs, vectors])).toEqual([
      [1, 'none'],
      [2, 'none'],
      [3, 'none'],
      [2, '/sweeps/words.vec'],
      [2, 'wink'],
    ]);
    const { name: _, ...fields }: Preset = presets.article;
    expect(candidates[3].settings).toEqual({ ...fields, vectors: 'words.vec' });
  });

  test('are told apart by what varies among them', async () => {
    const candidates = await candidatesOf(
      [
        {
          learningRate: [0.1],
          epochs: [1, 3],
          branches: [[{ filters: 1, kernelSize: 1, padding: 0 }], presets.article.branches],
        },
      ],
      options,
    );
    const varying = varyingSettings(candidates);
    expect(varying).toEqual(['branches', 'epochs']);
    expect(labelOf(candidates[0], varying)).toBe('branches [{filters:1, kernelSize:1, padding:0}], epochs 1');
    expect(labelOf(candidates[3], varying)).toBe('epochs 3');
    expect(labelOf(candidates[0], [])).toBe('the settings');
  });

  test.each([
    [{ epochs: [1, 0] }, 'settings {"epochs":0}: epochs is 0; must be a whole number from 1 to 1000000; correct them'],
    [{ learningRate: ['fast'] }, 'learningRate is no number; must be a number above 0'],
    [{ branches: [[{ filters: 1, kernelSize: 3, padding: 0 }]] }, 'branch 1 has no filters, or no window'],
    [{ vectors: [3] }, 'vectors are no text; must be none, wink or a path'],
    [{ vectors: ['none', 'wink'], dimensions: [50] }, 'dimensions beside vectors, which bring their own'],
  ])('of %j are refused in one line', async (settings, words) => {
    const error = await candidatesOf([settings], options).catch((reason) => reason);
    expect([error.name, error.message.split('\n')]).toEqual(['InputError', [expect.stringContaining(words)]]);
    expect(error.message).toMatch(/^sweep\.json: /);
  });

  test('have their values shown without quotation marks', () => {
    expect([shownValue(1e-3), shownValue('a "b"'), shownValue(true)]).toEqual(['0.001', 'a "b"', 'true']);
  });
});
