import { articleNetwork, saveParameters, TextCnn } from '@textcam/nn';
import { CpuDevice, createRandom } from '@textcam/tensor';
import { presets, reserved } from '@textcam/text';
import type { Weights } from './system.js';

const { vocabularySize, dimensions, batchSize } = presets.article;

/** The network that all systems train: the article's. */
export const network = {
  ...articleNetwork,
  rows: vocabularySize + reserved.length,
  dimensions,
  classes: 2,
  batchSize,
} as const;

/** The weights that all systems start from, on the host. */
export async function drawWeights(seed: number): Promise<Weights> {
  const device = new CpuDevice();
  const drawn = new TextCnn(network, device, createRandom(seed));
  const { tensors } = await saveParameters(drawn.parameters(), {});
  device.close();
  return tensors;
}
