import { Adam, articleNetwork, TextCnn } from '@textcam/nn';
import {
  CpuDevice,
  capture,
  createRandom,
  type Device,
  DeviceLostError,
  gradients,
  Indices,
  openDevice,
  softmaxCrossEntropy,
  Tensor,
} from '@textcam/tensor';
import { selfCheck } from '@textcam/tensor/conformance';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let device: Device;
beforeAll(async () => {
  device = await openDevice('webgpu');
});
afterAll(() => device?.close());

test('the page is isolated, so that memory can be shared', () => {
  expect(crossOriginIsolated).toBe(true);
});

describe('in a page', () => {
  test('webgpu is found, and auto takes the CPU when the adapter is software', async () => {
    expect(device.name).toBe('webgpu');
    const chosen = await openDevice('auto');
    expect(chosen.name).toBe(/swiftshader/i.test(device.details.adapter) ? 'cpu' : 'webgpu');
    chosen.close();
  });

  test('every op passes on WebGPU and on the CPU, forward and backward', async () => {
    for (const one of [device, new CpuDevice()]) {
      const checks = [];
      for await (const check of selfCheck(one)) checks.push(check);
      expect(checks.filter(({ passed }) => !passed)).toEqual([]);
      expect(checks.length).toBeGreaterThan(50);
    }
  });

  test('a device that is lost is told by the next read', async () => {
    const adapter = await navigator.gpu.requestAdapter();
    if (!adapter) throw new Error('no adapter');
    const given: GPUDevice[] = [];
    const requestDevice = adapter.requestDevice.bind(adapter);
    Object.defineProperty(adapter, 'requestDevice', {
      value: async (descriptor: GPUDeviceDescriptor) => {
        given.push(await requestDevice(descriptor));
        return given[0];
      },
    });
    const losable = await openDevice('webgpu', {
      gpu: Object.assign(Object.create(null), { requestAdapter: async () => adapter }),
    });
    const x = Tensor.from(losable, [1, 2]);
    given[0].destroy();
    await expect(x.read()).rejects.toThrow(DeviceLostError);
  });

  test('a worker has WebGPU, too', async () => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    const answer = new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    });
    expect(await answer).toEqual({ device: 'webgpu', values: [3, 6, 9] });
    worker.terminate();
  });
});

describe("the article's network in a page", () => {
  const [rows, texts, time, steps] = [500, 8, 32, 20];

  /** Trains on texts drawn from a seed, as recorded steps; the parameters after them, and what the last step asked of the device. */
  async function train(on: Device) {
    const network = new TextCnn({ rows, dimensions: 16, classes: 2, ...articleNetwork }, on, createRandom(1));
    const parameters = network.parameters();
    const optimizer = new Adam(parameters);
    const random = createRandom(2);
    const draw = () => Int32Array.from({ length: texts * time }, () => Math.floor(rows ** random()));
    const indices = new Indices(on, draw(), [texts, time], rows);
    const lengths = Tensor.from(on, new Int32Array(texts).fill(time), [texts], 'int32');
    const labels = Tensor.from(
      on,
      Array.from({ length: texts }, (_, n) => n % 2),
      [texts],
      'int32',
    );
    const step = capture(on, () => {
      const loss = softmaxCrossEntropy(network.forward({ indices, lengths }).logits, labels);
      gradients(loss, Object.values(parameters), Object.values(optimizer.gradients));
      optimizer.apply(optimizer.gradients);
      return loss;
    });
    let before = { ...on.counters };
    for (let n = 0; n < steps; n++) {
      // The bodies to choose from are measured in the first steps.
      if (n === 3) await step.result.read();
      before = { ...on.counters };
      indices.write(draw());
      optimizer.advance();
      step.replay();
    }
    const { submissions, buffersCreated, bindGroupsCreated, maps } = on.counters;
    const asked = {
      submissions: submissions - before.submissions,
      buffersCreated: buffersCreated - before.buffersCreated,
      bindGroupsCreated: bindGroupsCreated - before.bindGroupsCreated,
      maps: maps - before.maps,
    };
    const values = await Promise.all(Object.values(parameters).map((parameter) => parameter.read()));
    return { values: values.map((value) => Array.from(value)), asked };
  }

  test('is trained to the same bits twice, in steps of one submission, and to what the CPU computes', async () => {
    const first = await train(device);
    expect(first.asked).toEqual({ submissions: 1, buffersCreated: 0, bindGroupsCreated: 0, maps: 0 });
    expect((await train(device)).values).toEqual(first.values);
    const { values } = await train(new CpuDevice());
    for (const [n, value] of first.values.entries()) {
      const difference = Math.hypot(...value.map((x, i) => x - values[n][i]));
      expect(difference / Math.hypot(...values[n])).toBeLessThanOrEqual(1e-4);
    }
  });
});
