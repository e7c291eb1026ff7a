import type { FoundDevices } from '@textcam/tensor/node';
import type { Command } from 'commander';
import { checksText, type DeviceChecks, devicesText } from '../doctorText.js';
import { SelfCheckError } from '../errors.js';
import { coloursFor, type Io, print } from '../io.js';
import { Progress } from '../progress.js';
import { follow } from '../stopping.js';

/** `textcam doctor`: what there is to compute on, and whether it computes rightly. */
export function declareDoctor(program: Command, io: Io): void {
  program
    .command('doctor')
    .summary('show what there is to compute on, and check it')
    .description(
      'Lists the CPU and every adapter of WebGPU with features and limits, says which of them --device auto stands for and why, and checks ' +
        'every op on each, forward and backward, against the same op on the CPU with 64 bits. The exit code is 1 when a check fails.',
    )
    .option('--json', 'print one JSON object: devices, chosen, selfCheck')
    .action((options: { json?: true }) => runDoctor(options, io));
}

async function runDoctor({ json }: { json?: true }, io: Io): Promise<void> {
  const { findDevices } = await import('@textcam/tensor/node');
  const found = await findDevices();
  try {
    const room = { width: io.stdout.columns ?? 100, colours: coloursFor(io.stdout, io.env) };
    if (!json) await print(io.stdout, devicesText(found, room));
    const results = await checkAll(found, io);
    await print(io.stdout, json ? `${JSON.stringify(reportOf(found, results))}\n` : checksText(results, room));
    refuseFailures(results);
  } finally {
    for (const device of found.devices) device.close();
  }
}

async function checkAll({ devices }: FoundDevices, io: Io): Promise<DeviceChecks[]> {
  const { selfCheck } = await import('@textcam/tensor/conformance');
  const progress = new Progress(io);
  const results: DeviceChecks[] = [];
  try {
    for (const device of devices) {
      const result: DeviceChecks = { device, checks: [] };
      results.push(result);
      progress.start(`Checking every op on ${device.description}`);
      try {
        await follow(selfCheck(device), io.signal, (check) => result.checks.push(check));
      } catch (error) {
        // A device that breaks down is a finding; the others are still to be checked.
        if (!(error instanceof Error) || !/^Device.*Error$/.test(error.name)) throw error;
        result.brokeOff = error.message;
      }
    }
  } finally {
    progress.end();
  }
  return results;
}

function reportOf({ devices, chosen }: FoundDevices, results: readonly DeviceChecks[]) {
  return {
    devices: devices.map(({ name, details: { adapter, features, limits } }) => ({ name, adapter, features, limits })),
    chosen: chosen.name,
    selfCheck: results.flatMap(({ checks }) => checks),
  };
}

/** Throws SelfCheckError when a check failed. */
function refuseFailures(results: readonly DeviceChecks[]): void {
  const bad = results.filter(({ checks, brokeOff }) => brokeOff !== undefined || checks.some(({ passed }) => !passed));
  if (bad.length === 0) return;
  const what = bad.map(({ device, checks, brokeOff }) => {
    const failed = checks.filter(({ passed }) => !passed).length;
    return `${device.description}: ${brokeOff ?? `${failed} of ${checks.length} checks failed`}`;
  });
  const wayOut =
    'all must pass; update its driver or compute elsewhere with --device, and report it with `textcam doctor --json`';
  throw new SelfCheckError(`doctor: ${what.join('; ')}; ${wayOut}`);
}
