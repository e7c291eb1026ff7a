import type { Tensor } from '@textcam/tensor';
import { CheckpointError, type SafetensorsFile, type StoredTensor } from './safetensors.js';

export interface SaveOptions {
  /** How numbers are stored, 'F32' when left out. F16 halves the file and keeps 3 digits; int32 tensors stay I32. */
  dtype?: 'F32' | 'F16';
}

/**
 * The parameters' values, read from the device, ready for writeSafetensors. Any tensors by name will do, an optimizer's state too.
 *
 * @param metadata kept in the file beside them
 */
export async function saveParameters(
  parameters: Readonly<Record<string, Tensor>>,
  metadata: Readonly<Record<string, string>>,
  { dtype = 'F32' }: SaveOptions = {},
): Promise<SafetensorsFile> {
  const entries = Object.entries(parameters).map(async ([name, tensor]): Promise<[string, StoredTensor]> => {
    const values = await tensor.read();
    if (values instanceof Int32Array) return [name, { shape: tensor.shape, dtype: 'I32', values }];
    return [
      name,
      { shape: tensor.shape, dtype, values: values instanceof Float32Array ? values : Float32Array.from(values) },
    ];
  });
  return { tensors: new Map(await Promise.all(entries)), metadata };
}

/**
 * Writes a file's values into the parameters of the same names.
 *
 * Throws CheckpointError, with all that is wrong, unless file and parameters agree in every name, shape and kind of number; the
 * parameters are then untouched.
 */
export function loadParameters({ tensors }: SafetensorsFile, parameters: Readonly<Record<string, Tensor>>): void {
  const problems = [...tensors.keys()]
    .filter((name) => !Object.hasOwn(parameters, name))
    .map((name) => `${name} is extra`);
  for (const [name, parameter] of Object.entries(parameters)) {
    const stored = tensors.get(name);
    const problem = stored ? mismatch(stored, parameter) : 'is missing';
    if (problem) problems.push(`${name} ${problem}`);
  }
  if (problems.length > 0) {
    throw new CheckpointError(
      `checkpoint: ${problems.join(', ')}; must hold the network's tensors and no others; ` +
        'load it into a network with the settings it was saved with',
    );
  }
  for (const [name, parameter] of Object.entries(parameters)) parameter.write(tensors.get(name)!.values);
}

function mismatch(stored: StoredTensor, { shape, dtype }: Tensor): string | undefined {
  if (stored.shape.join() !== shape.join()) return `is [${stored.shape.join(', ')}] instead of [${shape.join(', ')}]`;
  if ((stored.dtype === 'I32') !== (dtype === 'int32')) return `is ${stored.dtype} instead of ${dtype}`;
  return undefined;
}
