import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { sum } from './sum.js';
import { timesRootLength } from './timesRootLength.js';

describe.each(devices)('timesRootLength on $name', (device) => {
  const x = Tensor.from(device, [1, 2, 3, 4, 5, 6], [3, 2]);
  const lengthsOf = (...lengths: number[]) => Tensor.from(device, lengths, [lengths.length], 'int32');

  test('each row goes with its own length; a text of none counts as one of 1', async () => {
    const y = timesRootLength(x, lengthsOf(4, 0, 9));
    expect(y.shape).toEqual([3, 2]);
    expect([...(await y.read())]).toEqual([2, 4, 3, 4, 15, 18]);
  });

  test('so does the gradient', async () => {
    const [dx] = gradients(sum(timesRootLength(x, lengthsOf(4, 0, 9))), [x]);
    expect([...(await dx.read())]).toEqual([2, 2, 1, 1, 3, 3]);
  });

  test('one length for all is that of each', async () => {
    expect([...(await timesRootLength(x, 4).read())]).toEqual([2, 4, 6, 8, 10, 12]);
  });

  test('its gradient agrees with central differences', () => checkGradients(timesRootLength, [x, lengthsOf(4, 0, 7)]));

  test('lengths that are not one for each row are refused', () => {
    expect(() => timesRootLength(x, lengthsOf(1, 2))).toThrow(
      new ShapeError('timesRootLength: x [3, 2], lengths [2]; must be [batch, channels] and [batch]'),
    );
  });
});
