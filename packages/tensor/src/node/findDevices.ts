import type { Device } from '../device.js';
import { CpuDevice } from '../devices/cpu.js';
import { type Gpu, openWebGpu } from '../devices/webgpu/open.js';
import { closeAtExit } from './closeAtExit.js';
import { findGpu, findRealGpu, findSoftwareGpu } from './driver.js';

/** What there is to compute on, open. */
export interface FoundDevices {
  /** The CPU first, then every adapter of WebGPU that can be told apart by its details, those of the system before those in software. */
  readonly devices: readonly Device[];
  /** The one of them that 'auto' stands for. */
  readonly chosen: Device;
  /** Why that one, in words for people. */
  readonly why: string;
}

/**
 * Opens every device that can be found, for the caller to close: the CPU, and each adapter of WebGPU, in software too. Never fails: where
 * WebGPU does not work, `why` says so. Like `openDevice`, for the main thread.
 */
export async function findDevices(): Promise<FoundDevices> {
  const cpu = new CpuDevice();
  const problems: string[] = [];
  const attempt = <T>(work: Promise<T>) => work.catch((error: unknown) => void problems.push(messageOf(error)));
  const real = await findRealGpu();
  const automatic = real && (await attempt(openWebGpu(real, { software: false })));
  const found: Device[] = automatic ? [automatic] : [];
  // Software comes last: its search sets the environment that a search for the system's drivers would read.
  for (const gpu of [real, await attempt(findSoftwareGpu())]) {
    for (const request of requests) {
      const device = gpu && (await attempt(openWebGpu(asking(gpu, request), { software: true })));
      if (!device) continue;
      if (found.some((other) => isSame(other, device))) device.close();
      else found.push(device);
    }
  }
  found.forEach(closeAtExit);
  if (automatic) return { devices: [cpu, ...found], chosen: automatic, why: `${automatic.description} is a GPU` };
  if (found.length === 0 && problems.length === 0) await attempt(findGpu());
  const names = found.map(({ description }) => description).join(', ');
  const software = `WebGPU is there in software alone (${names}), which is slower than the CPU`;
  return { devices: [cpu, ...found], chosen: cpu, why: problems[0] ?? software };
}

type Request = Parameters<Gpu['requestAdapter']>[0];

/** A machine with two GPUs gives one for each preference, and its software to those who insist. */
const requests: readonly Request[] = [
  { powerPreference: 'high-performance' },
  { powerPreference: 'low-power' },
  { forceFallbackAdapter: true },
];

/** An entry to WebGPU that asks this one for another adapter. */
function asking(gpu: Gpu, request: Request): Gpu {
  return Object.assign(Object.create(null), { requestAdapter: () => gpu.requestAdapter(request) });
}

function isSame(device: Device, other: Device): boolean {
  return JSON.stringify(device.details) === JSON.stringify(other.details);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
