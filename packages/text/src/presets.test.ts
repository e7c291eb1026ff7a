import { describe, expect, test } from 'vitest';
import { presetProblem } from './presetProblem.js';
import { type Preset, presets, withAllSettings } from './presets.js';

const { article } = presets;
const branch = (filters: number, kernelSize: number, padding: number) => ({
  branches: [{ filters, kernelSize, padding }],
});

describe('presets', () => {
  test('the article is that of the article', () => {
    expect(article).toEqual({
      name: 'article',
      maximumLength: 500,
      stopWords: 'dropped',
      vocabularySize: 10_000,
      ngramLength: 1,
      ngramCount: 0,
      dimensions: 300,
      initialEmbedding: 'random',
      naiveBayesScale: 0.5,
      branches: [
        { filters: 32, kernelSize: 1, padding: 0 },
        { filters: 16, kernelSize: 2, padding: 1 },
        { filters: 8, kernelSize: 3, padding: 1 },
      ],
      activation: 'none',
      padding: 'seen',
      pooling: 'mean',
      dropout: 0,
      labelSmoothing: 0,
      epochs: 2,
      batchSize: 100,
      learningRate: 0.001,
      schedule: 'constant',
      weightDecay: 0,
      averaging: 0,
      validation: 0,
      refit: 'none',
      patience: 0,
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
    [{ dropout: 1 }, 'dropout is 1; must be a number from 0 to below 1'],
    [{ weightDecay: -1 }, 'weightDecay is -1; must be a number from 0 on'],
    [{ ngramLength: 4 }, 'ngramLength is 4; must be a whole number from 1 to 3'],
    [{ stopWords: 'gone' }, 'stopWords is "gone"; must be one of dropped, negations, kept'],
    [{ schedule: 1 }, 'schedule is 1; must be one of constant, linear, cosine'],
    [{ ngramLength: 2 }, 'ngramCount is 0 with an ngramLength of 2; must be above 0 with 2 or 3, and 0 with 1'],
    [{ ngramCount: 5 }, 'ngramCount is 5 with an ngramLength of 1; must be above 0 with 2 or 3, and 0 with 1'],
    [{ ngramLength: 3, ngramCount: 5, vocabularySize: 200_001 }, 'must be 200000 at most, or have pairs alone'],
    [{ patience: 1 }, 'patience is 1 without validation; must be 0, or have a part held back to look at'],
    [
      { patience: 1, validation: 0.1, refit: 'whole' },
      'patience is 1 with a refit of the whole; must be 0, or have a refit of none: no part is left to look at',
    ],
    [{ refit: true }, 'refit is no string; must be one of none, whole'],
    [{ pooling: 'root' }, "pooling is root with padding that is seen; must be mean, or have padding 'masked'"],
    [{ branches: [] }, 'branches are none; must be at least one'],
    [{ branches: [...article.branches, null] }, 'branch 4 has no filters, or'],
  ])('%o: %s', (change, problem) => {
    expect(presetProblem({ ...article, ...change })).toContain(problem);
  });

  test('settings of a file that an older program wrote are those beyond the article, off', () => {
    const { name, maximumLength, vocabularySize, dimensions, branches, epochs, batchSize, learningRate } = article;
    const older = { name, maximumLength, vocabularySize, dimensions, branches, epochs, batchSize, learningRate };
    expect(withAllSettings(older)).toEqual(article);
    expect(withAllSettings(undefined)).toBeUndefined();
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
