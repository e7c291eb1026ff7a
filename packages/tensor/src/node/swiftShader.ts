import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DeviceError } from '../device.js';
import { unpackedFromChromium, untar } from './chromiumPackage.js';

/** A Vulkan driver in software: its manifest, and the Vulkan loader that came with it. */
export interface SoftwareDriver {
  readonly manifest: string;
  readonly loader: string;
}

/** The copies of SwiftShader on this machine: the one that @sparticuz/chromium brings, then that of Debian's chromium. */
export function* softwareDrivers(): Iterable<SoftwareDriver> {
  for (const folder of [unpackFromPackage, () => '/usr/lib/chromium']) {
    const found = folder();
    if (!found) continue;
    const driver = { manifest: join(found, 'vk_swiftshader_icd.json'), loader: join(found, 'libvulkan.so.1') };
    if (existsSync(driver.manifest)) yield driver;
  }
}

/** Unpacks SwiftShader into the user's cache, once; undefined when the package is not installed. Throws DeviceError. */
function unpackFromPackage(): string | undefined {
  try {
    return unpackedFromChromium('swiftshader', (archive, folder) => untar(archive('swiftshader.tar.br'), folder));
  } catch (error) {
    const where = error instanceof Error ? error.message : String(error);
    throw new DeviceError(`webgpu: SwiftShader cannot be unpacked into ${where}; set TEXTCAM_HOME to a folder`);
  }
}
