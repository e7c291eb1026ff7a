import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { broadcastPairs, elementAt, indicesOf } from '../../test/shapes.js';
import { expectClose } from '../../test/tolerance.js';
import { DeviceError } from '../device.js';
import { CpuDevice } from '../devices/cpu.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { add } from './add.js';
import { sum } from './sum.js';

describe.each(devices)('add on $name', (device) => {
  const column = Tensor.from(device, [10, 20], [2, 1]);
  const row = Tensor.from(device, [1, 2, 3]);

  test('adds element by element', async () => {
    const y = add(Tensor.from(device, [1, 2]), Tensor.from(device, [10, 20]));
    expect([...(await y.read())]).toEqual([11, 22]);
  });

  test('a number stands for itself everywhere', async () => {
    expect([...(await add(row, 0.5).read())]).toEqual([1.5, 2.5, 3.5]);
  });

  test('stretches a column and a row to a table', async () => {
    const y = add(column, row);
    expect(y.shape).toEqual([2, 3]);
    expect([...(await y.read())]).toEqual([11, 12, 13, 21, 22, 23]);
  });

  test('stretches axes in the middle, of either operand', async () => {
    const [a, b] = [Tensor.from(device, [1, 2, 3, 4], [2, 1, 2]), Tensor.from(device, [10, 20], [2, 1])];
    const expected = [11, 12, 21, 22, 13, 14, 23, 24];
    expect([...(await add(a, b).read())]).toEqual(expected);
    expect([...(await add(b, a).read())]).toEqual(expected);
  });

  test('gives each operand the gradient of every place it was stretched to', async () => {
    const [dColumn, dRow] = gradients(sum(add(column, row)), [column, row]);
    expect([dColumn.shape, dRow.shape]).toEqual([[2, 1], [3]]);
    expect([...(await dColumn.read())]).toEqual([3, 3]);
    expect([...(await dRow.read())]).toEqual([2, 2, 2]);
  });

  test('a tensor added to itself has gradient 2', async () => {
    const [dRow] = gradients(sum(add(row, row)), [row]);
    expect([...(await dRow.read())]).toEqual([2, 2, 2]);
  });

  test('two numbers without axes make a number without axes', async () => {
    const y = add(Tensor.from(device, [1], []), Tensor.from(device, [2], []));
    expect(y.shape).toEqual([]);
    expect([...(await y.read())]).toEqual([3]);
  });

  test('[1] beside nothing makes nothing, and has gradient 0', async () => {
    const one = Tensor.from(device, [5], [1]);
    const y = add(one, Tensor.from(device, [], [0]));
    expect(y.shape).toEqual([0]);
    const [dOne] = gradients(sum(y), [one]);
    expect([...(await dOne.read())]).toEqual([0]);
  });

  test('broadcasts as the plain definition does, for any shapes', async () => {
    await fc.assert(
      fc.asyncProperty(broadcastPairs, async ({ a, b, shape }) => {
        const y = add(Tensor.from(device, a.values, a.shape), Tensor.from(device, b.values, b.shape));
        expect(y.shape).toEqual(shape);
        expectClose(
          await y.read(),
          indicesOf(shape).map((index) => elementAt(a, index) + elementAt(b, index)),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('its gradients agree with central differences', () =>
    checkGradients(add, [Tensor.from(device, [1, 2, 3, 4], [2, 1, 2]), Tensor.from(device, [5, 6, 7], [3, 1])]));

  test('names both shapes when they do not broadcast', () => {
    expect(() => add(column, Tensor.from(device, [1, 2, 3], [3, 1]))).toThrow(
      new ShapeError(
        'add: [2, 1] and [3, 1] do not broadcast; each axis, from the last, must be equal or 1; reshape one of them',
      ),
    );
  });

  test('names the operand that lies on another device', () => {
    const elsewhere = Tensor.from(new CpuDevice({ precision: 'float64' }), [1, 2, 3]);
    expect(() => add(row, elsewhere)).toThrow(
      new DeviceError(
        `add: b [3] lies on another device (CPU, float64); all must lie on one (${device.description}); read it and write it there`,
      ),
    );
  });
});
