import { ShapeError } from '@textcam/tensor';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calibration } from './calibration.js';

const rows = (positive: number[]) => positive.flatMap((p) => [1 - p, p]);

describe('calibration', () => {
  test('mean confidence and accuracy of each bin, and how far they are apart on average', () => {
    // Four bins. Confidences 0.625 and 0.75 in the third, one of two right; 0.875 and 1 in the fourth, both right.
    const { bins, expectedCalibrationError } = calibration(rows([0.625, 0.75, 0.875, 0]), [1, 0, 1, 0], { bins: 4 });
    expect(bins.slice(2)).toEqual([
      { from: 0.5, to: 0.75, count: 2, confidence: 0.6875, accuracy: 0.5 },
      { from: 0.75, to: 1, count: 2, confidence: 0.9375, accuracy: 1 },
    ]);
    expect(expectedCalibrationError).toBe((2 * 0.1875 + 2 * 0.0625) / 4);
  });

  test('a bin without examples has no confidence and no accuracy', () => {
    expect(calibration(rows([1]), [1], { bins: 2 }).bins[0]).toEqual({
      from: 0,
      to: 0.5,
      count: 0,
      confidence: Number.NaN,
      accuracy: Number.NaN,
    });
  });

  test('a border belongs to the bin below it', () => {
    // 0.7 is the border between the seventh and the eighth of ten.
    const { bins } = calibration([0.7, 0.2, 0.1], [0], { bins: 10 });
    expect(bins.findIndex(({ count }) => count === 1)).toBe(6);
  });

  test('15 bins when left out', () => expect(calibration(rows([1]), [1]).bins).toHaveLength(15));

  test('a model that is right as often as it says has an error of 0, one that is sure and wrong of 1', () => {
    expect(calibration(rows([0.75, 0.75, 0.75, 0.75]), [1, 1, 1, 0]).expectedCalibrationError).toBe(0);
    expect(calibration(rows([1, 0]), [0, 1]).expectedCalibrationError).toBe(1);
  });

  test("a probability that float32's rounding put above 1 counts in the last bin", () => {
    expect(calibration([0, 1 + 2 ** -23], [1], { bins: 2 }).bins[1].count).toBe(1);
  });

  test('of no examples the error is NaN', () => {
    const { bins, expectedCalibrationError } = calibration([], [], { bins: 3 });
    expect(expectedCalibrationError).toBeNaN();
    expect(bins.map(({ count }) => count)).toEqual([0, 0, 0]);
  });

  test('agrees with the definition, bin by bin', () => {
    const example = fc.record({ positive: fc.double({ min: 0, max: 1, noNaN: true }), label: fc.nat(1) });
    fc.assert(
      fc.property(
        fc.array(example, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 20 }),
        (examples, count) => {
          const said = examples.map(({ positive: p, label }) => {
            const predicted = p > 1 - p ? 1 : 0;
            return { confidence: Math.max(p, 1 - p), right: predicted === label ? 1 : 0 };
          });
          let expected = 0;
          for (let m = 1; m <= count; m++) {
            const inBin = said.filter(({ confidence: c }) => (m - 1) / count < c && c <= m / count);
            if (inBin.length === 0) continue;
            const accuracy = inBin.reduce((sum, { right }) => sum + right, 0) / inBin.length;
            const confidence = inBin.reduce((sum, { confidence }) => sum + confidence, 0) / inBin.length;
            expected += (inBin.length / said.length) * Math.abs(accuracy - confidence);
          }
          const result = calibration(
            rows(examples.map(({ positive }) => positive)),
            examples.map(({ label }) => label),
            { bins: count },
          );
          expect(result.expectedCalibrationError).toBeCloseTo(expected, 12);
          expect(result.bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(examples.length);
        },
      ),
    );
  });

  test('rows that are not whole, labels that are no class, logits and bins that are none are refused', () => {
    expect(() => calibration([0.5, 0.5, 1], [0, 1])).toThrow('calibration: 3 probabilities, 2 labels');
    expect(() => calibration([0.5, 0.5], [2])).toThrow(ShapeError);
    expect(() => calibration([-1.5, 2.5], [1])).toThrow(
      new RangeError('calibration: probability 0 is -1.5; must be from 0 to 1; take the softmax of logits'),
    );
    expect(() => calibration([0.5, Number.NaN], [1])).toThrow('calibration: probability 1 is NaN');
    expect(() => calibration([0.5, 0.5], [1], { bins: 0 })).toThrow(
      new RangeError('calibration: bins is 0; must be a whole number of at least 1'),
    );
  });
});
