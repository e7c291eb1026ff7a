import type { Device } from '@textcam/tensor';
import { CpuDevice } from '@textcam/tensor';
import { Ansis } from 'ansis';
import { describe, expect, test } from 'vitest';
import { checksText, devicesText } from './doctorText.js';

const room = { width: 60, colours: new Ansis(0) };
const cpu: Device = new CpuDevice();

/** A device of WebGPU as far as anybody looks at it here. */
const gpu: Device = Object.assign(Object.create(cpu), {
  name: 'webgpu',
  description: 'Fast GPU',
  details: {
    adapter: 'Fast GPU',
    features: ['f16', 'subgroups'],
    limits: { maxBufferSize: 268435456, maxTextures: 2 },
  },
});

describe('the devices', () => {
  test('are listed with what tells them apart, numbers in groups of three digits', () => {
    const text = devicesText({ devices: [cpu, gpu], chosen: gpu, why: 'Fast GPU is a GPU' }, room);
    expect(text.split('\n')).toEqual([
      'cpu     CPU',
      '        adapter   WebAssembly SIMD',
      '        features  float32',
      'webgpu  Fast GPU',
      '        features  f16, subgroups',
      '        limits    maxBufferSize 268,435,456, maxTextures 2',
      '',
      'auto picks webgpu: Fast GPU is a GPU',
      '',
    ]);
  });

  test('fit the terminal', () => {
    const lines = devicesText({ devices: [gpu], chosen: cpu, why: 'none' }, { ...room, width: 48 }).split('\n');
    expect(lines.slice(1, 4)).toEqual([
      '        features  f16, subgroups',
      '        limits    maxBufferSize 268,435,456,',
      '                  maxTextures 2',
    ]);
  });

  test('a reason keeps its ways out, but not the calls among them', () => {
    const why = "webgpu: no driver answers; a GPU needs its Vulkan driver; or open 'cpu'";
    expect(devicesText({ devices: [cpu], chosen: cpu, why }, room)).toContain(
      '\nauto picks cpu: no driver answers; a GPU needs its Vulkan driver\n',
    );
  });
});

describe('the checks', () => {
  const check = (op: string, direction: 'forward' | 'backward', worstError = 0) => {
    return { device: 'webgpu' as const, op, direction, passed: worstError < 0.01, worstError };
  };

  test('ops that pass stand together, failures apart, each with its direction and error', () => {
    const checks = [
      check('add', 'forward'),
      check('add', 'backward'),
      check('exp', 'forward'),
      check('exp', 'backward', 0.5),
    ];
    expect(checksText([{ device: gpu, checks }], room).split('\n')).toEqual([
      '',
      'webgpu  Fast GPU: 1 of 2 ops pass',
      '        ✓ add',
      '        ✗ exp, backward: worst error 0.500 ULP',
      '',
    ]);
  });

  test('where all pass, nothing else is said; a device that broke down says why', () => {
    const lines = checksText(
      [
        { device: cpu, checks: [check('add', 'forward')] },
        { device: gpu, checks: [], brokeOff: 'webgpu: the GPU\nwas lost' },
      ],
      room,
    ).split('\n');
    expect(lines).toEqual([
      '',
      'cpu     CPU: 1 of 1 ops pass',
      '        ✓ add',
      '',
      'webgpu  Fast GPU: 0 of 0 ops pass',
      '        ✗ broke off: webgpu: the GPU was lost',
      '',
    ]);
  });

  test('ops stand in columns as wide as the terminal allows', () => {
    const checks = Array.from({ length: 5 }, (_, n) => check(`operation${n}`, 'forward'));
    const text = checksText([{ device: gpu, checks }], { ...room, width: 48 });
    expect(text).toContain('\n        ✓ operation0  operation1  operation2\n        ✓ operation3  operation4\n');
  });

  test('colours mark devices, passes and failures', () => {
    const text = checksText([{ device: gpu, checks: [check('exp', 'forward', 1)] }], {
      width: 60,
      colours: new Ansis(3),
    });
    expect(text).toContain('\u001b[31m✗ exp');
  });
});
