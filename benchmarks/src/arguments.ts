import { parseArgs } from 'node:util';
import { ArgumentError } from './errors.js';

export const suites = ['cpu', 'webgpu'] as const;

export interface Arguments {
  suite: (typeof suites)[number];
  rounds: number;
  /** Where the figures go as JSON; nowhere when left out. */
  json?: string;
}

const usage = `npm run bench -- [${suites.join('|')}] [--rounds N] [--json FILE]`;

export const help = `${usage}

Times training steps of the article's network, ours beside those of other libraries: on the same batches and weights, in turn, and only once
all have computed the same losses. The others embed and then convolve, as the network is defined, each in its fastest form; ours does it in the
order that its op projectedConv1d has.

  cpu            on the CPU, which is what runs unless told otherwise: textcam with and without WebAssembly, PyTorch when a python3 has it,
                 jax-js, TensorFlow.js and plain loops, and an epoch; writes docs/benchmarks.md
  webgpu         on WebGPU: textcam, jax-js and TensorFlow.js
  --rounds N     how often each of them has its turn: 1 to 1000, 5 unless told otherwise
  --json FILE    writes the figures to a file, too

The batches are IMDB reviews when aclImdb_v1.tar.gz is in the folder TEXTCAM_DATA or was downloaded (textcam data download imdb); otherwise they
are drawn to be like them. VK_DRIVER_FILES names a Vulkan driver, as for textcam.`;

/** What the words after `npm run bench --` mean: the suite on the CPU and 5 rounds unless they say otherwise. Throws ArgumentError. */
export function parseArguments(words: readonly string[]): Arguments | 'help' {
  const { positionals, values } = parsed(words);
  if (values.help) return 'help';
  const [suite = 'cpu', ...rest] = positionals;
  const known = suites.find((name) => name === suite);
  if (known === undefined || rest.length > 0) {
    throw new ArgumentError(`bench: "${positionals.join(' ')}" to run; must be ${suites.join(' or ')}; ${usage}`);
  }
  const rounds = Number(values.rounds);
  if (!/^\d+$/.test(values.rounds) || rounds < 1 || rounds > 1000) {
    throw new ArgumentError(`--rounds ${values.rounds}: must be a whole number from 1 to 1000; ${usage}`);
  }
  if (values.json === '') throw new ArgumentError(`--json: no name; must be that of a file; ${usage}`);
  return { suite: known, rounds, ...(values.json === undefined ? {} : { json: values.json }) };
}

function parsed(words: readonly string[]) {
  const options = {
    rounds: { type: 'string', default: '5' },
    json: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    const [what] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new ArgumentError(`bench: ${what}; ${usage}`);
  }
}
