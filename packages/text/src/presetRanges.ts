import type { Preset } from './presets.js';

/** What a number among the settings must be. */
interface Range {
  fits: (value: number) => boolean;
  must: string;
}

type Settings<Kind> = { [Name in keyof Preset]: Preset[Name] extends Kind ? Name : never }[keyof Preset];

const count = (least: number, most = 1_000_000): Range => ({
  fits: (value) => Number.isInteger(value) && value >= least && value <= most,
  must: `a whole number from ${least} to ${most}`,
});
const share: Range = { fits: (value) => value >= 0 && value < 1, must: 'a number from 0 to below 1' };
const positive: Range = { fits: (value) => Number.isFinite(value) && value > 0, must: 'a number above 0' };
const notNegative: Range = { fits: (value) => Number.isFinite(value) && value >= 0, must: 'a number from 0 on' };

/** The settings that are numbers. */
export const presetNumbers: Readonly<Record<Settings<number>, Range>> = {
  maximumLength: count(1),
  vocabularySize: count(1),
  ngramLength: count(1, 3),
  ngramCount: count(0),
  dimensions: count(1),
  naiveBayesScale: { fits: (value) => value > 0 && value <= 1000, must: 'a number above 0, 1000 at most' },
  dropout: share,
  labelSmoothing: share,
  epochs: count(1),
  batchSize: count(1),
  learningRate: positive,
  weightDecay: notNegative,
  averaging: share,
  validation: share,
  patience: count(0),
};

/** The settings that are one of a few words. */
export const presetChoices = {
  stopWords: ['dropped', 'negations', 'kept'],
  initialEmbedding: ['random', 'naive-bayes'],
  activation: ['none', 'relu'],
  padding: ['seen', 'masked'],
  pooling: ['mean', 'root'],
  schedule: ['constant', 'linear', 'cosine'],
  refit: ['none', 'whole'],
} as const satisfies { [Name in Exclude<Settings<string>, 'name'>]: readonly Preset[Name][] };
