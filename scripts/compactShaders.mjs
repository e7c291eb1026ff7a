import { readFile } from 'node:fs/promises';

/** A page should not load how shaders are set out: no minifier looks into strings, and much of ours is comments and white space. */
export const compactShaders = {
  name: 'compact shaders',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!source.includes('/* wgsl */')) return undefined;
      const dense = source.replaceAll(/\n(?:[ \t]+(?:\/\/.*)?)/g, '\n').replaceAll(shader, withoutSpaces);
      return { contents: dense, loader: 'ts' };
    });
  },
};

// A template in which nothing but names and calls is put; others stay as they are.
const shader = /\/\* wgsl \*\/ `(?:[^`$]|\$\{[^`{}]*\})*`/g;

// Not around operators that would make another one with what stands beside them, as > and =.
function withoutSpaces(template) {
  const pieces = template.split(/(\$\{[^}]*\})/);
  return pieces.map((piece, n) => (n % 2 ? piece : piece.replaceAll(/\s*([,;+*(){}])\s*/g, '$1'))).join('');
}
