import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Gzipped bytes of JavaScript that the first view may load, the language model aside. */
export const firstViewBound = 120_000;

/** What the page's own script imports, what the worker does, and of that the language model, which comes after the page can be used. */
export function sizesOf(folder, { main, worker, language }) {
  const gzipped = (files) => files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
  return {
    page: gzipped(loadedAtOnce(main.metafile, ['main.tsx'])),
    worker: gzipped(loadedAtOnce(worker.metafile, ['worker/worker.ts', 'worker/session.ts'])),
    language: gzipped([language]),
  };
}

/** The files of these entry points, and all that they import before they run, the language model aside. */
function loadedAtOnce({ outputs }, entryPoints) {
  const found = new Set();
  const visit = (path) => {
    if (found.has(path)) return;
    found.add(path);
    const now = outputs[path].imports.filter(({ kind, external }) => kind === 'import-statement' && !external);
    for (const { path: next } of now) visit(next);
  };
  for (const [path, { entryPoint }] of Object.entries(outputs)) if (entryPoints.includes(entryPoint)) visit(path);
  return [...found].map((path) => basename(path));
}

export function firstViewLines({ page, worker, language }) {
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  return [
    `First view, gzipped: page ${kilobytes(page)}, worker ${kilobytes(worker)}; then the language model ${kilobytes(language)}`,
  ];
}

export function refuseTooLarge({ page, worker }) {
  if (page + worker <= firstViewBound) return;
  throw new Error(
    `demo: the first view loads ${page + worker} bytes of JavaScript, gzipped; must be at most ${firstViewBound}; ` +
      'load by import() what it does not need at once',
  );
}
