import { expect, test } from 'vitest';
import { checkAgreement } from './agreement.js';
import { BenchmarkError } from './errors.js';

const against = (other: number[]) => () =>
  checkAgreement(
    new Map([
      ['textcam', [0.5, 0.25]],
      ['peer', other],
    ]),
    'T = 150',
  );

test('losses agree up to a hundred-thousandth of them', () => {
  expect(against([0.5 + 4e-6, 0.25 - 2e-6])).not.toThrow();
});

test.each([
  ['a later loss further away', [0.5, 0.25 + 4e-6]],
  ['a loss that is no number', [Number.NaN, 0.25]],
  ['fewer losses', [0.5]],
])('%s is refused', (_, other) => {
  expect(against(other)).toThrow(BenchmarkError);
});

test('the refusal names the systems and their losses', () => {
  expect(against([0.5, 0.3])).toThrow(
    "T = 150: peer's losses are 0.5, 0.3, textcam's 0.5, 0.25; must agree within 0.00001 of them; " +
      'correct the system before its times are compared',
  );
});
