import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

/** A Chromium to test in, and the environment that it needs beside that of the process. */
export interface Chromium {
  readonly executablePath: string;
  readonly env: Record<string, string>;
}

/**
 * The Chromium that TEXTCAM_CHROMIUM names, or on linux-x64 the one that comes from npm, unpacked into the user's cache once, with the libraries
 * that a bare system lacks; undefined elsewhere.
 */
export function findChromium(): Chromium | undefined {
  const named = process.env.TEXTCAM_CHROMIUM;
  if (named) return { executablePath: named, env: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = unpack();
  const libraries = [join(folder, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return { executablePath: join(folder, 'chromium'), env: { LD_LIBRARY_PATH: libraries } };
}

function unpack(): string {
  const { archives, version } = packageOfChromium();
  const cache = process.env.TEXTCAM_HOME || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'textcam');
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  // Aside, then renamed: another run may be at it, and this one may be stopped.
  const aside = `${folder}.${process.pid}`;
  mkdirSync(aside, { recursive: true });
  try {
    const unpacked = (name: string) => brotliDecompressSync(readFileSync(join(archives, name)));
    writeFileSync(join(aside, 'chromium'), unpacked('chromium.br'));
    chmodSync(join(aside, 'chromium'), 0o755);
    for (const name of ['al2023.tar.br', 'swiftshader.tar.br']) {
      execFileSync('tar', ['-xf', '-', '-C', aside], { input: unpacked(name) });
    }
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function packageOfChromium(): { archives: string; version: string } {
  // Its package.json is not exported, so the way to the package's root is up from its main module.
  let folder = dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'));
  while (!existsSync(join(folder, 'bin', 'chromium.br'))) folder = dirname(folder);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { archives: join(folder, 'bin'), version };
}
