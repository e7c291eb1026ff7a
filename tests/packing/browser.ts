import { build } from 'esbuild';

/**
 * What esbuild makes of this module for a browser: one minified module, with all it imports, resolved from the folder. Throws an Error when
 * something in it needs Node.
 */
export async function bundleForBrowser(code: string, folder: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: folder },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
  });
  return outputFiles[0].text;
}
