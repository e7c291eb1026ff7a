import { describe, expect, test } from 'vitest';
import { type Preset, presetProblem, presets } from './presets.js';

const { article } = presets;
const branch = (filters: number, kernelSize: number, padding: number) => ({
  branches: [{ filters, kernelSize, padding }],
});

describe('presets', () => {
  test('the article is that of the article', () => {
    expect(article).toEqual({
      name: 'article',
      maximumLength: 500,
      vocabularySize: 10_000,
      dimensions: 300,
      branches: [
        { filters: 32, kernelSize: 1, padding: 0 },
        { filters: 16, kernelSize: 2, padding: 1 },
        { filters: 8, kernelSize: 3, padding: 1 },
      ],
      epochs: 2,
      batchSize: 100,
      learningRate: 0.001,
    });
  });

  test('every preset can be used under its own name', () => {
    for (const [name, preset] of Object.entries<Preset>(presets)) {
      expect(presetProblem(preset)).toBeUndefined();
      expect(preset.name).toBe(name);
    }
  });
});

describe('presetProblem', () => {
  test.each<[object, string]>([
    [{ maximumLength: 0 }, 'maximumLength is 0; must be a whole number from 1 to 1000000'],
    [{ vocabularySize: 1.5 }, 'vocabularySize is 1.5; must be a whole number'],
    [{ dimensions: 1e7 }, 'dimensions is 10000000; must be a whole number'],
    [{ epochs: Number.POSITIVE_INFINITY }, 'epochs is Infinity; must be a whole number'],
    [{ batchSize: '4' }, 'batchSize is no number; must be a whole number'],
    [{ learningRate: 0 }, 'learningRate is 0; must be a number above 0'],
    [{ learningRate: undefined }, 'learningRate is no number; must be a number above 0'],
    [{ name: 1 }, 'name is no text; must be one'],
    [{ branches: [] }, 'branches are none; must be at least one'],
    [{ branches: [...article.branches, null] }, 'branch 4 has no filters, or'],
  ])('%o: %s', (change, problem) => {
    expect(presetProblem({ ...article, ...change })).toContain(problem);
  });

  test.each([undefined, null, 3, 'article'])('%s is no preset', (value) => {
    expect(presetProblem(value)).toBe('settings are missing; must be an object of them');
  });

  test('a window must fit on a text of one token, and not lie beside it', () => {
    expect(presetProblem({ ...article, ...branch(1, 3, 1) })).toBeUndefined();
    expect(presetProblem({ ...article, ...branch(1, 3, 2) })).toBeUndefined();
    for (const odd of [branch(1, 3, 0), branch(1, 3, 3), branch(1, 1, 1), branch(0, 1, 0), branch(1, 0, 0)]) {
      expect(presetProblem({ ...article, ...odd })).toContain('branch 1');
    }
  });
});
