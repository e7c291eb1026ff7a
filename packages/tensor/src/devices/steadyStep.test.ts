import { expect, test, vi } from 'vitest';
import { capture } from '../capture.js';
import { gradients } from '../gradients.js';
import { Indices } from '../indices.js';
import { meansOverTime } from '../ops/meansOverTime.js';
import { multiply } from '../ops/multiply.js';
import { projectedConv1d } from '../ops/projectedConv1d.js';
import { sum } from '../ops/sum.js';
import { LinearMemory } from '../simd/linearMemory.js';
import { Tensor } from '../tensor.js';
import { CpuDevice } from './cpu.js';

test('a replay on the CPU takes no memory, whatever its inputs hold', async () => {
  const device = new CpuDevice();
  const table = Tensor.from(device, new Array(50 * 8).fill(0.5), [50, 8]);
  const weight = Tensor.from(device, new Array(4 * 2 * 8).fill(0.25), [4, 2, 8]);
  const bias = Tensor.from(device, [0, 1, 2, 3]);
  const indices = new Indices(device, new Array(60).fill(1), [3, 20], 50);
  const step = capture(device, () => {
    const means = meansOverTime(projectedConv1d(table, indices, [{ weight, bias, padding: 1 }]));
    return gradients(sum(multiply(means, means)), [table, weight, bias]);
  });
  step.replay();
  const allocate = vi.spyOn(LinearMemory.prototype, 'allocate');
  const before = { ...device.memory };
  for (let n = 0; n < 10; n++) {
    indices.write(Array.from({ length: 60 }, (_, i) => (i * (n + 3)) % 50));
    step.replay();
  }
  expect(allocate).not.toHaveBeenCalled();
  expect(device.memory).toEqual(before);
  expect((await step.result[2].read()).every(Number.isFinite)).toBe(true);
  allocate.mockRestore();
});
