import { createRandom } from '@textcam/tensor';
import { openDevice } from '@textcam/tensor/node';
import { type Batch, makeBatches } from '@textcam/text';
import { network } from './network.js';
import type { EpochTime } from './results.js';
import type { Weights } from './system.js';
import { textcamEpoch } from './systems/textcam.js';
import { type Python, torch } from './systems/torch.js';
import type { Texts } from './texts.js';

interface EpochOf extends Texts {
  weights: Weights;
  python: Python | undefined;
}

/** One epoch over all texts, their batches' making included: ours and, where it is found, PyTorch's, on the same batches. */
export async function timeEpoch(
  { examples, source, weights, python }: EpochOf,
  print: (line: string) => void,
): Promise<EpochTime[]> {
  const batches = () => makeBatches(examples, { ...network, paddingId: 0, random: createRandom(1) });
  print(`\nAn epoch over ${examples.length} ${source === 'imdb' ? 'training reviews' : 'drawn texts'}:`);
  const told = (time: EpochTime) => {
    print(`  ${time.system.padEnd(8)} ${time.seconds.toFixed(2)} s`);
    return time;
  };
  const device = await openDevice('cpu');
  const times = [told({ system: 'textcam', seconds: await textcamEpoch(device, weights, batches()) })];
  if (python) times.push(told({ system: 'torch', seconds: await torchEpoch(python, weights, batches) }));
  return times;
}

/** Its process starts before the clock does. */
async function torchEpoch(python: Python, weights: Weights, batches: () => Iterable<Batch>): Promise<number> {
  const [first] = batches();
  const system = torch(python);
  const training = await system.start(weights, first.shape);
  try {
    // One step, after which PyTorch is loaded and warm; it is trained a step too many.
    await training.step(first);
    const started = performance.now();
    for (const batch of batches()) await training.step(batch);
    return (performance.now() - started) / 1000;
  } finally {
    training.stop();
  }
}
