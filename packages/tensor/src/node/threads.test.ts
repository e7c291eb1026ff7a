import { describe, expect, test } from 'vitest';
import { runAlone } from '../../test/runAlone.js';
import { DeviceError } from '../device.js';
import { openDevice } from './index.js';

// Sizes with ragged ends, and more ranges than threads. It prints what five steps come to.
const training = (count: number) => `
  import { createHash } from 'node:crypto';
  import { capture, createRandom, gradients, Indices, meansOverTime, multiply, projectedConv1d, subtract, sum, Tensor } from '../index.ts';
  import { openDevice } from './index.ts';
  const device = await openDevice('cpu', { threads: ${count} });
  const random = createRandom(1);
  const filled = (...shape) => Tensor.from(device, Array.from({ length: shape.reduce((a, b) => a * b) }, () => random() - 0.5), shape);
  const [rows, dimensions, batch, time] = [1203, 37, 23, 41];
  const table = filled(rows, dimensions);
  const branches = [[32, 1, 0], [16, 2, 1], [7, 3, 1]].map(([filters, size, padding]) => ({
    weight: filled(filters, size, dimensions), bias: filled(filters), padding,
  }));
  const parameters = [table, ...branches.flatMap(({ weight, bias }) => [weight, bias])];
  const ids = () => Array.from({ length: batch * time }, () => Math.floor(random() * rows));
  const indices = new Indices(device, ids(), [batch, time], rows);
  const step = capture(device, () => {
    const means = meansOverTime(projectedConv1d(table, indices, branches));
    return gradients(sum(multiply(means, means)), parameters);
  });
  const hash = createHash('sha256');
  for (let n = 0; n < 5; n++) {
    indices.write(ids());
    step.replay();
    for (const [i, gradient] of step.result.entries()) {
      const moved = subtract(parameters[i], multiply(gradient, 0.1));
      parameters[i].write(await moved.read());
      hash.update(new Uint8Array((await gradient.read()).buffer));
    }
  }
  console.log(hash.digest('hex'));
`;

describe('threads on the CPU', () => {
  test('one, two and four give the same bits, and the process ends by itself', async () => {
    const [one, two, four] = await Promise.all([1, 2, 4].map((count) => runAlone(training(count))));
    expect(one).toMatchObject({
      status: 0,
      signal: null,
      stderr: '',
      stdout: expect.stringMatching(/^[0-9a-f]{64}\n$/),
    });
    expect(two).toEqual(one);
    expect(four).toEqual(one);
  }, 60_000);

  test('end with the device', async () => {
    const code = `${training(3)} device.close(); console.log('closed');`;
    const { status, stdout } = await runAlone(code);
    expect([status, stdout.split('\n').at(-2)]).toEqual([0, 'closed']);
  });

  test.each([0, -1, 1.5, Number.NaN])('%d of them is a DeviceError that says what must be', async (threads) => {
    const opening = openDevice('cpu', { threads });
    await expect(opening).rejects.toThrow(DeviceError);
    await expect(opening).rejects.toThrow(`cpu: ${threads} threads; must be a whole number from 1 on`);
  });

  test('a thread that does not start leaves the work to the others', async () => {
    const never = 'new CpuDevice({ runner: (memory) => new Threads(memory, { count: 2, start: () => () => {} }) })';
    const code = training(2)
      .replace("await openDevice('cpu', { threads: 2 })", never)
      .replace(
        "import { openDevice } from './index.ts'",
        "import { CpuDevice } from '../index.ts'; import { Threads } from '../devices/threads.ts'",
      );
    const { status, stdout } = await runAlone(code);
    expect(status).toBe(0);
    expect(stdout).toBe((await runAlone(training(1))).stdout);
  });
});
