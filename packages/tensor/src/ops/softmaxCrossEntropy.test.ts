import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { elementary, expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { softmaxCrossEntropy } from './softmaxCrossEntropy.js';

describe.each(devices)('softmaxCrossEntropy on $name', (device) => {
  // The probabilities are 1/4, 3/4 for the first example and 1/2, 1/2 for the second.
  const logits = Tensor.from(device, [0, Math.log(3), 5, 5], [2, 2]);
  const labelsOf = (...labels: number[]) => Tensor.from(device, labels, [labels.length], 'int32');

  test.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'a logit of %d makes the loss and its example’s gradient NaN',
    async (logit) => {
      const logits = Tensor.from(device, [logit, 0, 1, 1], [2, 2]);
      const loss = softmaxCrossEntropy(logits, Tensor.from(device, [0, 0], [2], 'int32'));
      const [dLogits] = gradients(loss, [logits]);
      expect([...(await loss.read())]).toEqual([Number.NaN]);
      expectClose(await dLogits.read(), [Number.NaN, Number.NaN, -0.25, 0.25]);
    },
  );

  test('is the mean of minus the log-probability of the labels', async () => {
    const loss = softmaxCrossEntropy(logits, labelsOf(1, 0));
    expect(loss.shape).toEqual([]);
    expectClose(await loss.read(), [-(Math.log(0.75) + Math.log(0.5)) / 2], elementary);
  });

  test('the gradient is probability less label, over the batch', async () => {
    const [dLogits] = gradients(softmaxCrossEntropy(logits, labelsOf(1, 0)), [logits]);
    expectClose(await dLogits.read(), [0.25 / 2, -0.25 / 2, -0.5 / 2, 0.5 / 2], elementary);
  });

  // e^-40 = 4.248e-18, which is lost in 1 - e^-40.
  test('near certainty, the gradients of both classes still cancel out', async () => {
    const certain = Tensor.from(device, [40, 0], [1, 2]);
    const [dLogits] = gradients(softmaxCrossEntropy(certain, labelsOf(0)), [certain]);
    const [own, other] = await dLogits.read();
    expect(other).toBeGreaterThan(4.2e-18);
    expect(own).toBe(-other);
  });

  test('logits far apart do not overflow, in the loss or the gradient', async () => {
    const far = Tensor.from(device, [1000, -1000], [1, 2]);
    const loss = softmaxCrossEntropy(far, labelsOf(1));
    expectClose(await loss.read(), [2000], elementary);
    const [dFar] = gradients(loss, [far]);
    expectClose(await dFar.read(), [1, -1], elementary);
  });

  test('a certain and right prediction loses nothing', async () => {
    const loss = softmaxCrossEntropy(Tensor.from(device, [100, 0], [1, 2]), labelsOf(0));
    expectClose(await loss.read(), [0], elementary);
  });

  test('a label that is no class makes the loss NaN', async () => {
    for (const label of [-1, 2]) {
      expect([...(await softmaxCrossEntropy(logits, labelsOf(0, label)).read())]).toEqual([Number.NaN]);
    }
  });

  test('over an empty batch it is not a number, like every mean over nothing', async () => {
    const loss = softmaxCrossEntropy(Tensor.from(device, [], [0, 2]), labelsOf());
    expect([...(await loss.read())]).toEqual([Number.NaN]);
  });

  test('its gradient agrees with central differences', () =>
    checkGradients(
      (x, labels) => softmaxCrossEntropy(x, labels),
      [Tensor.from(device, [1, 0, -1, 2, 0.5, 3], [2, 3]), labelsOf(2, 0)],
    ));

  describe('with smoothing', () => {
    test('the label counts 1 - s, and all classes together s, in the loss and the gradient', async () => {
      const loss = softmaxCrossEntropy(logits, labelsOf(1, 0), { smoothing: 0.5 });
      // Half of -log(3/4), and half of the mean of -log(1/4) and -log(3/4); the second example's classes are alike.
      const first = -0.5 * Math.log(0.75) - 0.25 * (Math.log(0.25) + Math.log(0.75));
      expectClose(await loss.read(), [(first + Math.log(2)) / 2], elementary);
      // Against 1/4 and 3/4 for the first example, 3/4 and 1/4 for the second: its probabilities are where they should be.
      const [dLogits] = gradients(loss, [logits]);
      expectClose(await dLogits.read(), [0, 0, -0.25 / 2, 0.25 / 2], elementary);
    });

    test('logits far apart do not overflow', async () => {
      const far = Tensor.from(device, [1000, -1000], [1, 2]);
      // 0.75 · 2000, and 0.25 times the half of 2000 + 0.
      const loss = softmaxCrossEntropy(far, labelsOf(1), { smoothing: 0.25 });
      expectClose(await loss.read(), [1750], elementary);
    });

    test('of 0, no kernel runs beside those without', async () => {
      const dispatchesOf = (options?: { smoothing: number }) => {
        const before = device.counters.dispatches;
        softmaxCrossEntropy(logits, labelsOf(1, 0), options);
        return device.counters.dispatches - before;
      };
      expect(dispatchesOf({ smoothing: 0 })).toBe(dispatchesOf());
      expect(dispatchesOf({ smoothing: 0.1 })).toBeGreaterThan(dispatchesOf());
    });

    test('a label that is no class still makes the loss NaN', async () => {
      const loss = softmaxCrossEntropy(logits, labelsOf(0, 2), { smoothing: 0.1 });
      expect([...(await loss.read())]).toEqual([Number.NaN]);
    });

    test('its gradient agrees with central differences', () =>
      checkGradients(
        (x, labels) => softmaxCrossEntropy(x, labels, { smoothing: 0.3 }),
        [Tensor.from(device, [1, 0, -1, 2, 0.5, 3], [2, 3]), labelsOf(2, 0)],
      ));

    test.each([-0.1, 1, Number.NaN])('of %d is refused', (smoothing) => {
      expect(() => softmaxCrossEntropy(logits, labelsOf(0, 0), { smoothing })).toThrow(
        `softmaxCrossEntropy: smoothing ${smoothing}; must be at least 0 and below 1`,
      );
    });
  });

  test('names both shapes when there is not one label per example', () => {
    expect(() => softmaxCrossEntropy(logits, labelsOf(0, 1, 0))).toThrow(
      new ShapeError('softmaxCrossEntropy: logits [2, 2], labels [3]; must be [batch, classes] and [batch]'),
    );
  });

  test('logits without classes are refused', () => {
    expect(() => softmaxCrossEntropy(Tensor.from(device, [], [2, 0]), labelsOf(0, 0))).toThrow(
      new ShapeError('softmaxCrossEntropy: logits [2, 0], labels [2]; must be [batch, classes] and [batch]'),
    );
  });

  test('labels are whole numbers', () => {
    expect(() => softmaxCrossEntropy(logits, Tensor.from(device, [0, 1]))).toThrow(
      new ShapeError(
        `softmaxCrossEntropy: labels [2] is float32; must be int32; make it so in Tensor.from (${device.name})`,
      ),
    );
  });
});
