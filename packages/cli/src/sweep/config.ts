import { dirname, resolve } from 'node:path';
import type { Preset } from '@textcam/text';
import { tableEnding } from '../dataset.js';
import type { DatasetOptions } from '../options.js';
import { parsed } from '../settingsFile.js';
import type { PresetName } from '../trainSettings.js';
import { type Candidate, candidatesOf, type SettingLists } from './candidates.js';
import { checkFields, type Rule, refuse, refuseUnknown, shortJson } from './checks.js';

/** Which texts a sweep learns from and which it scores, the same for all of its runs. */
export interface SweepPart {
  /** A part of the training part that is held back, or the test part. */
  on: 'validation' | 'test';
  /** Share of the training part that is held back. */
  validation: number;
  /** A balanced sample of so many texts from each part. */
  limit?: number | undefined;
}

/** A sweep as its file describes it, with whole paths. */
export interface SweepConfig {
  dataset: DatasetOptions;
  part: SweepPart;
  preset: PresetName;
  candidates: Candidate[];
  seeds: number[];
}

/** What stands in the file. */
interface Fields extends DatasetOptions {
  $schema?: string;
  limit?: number;
  preset?: PresetName;
  settings: SettingLists | SettingLists[];
  seeds: number[];
  on?: SweepPart['on'];
  validation?: number;
}

/** Room for any table that one machine could train. */
const mostRuns = 10_000;

/**
 * The sweep that a JSON file describes, every combination of its settings among it. Throws FileError for a file that cannot be read, and
 * InputError for one that is no JSON, has a field or setting that is not known, or a value or combination of values that can never be used.
 */
export async function readSweepConfig(path: string): Promise<SweepConfig> {
  const [{ presets }, { readFileOrExplain }] = await Promise.all([
    import('@textcam/text'),
    import('@textcam/text/node'),
  ]);
  const bytes = await readFileOrExplain(path, 'the settings of a sweep, as JSON');
  const fields = fieldsOf(parsed(bytes, path), path, Object.keys(presets));
  const folder = dirname(resolve(path));
  const { preset = 'article', seeds, limit, on = 'validation', validation = 0.2 } = fields;
  const lists = Array.isArray(fields.settings) ? fields.settings : [fields.settings];
  checkSettings(lists, path, Object.values(presets));
  checkSize(lists, seeds.length, path);
  const candidates = await candidatesOf(lists, { preset: presets[preset], folder, file: path });
  return { dataset: datasetOf(fields, folder), part: { on, validation, limit }, preset, candidates, seeds };
}

function fieldsOf(value: unknown, path: string, presets: readonly string[]): Fields {
  const text: Rule = [(one) => typeof one === 'string' && one !== '', 'a text'];
  const isWhole = (most: number, least: number) => (one: unknown) =>
    Number.isInteger(one) && (one as number) >= least && (one as number) <= most;
  const isSeed = isWhole(2 ** 32 - 1, 0);
  const rules: Record<keyof Fields, Rule> = {
    ...{ $schema: text, dataset: text, data: text, textColumn: text, labelColumn: text, test: text },
    limit: [isWhole(1_000_000, 1), 'a whole number from 1 to 1000000'],
    preset: [(one) => presets.includes(one as string), `one of ${presets.join(', ')}`],
    settings: [
      (one) => typeof one === 'object' && one !== null,
      'an object of lists of values, or a list of such objects',
    ],
    seeds: [
      (one) => Array.isArray(one) && one.length > 0 && one.every(isSeed) && new Set(one).size === one.length,
      'a list of different whole numbers from 0 to 4294967295',
    ],
    on: [(one) => one === 'validation' || one === 'test', 'validation or test'],
    validation: [(one) => typeof one === 'number' && one > 0 && one < 1, 'a number between 0 and 1'],
  };
  checkFields(value, { path, rules, required: ['dataset', 'settings', 'seeds'] });
  return value as Fields;
}

/** Throws InputError for a setting that no preset has, or one without a list of values. */
function checkSettings(lists: readonly SettingLists[], path: string, presets: readonly Preset[]): void {
  const known = [...new Set(presets.flatMap((preset) => Object.keys(preset)))].filter((name) => name !== 'name');
  if (lists.length === 0) refuse(path, '"settings" is an empty list; must have an object of lists of values; add one');
  for (const settings of lists) {
    if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
      refuse(path, '"settings" has what is no object; must have objects of lists of values; correct it');
    }
    refuseUnknown(path, Object.keys(settings), [...known, 'vectors'], 'setting');
    for (const [name, values] of Object.entries(settings)) {
      if (Array.isArray(values) && values.length > 0) continue;
      refuse(
        path,
        `setting "${name}" is ${shortJson(values)}; must be a list of values, as [1, 2]; put it in brackets`,
      );
    }
  }
}

/** Throws InputError for more runs than could ever be made, before there is memory for each of them. */
function checkSize(lists: readonly SettingLists[], seeds: number, path: string): void {
  const sizes = lists.map((settings) => Object.values(settings).reduce((size, { length }) => size * length, 1));
  const combinations = sizes.reduce((sum, size) => sum + size);
  if (combinations * seeds <= mostRuns) return;
  refuse(path, `${combinations} combinations of ${seeds} seeds; must be ${mostRuns} runs at most; leave some out`);
}

/** With whole paths: those in the file count from its folder. */
function datasetOf({ dataset, data, textColumn, labelColumn, test }: Fields, folder: string): DatasetOptions {
  const whole = (path: string | undefined) => (path === undefined ? undefined : resolve(folder, path));
  const name = tableEnding.test(dataset) ? resolve(folder, dataset) : dataset;
  return { dataset: name, data: whole(data), textColumn, labelColumn, test: whole(test) };
}
