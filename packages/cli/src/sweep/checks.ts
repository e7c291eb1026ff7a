import { InputError, oneLine } from '../errors.js';
import { nearest } from './nearest.js';

/** What a value must be: a check, and the same in words. */
export type Rule = readonly [holds: (value: unknown) => boolean, must: string];

export interface FieldRules<Name extends string> {
  /** The file, for messages. */
  path: string;
  rules: Record<Name, Rule>;
  required: readonly Name[];
}

/** Throws InputError unless the value is an object with the fields that must be there, no others but those known, and each as its rule says. */
export function checkFields<Name extends string>(
  value: unknown,
  { path, rules, required }: FieldRules<Name>,
): asserts value is Record<Name, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    refuse(path, 'is no object; must be one of settings; correct the file');
  }
  refuseUnknown(path, Object.keys(value), Object.keys(rules), 'field');
  const missing = required.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) refuse(path, `has no "${missing}"; must be ${rules[missing][1]}; add it`);
  for (const [name, one] of Object.entries(value) as [Name, unknown][]) {
    const [holds, must] = rules[name];
    if (!holds(one)) refuse(path, `"${name}" is ${shortJson(one)}; must be ${must}; correct it`);
  }
}

/** Throws InputError for a name that is not known, with the one that it comes nearest to. */
export function refuseUnknown(path: string, names: readonly string[], known: readonly string[], what: string): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  refuse(
    path,
    `${shortJson(unknown)} is no ${what}; must be one of ${known.join(', ')}; did you mean "${nearest(unknown, known)}"?`,
  );
}

/** Throws InputError: what is wrong with a file, in one line. */
export function refuse(path: string, problem: string): never {
  throw new InputError(`${path}: ${problem}`);
}

/** A value in a few words, for a message. */
export function shortJson(value: unknown): string {
  const json = oneLine(JSON.stringify(value));
  return json.length > 60 ? `${json.slice(0, 60)}…` : json;
}
