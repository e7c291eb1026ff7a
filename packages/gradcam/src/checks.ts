import { ExplainError } from './explainError.js';

/** Throws RangeError unless `value` is a whole number, at least 1 or what is said. */
export function checkCount(op: string, name: string, value: number, least = 1): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new RangeError(`${op}: ${name} is ${value}; must be a whole number of at least ${least}`);
}

/** Throws RangeError unless `value` is a number above 0. */
export function checkPositive(op: string, name: string, value: number): void {
  if (value > 0 && Number.isFinite(value)) return;
  throw new RangeError(`${op}: ${name} is ${value}; must be a finite number above 0`);
}

/** Throws RangeError at the first value that is not finite. */
export function checkFinite(op: string, name: string, values: readonly number[]): void {
  const n = values.findIndex((value) => !Number.isFinite(value));
  if (n < 0) return;
  throw new RangeError(`${op}: ${name}[${n}] is ${values[n]}; must be a finite number; find out where it comes from`);
}

/** Throws RangeError unless there are `needed` values, one for each of what `each` names. */
export function checkLength(
  op: string,
  name: string,
  values: readonly number[],
  { needed, each }: { needed: number; each: string },
): void {
  if (values.length === needed) return;
  throw new RangeError(`${op}: ${name} holds ${values.length} numbers; must be ${needed}, one for each of ${each}`);
}

/** Throws ExplainError when a number that a model gave is not finite. */
export function checkNumbers(values: readonly number[]): void {
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong === undefined) return;
  throw new ExplainError(
    `explain: the model's numbers are not finite, ${wrong} among them; all must be to be explained; ` +
      'its weights are damaged or ran away in training: train it again, with a smaller learning rate',
  );
}
