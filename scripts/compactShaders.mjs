import { readFile } from 'node:fs/promises';

/** A page should not load how shaders are set out: no minifier looks into strings, and an eighth of ours is indentation and comments. */
export const compactShaders = {
  name: 'compact shaders',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!source.includes('/* wgsl */')) return undefined;
      return { contents: source.replaceAll(/\n(?:[ \t]+(?:\/\/.*)?)/g, '\n'), loader: 'ts' };
    });
  },
};
