import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const address = /new URL\('(\.\/\w+(Worker|Process))\.js', import\.meta\.url\)/;

/** Threads and processes are started from a file that Node can run: for tests, which run the sources, such a file is made of them. */
export function workersFromSources() {
  return {
    name: 'workers from sources',
    enforce: 'pre' as const,
    async transform(code: string, id: string) {
      const [, entry, kind] = address.exec(code) ?? [];
      if (entry === undefined || !id.endsWith('.ts')) return undefined;
      const source = join(dirname(id), `${entry}.ts`);
      const file = await runnable(source, kind === 'Worker' ? await bundled(source) : loading(source));
      return code.replace(address, `new URL(${JSON.stringify(pathToFileURL(file))})`);
    },
  };
}

async function bundled(source: string): Promise<Uint8Array | string> {
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
  return outputFiles[0].contents;
}

/** A process takes from several packages, whose own dependencies and files a bundle could not find: it runs the sources as they lie. */
function loading(source: string): string {
  const hooks = pathToFileURL(join(import.meta.dirname, 'sourceHooks.mjs'));
  return [
    "import { register } from 'node:module';",
    `register(${JSON.stringify(hooks)});`,
    `await import(${JSON.stringify(pathToFileURL(source))});`,
    '',
  ].join('\n');
}

/** Beside the package's dependencies, which it imports. Its name is that of its content: several test runs may write it at once. */
async function runnable(source: string, contents: Uint8Array | string): Promise<string> {
  const folder = join(source.slice(0, source.lastIndexOf('/src/')), 'node_modules/.workers');
  const file = join(folder, `${createHash('sha256').update(contents).digest('hex')}.mjs`);
  await mkdir(folder, { recursive: true });
  await writeFile(`${file}.${process.pid}`, contents);
  await rename(`${file}.${process.pid}`, file);
  return file;
}
