import { describe, expect, test } from 'vitest';
import { devices } from '../../test/devices.js';
import { type Device, DeviceError, DeviceLostError } from '../device.js';
import { CpuDevice } from '../devices/cpu.js';
import { defineUpdate } from '../kernel.js';
import { record } from '../op.js';
import { add } from '../ops/add.js';
import { concat } from '../ops/concat.js';
import * as ops from '../ops/index.js';
import { relu } from '../ops/relu.js';
import { Tensor } from '../tensor.js';
import { conformanceCases } from './conformanceCases.js';
import { type OpCases, ordinary } from './opCases.js';
import { type Check, selfCheck } from './selfCheck.js';
import { exact, within } from './tolerance.js';

async function checksOf(device: Device, cases?: readonly OpCases[]): Promise<Check[]> {
  const all: Check[] = [];
  for await (const check of selfCheck(device, cases)) all.push(check);
  return all;
}

test('every op is checked, in both directions unless it has no input', () => {
  expect(conformanceCases.map(({ op }) => op).sort()).toEqual(Object.keys(ops).sort());
  const oneWay = conformanceCases.filter(({ backward }) => !backward);
  expect(oneWay.map(({ op }) => op)).toEqual(['fill']);
});

test('a tolerance that counts terms is told how many there are, for every result and gradient', () => {
  for (const { op, forward, backward, cases } of conformanceCases) {
    for (const [n, example] of cases.entries()) {
      if (forward.ulps(1) !== forward.ulps(0)) expect([op, n, example.forward]).not.toContain(undefined);
      if (backward && example.backward)
        expect([op, n, example.backward.length]).toEqual([op, n, example.inputs.length]);
    }
  }
});

test('a tolerance says what it computes', () => {
  const tolerances = conformanceCases.flatMap(({ forward, backward }) => [forward, ...(backward ? [backward] : [])]);
  for (const { formula, ulps } of tolerances) {
    const [, factor, name, , plus] = /^([\d.]*)([nK]?)( \+ )?([\d.]*)$/.exec(formula) ?? [];
    const at5 = name ? Number(factor || 1) * 5 + Number(plus || 0) : Number(factor);
    expect([formula, ulps(5)]).toEqual([formula, at5]);
  }
});

describe.each(devices)('the self-check on $name', (device) => {
  test('every op passes, forward and backward, and leaves nothing behind', async () => {
    const before = device.memory.buffers;
    const checks = await checksOf(device);
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(checks).toHaveLength(2 * conformanceCases.length - 1);
    expect(new Set(checks.map((check) => check.device))).toEqual(new Set([device.name]));
    expect(device.memory.buffers).toBe(before);
  });

  test('finds one element that is wrong by more than it may be', async () => {
    const third = Tensor.from(device, [0, 0, 1e-6, 0, 0]);
    const cases = [
      { inputs: [ordinary(5)], apply: ([x]: readonly Tensor[]) => (x.device === device ? add(x, third) : x) },
    ];
    const [strict] = await checksOf(device, [{ op: 'wrong', forward: within(1, ''), cases }]);
    expect(strict).toMatchObject({ device: device.name, op: 'wrong', direction: 'forward', passed: false });
    const [lenient] = await checksOf(device, [{ op: 'wrong', forward: within(strict.worstError, ''), cases }]);
    expect(lenient).toEqual({ ...strict, passed: true });
    third.dispose();
  });
});

describe('what is wrong', () => {
  const device = new CpuDevice();
  const only = (apply: OpCases['cases'][0]['apply']): OpCases[] => [
    { op: 'wrong', forward: exact, backward: exact, cases: [{ inputs: [ordinary(3)], apply }] },
  ];
  const failure = { device: 'cpu', op: 'wrong', passed: false, worstError: Number.POSITIVE_INFINITY };

  test('kernels off by a thousandth: all fail but reshape, which runs none', async () => {
    const checks = await checksOf(spoiled(new CpuDevice()));
    expect([...new Set(checks.filter(({ passed }) => passed).map(({ op }) => op))]).toEqual(['reshape']);
  });

  test('a wrong gradient of a right op', async () => {
    const leaky = ([x]: readonly Tensor[]) =>
      record(relu(x), [x], (dy) => [() => (dy.device === device ? add(dy, 0) : relu(dy))]);
    const [forward, backward] = await checksOf(device, only(leaky));
    expect(forward).toMatchObject({ passed: true, worstError: 0 });
    expect(backward).toMatchObject({ direction: 'backward', passed: false });
  });

  test('an op that throws, on this device or on all', async () => {
    const thrower = (on: (x: Tensor) => boolean) =>
      only(([x]) => {
        if (on(x)) throw new DeviceError('no memory');
        return relu(x);
      });
    for (const cases of [thrower((x) => x.device === device), thrower(() => true)]) {
      expect(await checksOf(device, cases)).toEqual([
        { ...failure, direction: 'forward' },
        { ...failure, direction: 'backward' },
      ]);
    }
  });

  test('NaN, and too few or too many elements', async () => {
    const nan = only(([x]) => (x.device === device ? add(x, Number.NaN) : x));
    const short = only(([x]) => (x.device === device ? x.view([2]) : x));
    const long = only(([x]) => (x.device === device ? concat([x, x], 0) : x));
    for (const cases of [nan, short, long]) {
      const [forward] = await checksOf(device, cases);
      expect(forward).toEqual({ ...failure, direction: 'forward' });
    }
  });

  test('a lost device ends the check with its error', async () => {
    const losing = only(() => {
      throw new DeviceLostError('the GPU was lost');
    });
    await expect(checksOf(device, losing)).rejects.toThrow(DeviceLostError);
  });
});

const spoil = defineUpdate({
  name: 'spoil',
  inputs: [],
  outputs: ['out'],
  params: {},
  cpu(_, { out }) {
    for (let i = 0; i < out.length; i++) out[i] = 1.001 * out[i] + 0.001;
  },
  wgsl: /* wgsl */ `out[i] = 1.001 * out[i] + 0.001;`,
});

/** The device with every float32 that a kernel computes off by a thousandth of itself, and of 1. */
function spoiled(device: CpuDevice): Device {
  const run: Device['run'] = (kernel, bindings, params) => {
    device.run(kernel, bindings, params);
    for (const name of kernel.outputs) {
      if (!kernel.integers.includes(name)) device.run(spoil, { out: bindings[name] }, {});
    }
  };
  return new Proxy(device, {
    get(target, key) {
      const value = key === 'run' ? run : Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
