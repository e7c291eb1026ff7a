import { openDevice } from '@textcam/tensor/node';
import { compareAll, type LineUp, type Part } from './comparison.js';
import { describeMachine, machineText } from './machine.js';
import { installNavigatorGpu } from './navigatorGpu.js';
import { drawWeights } from './network.js';
import { type Results, resultsOf } from './results.js';
import { openTexts } from './texts.js';

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
  const timings = await compareAll(await lineUps(rounds), { examples, weights }, print);
  print(
    'tfjs-webgpu has two rounds at most, and none at T = 500: on a software adapter it takes a minute or more for such a step.',
  );
  return resultsOf(machine, source, timings);
}

/** Who takes part at which length of the batches. Peers are loaded here, since they must find WebGPU in place. */
async function lineUps(rounds: number): Promise<Map<number, LineUp>> {
  const { textcam } = await import('./systems/textcam.js');
  const { jaxJs } = await import('./systems/jaxJs.js');
  const { tfjsWebGpu } = await import('./systems/tfjsWebGpu.js');
  const both: Part[] = [
    { system: textcam('textcam', () => openDevice('webgpu')), rounds },
    { system: jaxJs('jax-js-webgpu', 'webgpu'), rounds },
  ];
  const slow: Part = { system: tfjsWebGpu, rounds: Math.min(rounds, 2) };
  return new Map([
    [150, { parts: [...both, slow], goals: { 'jax-js-webgpu': 12, 'tfjs-webgpu': 12 } }],
    [500, { parts: both, goals: { 'jax-js-webgpu': 20 } }],
  ]);
}
