import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { compactShaders } from '../../../scripts/compactShaders.mjs';
import { buildLanguage, languageApart } from './language.mjs';
import { buildModels } from './models.mjs';
import { sizesOf } from './sizes.mjs';

const source = fileURLToPath(new URL('../src/', import.meta.url));
const text = fileURLToPath(new URL('../../../packages/text/', import.meta.url));

/**
 * The page in a folder: index.html, the service worker, and in `assets` everything else under a name that has its content's hash. Made of
 * the packages' sources, so that no build has to be fresh.
 */
export async function buildPage(target) {
  const folder = resolve(target);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'assets'), { recursive: true });
  const assets = join(folder, 'assets');
  const language = await buildLanguage(settings(), { folder: assets, resolveDir: text });
  const bundled = (file, define = {}) =>
    bundle(assets, join(source, file), settings(define, [languageApart(language)]));
  const styles = await bundled('styles/page.css');
  const worker = await bundled('worker/worker.ts');
  const longWorker = await bundled('worker/longWorker.ts');
  const models = buildModels(join(text, 'models'), {
    styles: styles.entry,
    copied: (file) => copied(assets, file),
    written: (name, content) => written(assets, name, content),
  });
  const files = {
    worker: worker.entry,
    longWorker: longWorker.entry,
    models,
    starter: copied(assets, join(text, 'data/starter.jsonl')),
  };
  const main = await bundled('main.tsx', { FILES: JSON.stringify(files) });
  const html = readFileSync(join(source, 'index.html'), 'utf8')
    .replace('href="page.css"', `href="./assets/${styles.entry}"`)
    .replace('src="main.js"', `src="./assets/${main.entry}"`);
  writeFileSync(join(folder, 'index.html'), html);
  const [, ...others] = models;
  await buildServiceWorker(folder, { html, later: others.map(({ file }) => file) });
  return { sizes: sizesOf(assets, { main, worker, language }) };
}

/** An entry point and its chunks among the assets. */
async function bundle(assets, entryPoint, options) {
  const { metafile } = await build({
    ...options,
    entryPoints: [entryPoint],
    outdir: assets,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    splitting: true,
    metafile: true,
    absWorkingDir: source,
  });
  const isEntry = ([, output]) => join(source, output.entryPoint ?? '') === entryPoint;
  const [path] = Object.entries(metafile.outputs).find(isEntry);
  return { entry: basename(path), metafile };
}

function settings(define = {}, plugins = []) {
  return {
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['textcam-source'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    define,
    logLevel: 'warning',
    plugins: [compactShaders, ...plugins],
  };
}

/** The file among the assets, under a name with its hash. */
function copied(assets, file) {
  return written(assets, basename(file), readFileSync(file));
}

function written(assets, file, content) {
  const [name, ending] = file.split('.');
  const hashed = `${name}-${hashOf(content).toUpperCase()}.${ending}`;
  writeFileSync(join(assets, hashed), content);
  return hashed;
}

/** It knows every file by its name, those too that it keeps only once they are used; a change to any of them makes it another one. */
async function buildServiceWorker(folder, { html, later }) {
  const assets = readdirSync(join(folder, 'assets')).sort();
  const define = {
    ASSETS: JSON.stringify(assets.filter((name) => !later.includes(name))),
    LATER: JSON.stringify(later),
    VERSION: JSON.stringify(hashOf(html + assets.join())),
  };
  await build({ ...settings(define), entryPoints: [join(source, 'serviceWorker.ts')], outdir: folder });
}

function hashOf(content) {
  return createHash('sha256').update(content).digest('hex').slice(0, 8);
}
