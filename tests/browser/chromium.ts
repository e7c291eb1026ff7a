import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackedFromChromium, untar } from '../../packages/tensor/src/node/chromiumPackage.js';

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
  const folder = unpackedFromChromium('chromium', (archive, folder) => {
    writeFileSync(join(folder, 'chromium'), archive('chromium.br'), { mode: 0o755 });
    for (const name of ['al2023.tar.br', 'swiftshader.tar.br']) untar(archive(name), folder);
  });
  if (folder === undefined) return undefined;
  const libraries = [join(folder, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return { executablePath: join(folder, 'chromium'), env: { LD_LIBRARY_PATH: libraries } };
}

/** For tests that need no more than the page: the others keep Chromium from calling out. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;
