import { basename } from 'node:path';
import { build } from 'esbuild';

const model = 'wink-eng-lite-web-model';

/**
 * The language model as an asset of its own: it is by far the largest script, and stays the same when ours changes.
 *
 * @returns the name of its file
 */
export async function buildLanguage(settings, { folder, resolveDir }) {
  const { metafile } = await build({
    ...settings,
    stdin: { contents: `export { default } from '${model}';`, resolveDir, sourcefile: 'language.js' },
    outdir: folder,
    entryNames: 'language-[hash]',
    metafile: true,
  });
  return basename(Object.keys(metafile.outputs)[0]);
}

/** Has imports of the language model lead to that file, from scripts beside it. */
export function languageApart(file) {
  return {
    name: 'language apart',
    setup({ onResolve }) {
      onResolve({ filter: new RegExp(`^${model}$`) }, () => ({ path: `./${file}`, external: true }));
    },
  };
}
