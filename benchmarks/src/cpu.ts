import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { CpuDevice } from '@textcam/tensor';
import { openDevice } from '@textcam/tensor/node';
import type { EncodedExample } from '@textcam/text';
import { writeFileAtomically } from '@textcam/text/node';
import { benchmarksPage, goals } from './benchmarksPage.js';
import { installBrowserWorker } from './browserWorker.js';
import { compareAll, type Part } from './comparison.js';
import { timeEpoch } from './epoch.js';
import { checkWritable } from './figuresFile.js';
import { describeMachine, machineText } from './machine.js';
import { drawWeights } from './network.js';
import { type Results, resultsOf } from './results.js';
import type { Timing } from './rounds.js';
import type { Weights } from './system.js';
import { findTorch, type Python } from './systems/torch.js';
import { openTexts } from './texts.js';

/**
 * Ours and our peers on the CPU, and an epoch of ours and PyTorch's; the figures also go to docs/benchmarks.md. `print` gets lines for people
 * as they come. Throws BenchmarkError when the systems do not compute the same, FileError when that page cannot be written.
 */
export async function benchCpu(rounds: number, print: (line: string) => void): Promise<Results> {
  const page = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));
  await checkWritable(page);
  const python = findTorch();
  const machine = describeMachine(python ? { versions: { torch: python.version } } : {});
  print(machineText(machine));
  if (!python) print('torch is left out: neither /usr/bin/python3 nor python3 has it (Debian: python3-torch)');
  print(
    `jax-js has ${availableParallelism()} threads, from a Worker over Node's; tfjs-wasm has one: it has no threads in Node`,
  );
  const { examples, source } = await openTexts(print);
  const weights = await drawWeights(1);
  const timings = await timeSteps({ rounds, python, examples, weights }, print);
  const results = resultsOf(machine, source, timings, await timeEpoch({ examples, source, weights, python }, print));
  await writeFileAtomically(page, benchmarksPage(results));
  print(`\nWritten to ${page}`);
  return results;
}

interface StepsOf {
  rounds: number;
  python: Python | undefined;
  examples: readonly EncodedExample[];
  weights: Weights;
}

/** Some peers need threads as browsers have them, which end with it. */
async function timeSteps(
  { rounds, python, ...start }: StepsOf,
  print: (line: string) => void,
): Promise<Map<number, Timing[]>> {
  const endThreads = installBrowserWorker();
  try {
    const parts = await participants(rounds, python);
    return await compareAll(new Map([...goals].map(([time, own]) => [time, { parts, goals: own }])), start, print);
  } finally {
    await endThreads();
  }
}

/** Who takes part. The peers are loaded here, since they must find `Worker` in place. */
async function participants(rounds: number, python: Python | undefined): Promise<Part[]> {
  const { textcam } = await import('./systems/textcam.js');
  const { torch } = await import('./systems/torch.js');
  const { jaxJs } = await import('./systems/jaxJs.js');
  const { tfjsWasm } = await import('./systems/tfjsWasm.js');
  const { loops } = await import('./systems/loops.js');
  const few = Math.min(rounds, 2);
  return [
    { system: textcam('textcam', () => openDevice('cpu')), rounds },
    { system: textcam('textcam-plain', async () => new CpuDevice({ simd: false })), rounds },
    ...(python ? [{ system: torch(python), rounds }] : []),
    { system: jaxJs('jax-js', 'wasm'), rounds },
    { system: tfjsWasm, rounds: few },
    { system: loops, rounds: few },
  ];
}
