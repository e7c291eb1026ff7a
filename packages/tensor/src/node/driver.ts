import { constants } from 'node:os';
import { DeviceError } from '../device.js';
import type { Gpu } from '../devices/webgpu/open.js';
import { softwareDrivers } from './swiftShader.js';
import { hasVulkanManifest, namedManifests } from './vulkanManifests.js';

// Kept for the life of the process: if Node collects what `create` returned while a promise of it is pending, the process crashes.
let real: Promise<Gpu | undefined> | undefined;
let software: Promise<Gpu | undefined> | undefined;

/** WebGPU on the drivers that the system or the environment names; undefined when nothing answers. Cheap where there is no driver. */
export async function findRealGpu(): Promise<Gpu | undefined> {
  real ??= canHaveDriver()
    ? loadWebGpu()
        .then(withAdapter)
        .catch(() => undefined)
    : Promise.resolve(undefined);
  return real;
}

/** WebGPU on any driver, in the end one in software. Throws DeviceError when there is none. */
export async function findGpu(): Promise<Gpu> {
  await loadWebGpu();
  const found = (await findRealGpu()) ?? (await findSoftwareGpu());
  if (found) return found;
  throw new DeviceError(
    "webgpu: no driver answers; a GPU needs its Vulkan driver and libvulkan1; for software, npm install @sparticuz/chromium@147; or open 'cpu'",
  );
}

/** WebGPU on a driver in software, whether there is a real GPU or not; undefined when there is none. Throws DeviceError. */
export async function findSoftwareGpu(): Promise<Gpu | undefined> {
  software ??= trySoftwareDrivers();
  return software;
}

async function trySoftwareDrivers(): Promise<Gpu | undefined> {
  if (process.platform !== 'linux') return undefined;
  // Whoever named a driver means it.
  const named = namedManifests();
  if (named && !hasVulkanManifest()) return undefined;
  for (const { loader, manifest } of softwareDrivers()) {
    if (!hasLoader() && !load(loader)) continue;
    process.env.VK_DRIVER_FILES = named ?? manifest;
    process.env.VK_ICD_FILENAMES = named ?? manifest;
    const gpu = await withAdapter(await loadWebGpu());
    if (gpu) return gpu;
  }
  return undefined;
}

async function loadWebGpu(): Promise<typeof import('webgpu')> {
  try {
    return await import('webgpu');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DeviceError(`webgpu: the npm package webgpu did not load (${why}); npm install webgpu; or open 'cpu'`);
  }
}

// The environment is read when the first adapter is asked for, so each attempt needs an entry of its own.
async function withAdapter({ create }: typeof import('webgpu')): Promise<Gpu | undefined> {
  const gpu = create([]);
  return (await gpu.requestAdapter()) ? gpu : undefined;
}

/** Whether there can be a driver of the system's: only on Linux, WebGPU needs files that may be missing, and complains aloud then. */
function canHaveDriver(): boolean {
  return process.platform !== 'linux' || (hasVulkanManifest() && hasLoader());
}

function hasLoader(): boolean {
  return load('libvulkan.so.1');
}

/** Loads a native library for those who look for it by its name later. */
function load(file: string): boolean {
  const neverUnload = 0x1000; // RTLD_NODELETE of glibc: Node closes whatever is no module of its own.
  try {
    process.dlopen({ exports: {} }, file, constants.dlopen.RTLD_NOW | neverUnload);
    return true;
  } catch (error) {
    return error instanceof Error && error.message.includes('did not self-register');
  }
}
