import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const address = /new URL\('(\.\/\w+Worker)\.js', import\.meta\.url\)/;

/** Threads are started from a file that Node can run: for tests, which run the sources, such a file is made of them. */
export function workersFromSources() {
  return {
    name: 'workers from sources',
    enforce: 'pre' as const,
    async transform(code: string, id: string) {
      const [, worker] = address.exec(code) ?? [];
      if (worker === undefined || !id.endsWith('.ts')) return undefined;
      const file = await bundled(join(dirname(id), `${worker}.ts`));
      return code.replace(address, `new URL(${JSON.stringify(pathToFileURL(file))})`);
    },
  };
}

/** Beside the package's dependencies, which it imports. Its name is that of its content: several test runs may write it at once. */
async function bundled(source: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
  const { contents } = outputFiles[0];
  const folder = join(source.slice(0, source.lastIndexOf('/src/')), 'node_modules/.workers');
  const file = join(folder, `${createHash('sha256').update(contents).digest('hex')}.mjs`);
  await mkdir(folder, { recursive: true });
  await writeFile(`${file}.${process.pid}`, contents);
  await rename(`${file}.${process.pid}`, file);
  return file;
}
