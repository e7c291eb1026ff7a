// Hooks with which plain Node runs the sources: of our packages and of TypeScript.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';

export function resolve(specifier, context, next) {
  const isSource = /^\.{1,2}\//.test(specifier) && context.parentURL?.endsWith('.ts');
  const conditions = [...(context.conditions ?? []), 'textcam-source'];
  return next(isSource ? specifier.replace(/\.js$/, '.ts') : specifier, { ...context, conditions });
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const { code } = await transform(await readFile(fileURLToPath(url)), {
    loader: 'ts',
    format: 'esm',
    target: 'es2022',
  });
  return { format: 'module', source: code, shortCircuit: true };
}
