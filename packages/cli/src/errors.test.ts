import { describe, expect, test } from 'vitest';
import { failureOf, InputError, StoppedError, UsageError } from './errors.js';

const named = (name: string) => Object.assign(new Error('what; must be; way out'), { name });

describe('failureOf', () => {
  test('wrong usage is exit code 2', () => {
    expect(failureOf(new UsageError('a; b; c'))).toEqual({ line: 'a; b; c', exitCode: 2 });
    expect(failureOf(named('ExplainError')).exitCode).toBe(2);
  });

  test.each([
    new InputError('what; must be; way out'),
    new StoppedError('what; must be; way out'),
    ...['DatasetError', 'VectorsError', 'CheckpointError', 'FileError', 'DeviceError', 'TrainingError'].map(named),
  ])('$name is exit code 1, in its own words', (error) => {
    expect(failureOf(error)).toEqual({ line: 'what; must be; way out', exitCode: 1 });
  });

  test('an unexpected error asks to be reported', () => {
    const { line, exitCode } = failureOf(new TypeError('x is not a function'));
    expect(line).toMatch(/^unexpected error: x is not a function; this is a fault of textcam; please report it/);
    expect(exitCode).toBe(1);
  });

  test('what is thrown need not be an Error', () => {
    expect(failureOf('text').line).toContain('unexpected error: text;');
    expect(failureOf(undefined).line).toContain('unexpected error: undefined;');
  });

  test('too little memory is no fault', () => {
    expect(failureOf(new RangeError('Array buffer allocation failed')).line).toContain('lower --dimensions');
    expect(failureOf(new RangeError('Invalid typed array length: 9')).line).toContain('not enough memory');
    expect(failureOf(new RangeError('gradCam: activations')).line).toContain('unexpected error');
  });

  test('is one line, and harmless to a terminal, whatever names are in it', () => {
    expect(failureOf(new InputError('a\nb\u001b[2J\u2028c\u202e: d')).line).toBe('a b [2J c : d');
  });
});
