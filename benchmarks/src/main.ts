import { writeFileAtomically } from '@textcam/text/node';
import { help, parseArguments } from './arguments.js';
import { benchCpu } from './cpu.js';
import { ArgumentError } from './errors.js';
import { checkWritable } from './figuresFile.js';
import { benchWebGpu } from './webgpu.js';

// Faults of ours keep their stack trace; these are the user's to mend.
const expected = ['ArgumentError', 'BenchmarkError', 'DatasetError', 'DeviceError', 'DeviceLostError', 'FileError'];

async function run(words: readonly string[]): Promise<void> {
  const asked = parseArguments(words);
  if (asked === 'help') return console.log(help);
  const { suite, rounds, json } = asked;
  if (json !== undefined) await checkWritable(json);
  const results = await (suite === 'cpu' ? benchCpu : benchWebGpu)(rounds, console.log);
  if (json !== undefined) await writeFileAtomically(json, `${JSON.stringify(results, undefined, 2)}\n`);
}

process.once('SIGINT', () => {
  console.error('bench: stopped; no figures were written');
  // The signal again, which kills this time: with reads under way on the peers' devices, leaving by process.exit may end in a segmentation fault.
  process.kill(process.pid, 'SIGINT');
});
// Whoever reads the output has seen enough, as `head` does.
process.stdout.once('error', () => process.kill(process.pid, 'SIGTERM'));

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Error && expected.includes(error.name))) throw error;
  console.error(error.message);
  process.exitCode = error instanceof ArgumentError ? 2 : 1;
}
