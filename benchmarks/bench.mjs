// npm run bench: bundles the benchmark into dist and runs it, on the built packages, as users have them.
import { copyFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

rmSync(here('dist'), { recursive: true, force: true });
await build({
  entryPoints: [here('src/main.ts')],
  outdir: here('dist'),
  bundle: true,
  // A chunk for each system: peers look for WebGPU while they are loaded, so that must not happen before it is there.
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // TensorFlow.js goes into the bundle: it registers its gradients in modules that Node cannot load as they are.
  mainFields: ['module', 'main'],
  external: ['@textcam/*', '@jax-js/jax', 'webgpu'],
  banner: {
    // What CommonJS modules expect, TensorFlow.js' WebAssembly loader among them.
    js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url); const __dirname = import.meta.dirname;",
  },
  logLevel: 'warning',
});
copyFileSync(here('src/systems/torchTraining.py'), here('dist/torchTraining.py'));
await import('./dist/main.js');
