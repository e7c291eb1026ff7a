import { readdir, stat } from 'node:fs/promises';
import type { Device, DeviceChoice } from '@textcam/tensor';
import type { Classifier } from '@textcam/text';
import { withDevice } from './device.js';
import { InputError } from './errors.js';

/** What commands say of their MODEL argument. */
export const modelHelp = 'a file that `textcam train` wrote, or the name of one that comes along: accurate or article';

/**
 * The classifier in a file, or one that comes with @textcam/text. Where both are there, the file counts.
 *
 * Throws InputError for neither, CheckpointError for a file that holds none, FileError for one that cannot be read.
 */
export async function openModel(model: string, device: Device): Promise<Classifier> {
  const [{ loadClassifier }, { readFileOrExplain }] = await Promise.all([
    import('@textcam/text'),
    import('@textcam/text/node'),
  ]);
  const path = await modelPath(model);
  return loadClassifier(await readFileOrExplain(path, 'a classifier that `textcam train` wrote'), path, device);
}

/** Some work with a classifier on a device, which is closed after. Throws as `openModel` does, and DeviceError when there is no such device. */
export async function withModel<Result>(
  model: string,
  choice: DeviceChoice,
  work: (classifier: Classifier) => Promise<Result>,
): Promise<Result> {
  return withDevice(choice, async (device) => work(await openModel(model, device)));
}

async function modelPath(model: string): Promise<string> {
  const { shippedFile } = await import('@textcam/text/node');
  const found = await stat(model).catch(() => undefined);
  if (found?.isFile()) return model;
  const names = await shippedModels(shippedFile('models'));
  if (names.includes(model)) return shippedFile(`models/${model}${ending}`);
  // What is there but no file, a folder say, is explained by whoever reads it.
  if (found) return model;
  const known = names.length > 0 ? `a shipped model (${names.join(', ')})` : 'a shipped model';
  throw new InputError(
    `${model}: no such file; must be a model file or the name of ${known}; check the path, or make one with \`textcam train\``,
  );
}

const ending = '.safetensors';

async function shippedModels(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => []);
  return files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
}
