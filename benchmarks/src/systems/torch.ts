import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism, endianness } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Batch } from '@textcam/text';
import { BenchmarkError } from '../errors.js';
import { network } from '../network.js';
import type { System, Training, Weights } from '../system.js';

/** A Python that has PyTorch. */
export interface Python {
  command: string;
  /** Of PyTorch. */
  version: string;
}

/** The system's Python, or else the first on the path, when it has PyTorch; or undefined. */
export function findTorch(): Python | undefined {
  if (endianness() !== 'LE') return undefined;
  for (const command of ['/usr/bin/python3', 'python3']) {
    const { status, stdout } = spawnSync(command, ['-c', 'import torch; print(torch.__version__)'], {
      encoding: 'utf8',
    });
    if (status === 0) return { command, version: stdout.trim() };
  }
  return undefined;
}

// Without these each step takes its tensors' pages from the system anew, which makes it 7 times as long.
const keptMemory = { MALLOC_MMAP_THRESHOLD_: '1073741824', MALLOC_TRIM_THRESHOLD_: '1073741824' };

/** PyTorch in a process of its own, with a thread for each core. A step's time has the way there and back in it, some 0.1 ms. */
export function torch({ command }: Python): System {
  return {
    name: 'torch',
    async start(weights) {
      return train(command, weights);
    },
  };
}

function train(command: string, weights: Weights): Training {
  const settings = {
    ...network,
    threads: availableParallelism(),
    weights: [...weights].map(([name, { shape }]) => [name, shape]),
  };
  const child = spawn(
    command,
    [fileURLToPath(new URL('./torchTraining.py', import.meta.url)), JSON.stringify(settings)],
    {
      env: { ...process.env, ...keptMemory },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const ended = once(child, 'close').then(([code]): never => {
    throw new BenchmarkError(`torch: its process ended with code ${code}; must answer; see what it printed above`);
  });
  // Whoever waits for an answer hears of it; nobody may be waiting.
  ended.catch(() => {});
  child.stdin.on('error', () => {});
  const send = (values: Float32Array | Int32Array) =>
    child.stdin.write(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  for (const { values } of weights.values()) send(Float32Array.from(values));

  return {
    async step({ shape, ids, labels }: Batch) {
      send(Int32Array.of(...shape));
      send(ids);
      send(labels);
      const [answer] = await Promise.race([once(child.stdout, 'data'), ended]);
      if (!(answer instanceof Buffer) || answer.length !== 8) {
        throw new BenchmarkError(`torch: answered ${String(answer)}; must be 8 bytes, a loss; report it`);
      }
      return answer.readDoubleLE();
    },
    stop() {
      child.stdin.end();
    },
  };
}
