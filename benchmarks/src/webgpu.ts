import { openDevice } from '@textcam/tensor/node';
import { fullBatches } from './batches.js';
import { compare, type Part } from './comparison.js';
import { describeMachine, machineText } from './machine.js';
import { installNavigatorGpu } from './navigatorGpu.js';
import { drawWeights } from './network.js';
import { type Results, resultsOf } from './results.js';
import type { Timing } from './rounds.js';
import { openTexts } from './texts.js';

const differentBatches = 4;

/**
 * Ours and the peers that train this network on WebGPU, all on one adapter. `print` gets lines for people as they come.
 *
 * Throws BenchmarkError when the systems do not compute the same, and DeviceError without an adapter.
 */
export async function benchWebGpu(rounds: number, print: (line: string) => void): Promise<Results> {
  const machine = describeMachine({ adapter: await installNavigatorGpu() });
  print(machineText(machine));
  const { examples, source } = await openTexts(print);
  const weights = await drawWeights(1);
  const timings = new Map<number, Timing[]>();
  for (const { time, parts, goals, note } of await lineUps(rounds)) {
    const batches = fullBatches(examples, time, differentBatches);
    timings.set(time, await compare({ parts, weights, batches, goals }, print));
    print(note);
  }
  return resultsOf(machine, source, timings);
}

/** Who takes part at which length of the batches. Peers are loaded here, since they must find WebGPU in place. */
async function lineUps(rounds: number) {
  const { textcam } = await import('./systems/textcam.js');
  const { jaxJs } = await import('./systems/jaxJs.js');
  const { tfjsWebGpu } = await import('./systems/tfjsWebGpu.js');
  const both: Part[] = [
    { system: textcam('textcam', () => openDevice('webgpu')), rounds, steps: differentBatches },
    { system: jaxJs('jax-js-webgpu', 'webgpu'), rounds, steps: 1 },
  ];
  const slow: Part = { system: tfjsWebGpu, rounds: Math.min(rounds, 2), steps: 1 };
  return [
    {
      time: 150,
      parts: [...both, slow],
      goals: { 'jax-js-webgpu': 12, 'tfjs-webgpu': 12 },
      note: 'tfjs-webgpu has two rounds at most, for they take long.',
    },
    {
      time: 500,
      parts: both,
      goals: { 'jax-js-webgpu': 20 },
      note: 'tfjs-webgpu is left out: on a software adapter it takes a minute or more for a step.',
    },
  ];
}
