import { makeBatch } from '@textcam/text';
import { afterAll, expect, test } from 'vitest';
import { checkAgreement } from '../agreement.js';
import { installBrowserWorker } from '../browserWorker.js';
import { drawWeights } from '../network.js';
import type { System } from '../system.js';
import { loops } from './loops.js';
import { findTorch, torch } from './torch.js';

const endThreads = installBrowserWorker();
afterAll(endThreads);

const batch = makeBatch(
  [
    { ids: Int32Array.of(7, 9, 8, 9, 10_003), label: 0 },
    { ids: Int32Array.of(5, 7), label: 1 },
  ],
  0,
);

/** The losses of three steps on the same batch. */
async function lossesOf(system: System): Promise<number[]> {
  const training = await system.start(await drawWeights(1), batch.shape);
  try {
    const losses: number[] = [];
    for (let step = 0; step < 3; step++) losses.push(await training.step(batch));
    return losses;
  } finally {
    training.stop();
  }
}

async function agreesWithLoops(system: System): Promise<void> {
  const losses = new Map([
    ['loops', await lossesOf(loops)],
    [system.name, await lossesOf(system)],
  ]);
  expect(() => checkAgreement(losses, 'two texts')).not.toThrow();
}

const python = findTorch();
if (!python) console.warn('PyTorch is not tested: neither /usr/bin/python3 nor python3 has it');

test.skipIf(!python)(
  'PyTorch gets weights and batches through a pipe, and answers with the losses of loops',
  async () => {
    if (python) await agreesWithLoops(torch(python));
  },
);

test('a Python that ends without an answer is named', async () => {
  await expect(lossesOf(torch({ command: 'false', version: '' }))).rejects.toThrow(
    'torch: its process ended with code 1; must answer',
  );
});

test('TensorFlow.js on WebAssembly, which lacks the gradient of gather, has the losses of loops with ours', async () => {
  const { tfjsWasm } = await import('./tfjsWasm.js');
  await agreesWithLoops(tfjsWasm);
});

test('jax-js on WebAssembly, with threads, has the losses of loops', async () => {
  const { jaxJs } = await import('./jaxJs.js');
  await agreesWithLoops(jaxJs('jax-js', 'wasm'));
});
