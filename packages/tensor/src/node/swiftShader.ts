import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { DeviceError } from '../device.js';

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
  const archive = archiveInPackage();
  if (!archive) return undefined;
  const cache = process.env.TEXTCAM_HOME || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'textcam');
  const folder = join(cache, `swiftshader-${archive.version}`);
  if (existsSync(folder)) return folder;
  const aside = `${folder}.${process.pid}`;
  try {
    mkdirSync(aside, { recursive: true });
    execFileSync('tar', ['-xf', '-', '-C', aside], { input: brotliDecompressSync(readFileSync(archive.path)) });
    renameSync(aside, folder);
  } catch (error) {
    if (existsSync(aside)) rmSync(aside, { recursive: true });
    // Another process may have been faster.
    if (!existsSync(folder)) {
      const why = error instanceof Error ? error.message : String(error);
      throw new DeviceError(
        `webgpu: SwiftShader cannot be unpacked into ${folder} (${why}); set TEXTCAM_HOME to a folder`,
      );
    }
  }
  return folder;
}

function archiveInPackage(): { path: string; version: string } | undefined {
  const { resolve } = createRequire(import.meta.url);
  let folder: string;
  try {
    folder = dirname(resolve('@sparticuz/chromium'));
  } catch {
    return undefined;
  }
  // Its package.json is not exported, so the way to the package's root is up from its main module.
  while (!existsSync(join(folder, 'bin', 'swiftshader.tar.br'))) {
    if (folder === dirname(folder)) return undefined;
    folder = dirname(folder);
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { path: join(folder, 'bin', 'swiftshader.tar.br'), version };
}
