import { Tensor } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { devices } from '../../tensor/test/devices.js';
import { loadParameters, saveParameters } from './checkpoint.js';
import { CheckpointError, readSafetensors, writeSafetensors } from './safetensors.js';

describe.each(devices)('checkpoints on $name', (device) => {
  const make = () => ({
    'a.weight': Tensor.from(device, [1, 2.5, -3, 0.1], [2, 2]),
    'a.bias': Tensor.from(device, [0.2]),
    state: Tensor.from(device, [2 ** 31 - 1, 7], [2], 'int32'),
  });
  const zeros = () => ({
    'a.weight': Tensor.from(device, [0, 0, 0, 0], [2, 2]),
    'a.bias': Tensor.from(device, [0]),
    state: Tensor.from(device, [0, 0], [2], 'int32'),
  });

  test('what was saved comes back from the bytes of a file, bit for bit', async () => {
    const bytes = writeSafetensors(await saveParameters(make(), { seed: '1' }));
    const file = readSafetensors(bytes, 'model.safetensors');
    const loaded = zeros();
    loadParameters(file, loaded);
    expect(file.metadata).toEqual({ seed: '1' });
    expect([...(await loaded['a.weight'].read())]).toEqual([1, 2.5, -3, Math.fround(0.1)]);
    expect([...(await loaded.state.read())]).toEqual([2 ** 31 - 1, 7]);
  });

  test('half precision rounds numbers and keeps whole ones', async () => {
    const bytes = writeSafetensors(await saveParameters(make(), {}, { dtype: 'F16' }));
    const loaded = zeros();
    loadParameters(readSafetensors(bytes, 'model.safetensors'), loaded);
    // The 16-bit float nearest to 0.1 is 1638 / 2¹⁴.
    expect([...(await loaded['a.weight'].read())]).toEqual([1, 2.5, -3, 1638 / 2 ** 14]);
    expect([...(await loaded.state.read())]).toEqual([2 ** 31 - 1, 7]);
  });

  test('missing, extra and misshapen tensors are all named, and nothing is loaded', async () => {
    const { 'a.weight': weight, ...rest } = make();
    const file = await saveParameters({ ...rest, old: weight }, {});
    const parameters = { ...zeros(), 'a.bias': Tensor.from(device, [5, 5]) };
    expect(() => loadParameters(file, parameters)).toThrow(CheckpointError);
    expect(() => loadParameters(file, parameters)).toThrow(
      "checkpoint: old is extra, a.weight is missing, a.bias is [1] instead of [2]; must hold the network's tensors",
    );
    expect([...(await parameters.state.read())]).toEqual([0, 0]);
  });

  test('whole numbers do not load into others, nor into a tensor of another name', async () => {
    const file = await saveParameters({ n: Tensor.from(device, [1], [1], 'int32') }, {});
    expect(() => loadParameters(file, { n: Tensor.from(device, [1]) })).toThrow('n is I32 instead of float32');
    expect(() => loadParameters(file, {})).toThrow('n is extra');
  });
});
