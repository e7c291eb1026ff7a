import { asked, ExplainError } from './explainError.js';

/** Class numbers. The rival is fixed before a method runs, since a maximum that switches is another function; null: the logit alone. */
export interface Target {
  explained: number;
  rival: number | null;
}

/** A class by its number or its label. */
export type ClassChoice = number | string;

/**
 * The score to explain. 'margin': the logit of the predicted class minus the largest other one; { margin } the same of another class. 'logit':
 * the logit of the predicted class alone, which with two classes carries noise of the initialization for ever; a class: its logit alone. A class
 * of one of these names is meant by its number.
 */
export type TargetChoice = 'margin' | 'logit' | ClassChoice | { readonly margin: ClassChoice };

/** The target that a choice means for a text with these logits. Throws ExplainError for a class that is none. */
export function targetOf(logits: readonly number[], choice: TargetChoice, labels?: readonly string[]): Target {
  const wholes = [...logits.keys()];
  const highest = (numbers: readonly number[]) => numbers.reduce((best, n) => (logits[n] > logits[best] ? n : best));
  const marginOf = (explained: number): Target => ({
    explained,
    rival: wholes.length < 2 ? null : highest(wholes.filter((n) => n !== explained)),
  });
  if (choice === 'margin') return marginOf(highest(wholes));
  if (choice === 'logit') return { explained: highest(wholes), rival: null };
  if (typeof choice === 'object' && choice !== null) return marginOf(classNumber(choice.margin, logits.length, labels));
  return { explained: classNumber(choice, logits.length, labels), rival: null };
}

/** Throws ExplainError for a class that the model does not have. */
export function classNumber(choice: ClassChoice, classes: number, labels?: readonly string[]): number {
  const number = typeof choice === 'number' ? choice : (labels?.indexOf(choice) ?? -1);
  if (Number.isInteger(number) && number >= 0 && number < classes) return number;
  const known = labels ? labels.map((name) => JSON.stringify(name)).join(', ') : `the classes 0 to ${classes - 1}`;
  throw new ExplainError(`explain: no class ${asked(choice)}; this model knows ${known}; name one of them`);
}

/** The score that a target means. */
export function scoreOf(logits: readonly number[], { explained, rival }: Target): number {
  return logits[explained] - (rival === null ? 0 : logits[rival]);
}
