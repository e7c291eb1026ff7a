import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

/** Reads an archive of the package, decompressed. */
type ReadArchive = (name: string) => Buffer;

/**
 * A folder in the user's cache that `fill` fills, once, from the archives that @sparticuz/chromium brings; undefined when it is not installed.
 * Throws an Error that names the folder and why it cannot be filled.
 */
export function unpackedFromChromium(
  name: string,
  fill: (archive: ReadArchive, folder: string) => void,
): string | undefined {
  const found = chromiumPackage();
  if (!found) return undefined;
  const cache = process.env.TEXTCAM_HOME || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'textcam');
  const folder = join(cache, `${name}-${found.version}`);
  if (existsSync(folder)) return folder;
  // Aside, then renamed: another process may be at it, and this one may be stopped.
  const aside = `${folder}.${process.pid}`;
  try {
    mkdirSync(aside, { recursive: true });
    fill((archive) => brotliDecompressSync(readFileSync(join(found.archives, archive))), aside);
    renameSync(aside, folder);
  } catch (error) {
    if (existsSync(aside)) rmSync(aside, { recursive: true });
    if (!existsSync(folder)) throw new Error(`${folder} (${error instanceof Error ? error.message : error})`);
  }
  return folder;
}

/** Unpacks a tar archive. Throws the Error of the system's tar. */
export function untar(archive: Buffer, folder: string): void {
  execFileSync('tar', ['-xf', '-', '-C', folder], { input: archive });
}

function chromiumPackage(): { archives: string; version: string } | undefined {
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
  return { archives: join(folder, 'bin'), version };
}
