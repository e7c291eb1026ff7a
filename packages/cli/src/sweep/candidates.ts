import { resolve } from 'node:path';
import type { Preset } from '@textcam/text';
import { oneLine } from '../errors.js';
import { refuse } from './checks.js';

/** Values to try, by setting. */
export type SettingLists = Readonly<Record<string, readonly unknown[]>>;

/** One combination of settings. */
export interface Candidate {
  /** All that it is made of: the preset's fields but its name, and `vectors` as the file has them. */
  settings: Record<string, unknown>;
  /** Those of its settings that are not the preset's. */
  changed: readonly string[];
  preset: Preset;
  /** 'none', 'wink' or a whole path. */
  vectors: string;
}

/** Every combination of one value from each list; the values of the last list change fastest. Of no lists there is one, and it is empty. */
export function product(lists: SettingLists): Record<string, unknown>[] {
  return Object.entries(lists).reduce<Record<string, unknown>[]>(
    (some, [name, values]) => some.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}

export interface CandidatesOptions {
  /** What the settings change. */
  preset: Preset;
  /** Where relative paths count from. */
  folder: string;
  /** The file, for messages. */
  file: string;
}

/**
 * The combinations of several tables of settings, one after the other, each once. Throws InputError for one that can never be used, in the
 * words of `presetProblem`, or whose vectors bring other dimensions than it says.
 */
export async function candidatesOf(
  tables: readonly SettingLists[],
  { preset, folder, file }: CandidatesOptions,
): Promise<Candidate[]> {
  const { presetProblem } = await import('@textcam/text');
  const found = new Map<string, Candidate>();
  for (const changes of tables.flatMap(product)) {
    const { vectors = 'none', ...fields } = changes;
    const changed = { ...preset, ...fields };
    const problem =
      presetProblem(changed) ?? (isVectors(vectors) ? undefined : 'vectors are no text; must be none, wink or a path');
    if (problem !== undefined) refuse(file, `settings ${oneLine(JSON.stringify(changes))}: ${problem}; correct them`);
    if (vectors !== 'none' && 'dimensions' in fields) {
      refuse(
        file,
        `settings ${oneLine(JSON.stringify(changes))}: dimensions beside vectors, which bring their own; must be one of the two; ` +
          'put them into two objects of a list of "settings"',
      );
    }
    const { name: _, ...own } = changed;
    const settings = { ...own, vectors };
    found.set(JSON.stringify(settings), {
      settings,
      changed: changedOf(settings, { ...preset, vectors: 'none' }),
      preset: changed,
      vectors: wholeVectors(vectors as string, folder),
    });
  }
  return [...found.values()];
}

function changedOf(settings: Record<string, unknown>, own: Record<string, unknown>): string[] {
  return Object.keys(settings).filter((name) => JSON.stringify(settings[name]) !== JSON.stringify(own[name]));
}

function isVectors(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function wholeVectors(vectors: string, folder: string): string {
  return ['none', 'wink'].includes(vectors) ? vectors : resolve(folder, vectors);
}

/** The settings that are not the same for all candidates. */
export function varyingSettings(candidates: readonly Pick<Candidate, 'settings'>[]): string[] {
  const names = [...new Set(candidates.flatMap(({ settings }) => Object.keys(settings)))];
  return names.filter((name) => new Set(candidates.map(({ settings }) => JSON.stringify(settings[name]))).size > 1);
}

/** A setting's value in a few words: JSON without its quotation marks. */
export function shownValue(value: unknown): string {
  return typeof value === 'string' ? value : String(JSON.stringify(value)).replaceAll('"', '').replaceAll(',', ', ');
}

/** A candidate by what it changes of the preset, as far as that tells it from others, in one line for a terminal. */
export function labelOf({ settings, changed }: Candidate, varying: readonly string[]): string {
  if (varying.length === 0) return 'the settings';
  const own = varying.filter((name) => changed.includes(name));
  if (own.length === 0) return 'the preset as it is';
  return oneLine(own.map((name) => `${name} ${shownValue(settings[name])}`).join(', '));
}
