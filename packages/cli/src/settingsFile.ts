import type { Preset } from '@textcam/text';
import { InputError, oneLine } from './errors.js';
import { refuse, refuseUnknown } from './sweep/checks.js';

/**
 * Settings in place of a preset's own, as a JSON file has them: an object with any of them but the name. Throws FileError for a file that cannot
 * be read, and InputError for one that is no JSON, or has a setting that is not known or cannot be used beside the others.
 */
export async function withSettingsFile(preset: Preset, path: string): Promise<Preset> {
  const [{ presetProblem }, { readFileOrExplain }] = await Promise.all([
    import('@textcam/text'),
    import('@textcam/text/node'),
  ]);
  const settings = parsed(await readFileOrExplain(path, 'settings, as JSON'), path);
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    refuse(path, 'is no object; must be one of settings, as {"epochs": 3}; correct the file');
  }
  const known = Object.keys(preset).filter((name) => name !== 'name');
  refuseUnknown(path, Object.keys(settings), known, 'setting');
  const changed = { ...preset, ...settings };
  const problem = presetProblem(changed);
  if (problem !== undefined) refuse(path, `${problem}; correct it`);
  return changed;
}

/** What a file of JSON holds. Throws InputError for other bytes. */
export function parsed(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const { message } = error as Error;
    throw new InputError(`${path}: is not JSON (${oneLine(message)}); must be an object of settings; correct the file`);
  }
}
