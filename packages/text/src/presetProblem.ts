import { presetChoices, presetNumbers } from './presetRanges.js';
import type { Preset } from './presets.js';

/** What keeps a value, a file's perhaps, from being used as a preset: 'what is; what must be'. Undefined when nothing does. */
export function presetProblem(preset: unknown): string | undefined {
  if (!isObject(preset)) return 'settings are missing; must be an object of them';
  if (typeof preset.name !== 'string') return 'name is no text; must be one';
  for (const [field, { fits, must }] of Object.entries(presetNumbers)) {
    const value = preset[field];
    if (!(typeof value === 'number' && fits(value))) return `${field} is ${shown(value, 'number')}; must be ${must}`;
  }
  for (const [field, choices] of Object.entries(presetChoices)) {
    const value = preset[field];
    if (!(choices as readonly unknown[]).includes(value)) {
      return `${field} is ${shown(value, 'string')}; must be one of ${choices.join(', ')}`;
    }
  }
  return branchesProblem(preset.branches) ?? contradiction(preset);
}

function branchesProblem(branches: unknown): string | undefined {
  if (!Array.isArray(branches) || branches.length === 0) return 'branches are none; must be at least one';
  const odd = branches.findIndex((branch) => !isBranch(branch));
  return odd < 0
    ? undefined
    : `branch ${odd + 1} has no filters, or no window on a text of one token; must have kernelSize - 1 zeros of padding ` +
        'at most, and half as many at least';
}

/** The number that stands for three words has to be a whole one below 2^53. */
const mostWordsOfTriples = 200_000;

/** Settings that are fine by themselves and not together. */
function contradiction(preset: Partial<Preset>): string | undefined {
  const { ngramLength = 1, ngramCount = 0, vocabularySize = 1 } = preset;
  const { patience = 0, validation = 0, refit, padding, pooling } = preset;
  if (ngramLength > 1 !== ngramCount > 0) {
    return `ngramCount is ${ngramCount} with an ngramLength of ${ngramLength}; must be above 0 with 2 or 3, and 0 with 1`;
  }
  if (ngramLength > 2 && vocabularySize > mostWordsOfTriples) {
    return `vocabularySize is ${vocabularySize} with an ngramLength of 3; must be ${mostWordsOfTriples} at most, or have pairs alone`;
  }
  if (patience > 0 && validation === 0) {
    return `patience is ${patience} without validation; must be 0, or have a part held back to look at`;
  }
  if (patience > 0 && refit === 'whole') {
    return `patience is ${patience} with a refit of the whole; must be 0, or have a refit of none: no part is left to look at`;
  }
  if (pooling === 'root' && padding === 'seen') {
    return "pooling is root with padding that is seen; must be mean, or have padding 'masked'";
  }
  return undefined;
}

function isBranch(branch: unknown): boolean {
  if (!isObject(branch)) return false;
  const { filters, kernelSize, padding } = branch;
  const isCount = (value: unknown, least: number): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= 1_000_000;
  return (
    isCount(filters, 1) &&
    isCount(kernelSize, 1) &&
    isCount(padding, 0) &&
    2 * padding >= kernelSize - 1 &&
    padding < kernelSize
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown, expected: 'number' | 'string'): string {
  if (typeof value === 'number') return String(value);
  return expected === 'string' && typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : `no ${expected}`;
}
