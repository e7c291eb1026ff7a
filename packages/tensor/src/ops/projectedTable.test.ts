import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problems, tensorsOf } from '../../test/branchProblems.js';
import { devices } from '../../test/devices.js';
import { Indices } from '../indices.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { projectedConv1d } from './projectedConv1d.js';
import { ProjectedTable } from './projectedTable.js';

describe.each(devices)('ProjectedTable on $name', (device) => {
  // Words 1 and 2 embedded as 10 and 100; a filter of width 2 that adds its second input to twice its first.
  const table = Tensor.from(device, [0, 10, 100], [3, 1]);
  const weight = Tensor.from(device, [2, 1], [1, 2, 1]);
  const branch = { weight, bias: Tensor.from(device, [0.5]), padding: 1 };
  const idsOf = (...ids: number[]) => Tensor.from(device, ids, [1, ids.length], 'int32');

  test('one table serves text after text', async () => {
    const projected = new ProjectedTable(table, [branch]);
    const featuresOf = async (...ids: number[]) => [...(await projected.convolve(idsOf(...ids))[0].read())];
    expect(await featuresOf(1, 2)).toEqual([10.5, 120.5, 200.5]);
    expect(await featuresOf(2, -1, 1)).toEqual([100.5, 200.5, 10.5, 20.5]);
    projected.dispose();
  });

  test('its weights are those of the time it was made', async () => {
    const own = Tensor.from(device, [1, 2], [2, 1]);
    const projected = new ProjectedTable(own, [branch]);
    own.write([5, 5]);
    expect([...(await projected.convolve(idsOf(1))[0].read())]).toEqual([2.5, 4.5]);
  });

  test('features are those of projectedConv1d, whatever the sizes and however many branches', async () => {
    await fc.assert(
      fc.asyncProperty(problems, async (problem) => {
        const { indices, words, branches } = tensorsOf(device, problem);
        const projected = new ProjectedTable(words, branches);
        const found = projected.convolve(indices.ids);
        const expected = projectedConv1d(words, indices, branches);
        for (const [n, features] of expected.entries()) {
          expect(found[n].shape).toEqual(features.shape);
          expect(await found[n].read()).toEqual(await features.read());
        }
        projected.dispose();
      }),
      { numRuns: 30 },
    );
  });

  test('the bits are those of projectedConv1d too, of numbers that must be rounded', async () => {
    const values = Array.from({ length: 12 * 9 }, (_, n) => Math.sin(n));
    const words = Tensor.from(device, values, [12, 9]);
    const branches = [1, 2].map((kernelSize) => ({
      weight: Tensor.from(device, values.slice(0, 4 * kernelSize * 9), [4, kernelSize, 9]),
      bias: Tensor.from(device, values.slice(0, 4)),
      padding: kernelSize - 1,
    }));
    const ids = [3, 11, 0, 3, 7, -1];
    const found = new ProjectedTable(words, branches).convolve(idsOf(...ids));
    const expected = projectedConv1d(words, new Indices(device, ids, [1, 6], 12), branches);
    for (const n of [0, 1]) expect(await found[n].read()).toEqual(await expected[n].read());
  });

  test.each([
    [
      'ids of one axis',
      () => new ProjectedTable(table, [branch]).convolve(Tensor.from(device, [1], [1], 'int32')),
      'int32 [1]',
    ],
    [
      'ids that are no whole numbers',
      () => new ProjectedTable(table, [branch]).convolve(Tensor.from(device, [1], [1, 1])),
      'float32',
    ],
    [
      'texts that no filter fits on',
      () => new ProjectedTable(table, [{ ...branch, padding: 0 }]).convolve(idsOf(1)),
      '1 positions',
    ],
    ['a table of one axis', () => new ProjectedTable(Tensor.from(device, [1]), [branch]), 'table [1], indices'],
    [
      'weights of another width',
      () => new ProjectedTable(Tensor.from(device, [1, 2], [1, 2]), [branch]),
      '[filters, kernelSize, 2]',
    ],
    ['no branches', () => new ProjectedTable(table, []), 'no branches'],
  ])('%s is refused', (_, call, message) => {
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(message);
  });
});
