import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { benchmarkSources, shippedSources } from './law/repository.js';

test('ARCHITECTURE.md names every source file', () => {
  const text = readFileSync(new URL('../ARCHITECTURE.md', import.meta.url), 'utf8');
  // `optimizers/{sgd,adam}.ts` names both.
  const named = text.replace(/(\S*)\{([\w,]+)\}\.(tsx?)/g, (_, folder, names, ending) =>
    names
      .split(',')
      .map((name: string) => `${folder}${name}.${ending}`)
      .join(' '),
  );
  const missing = [...shippedSources(), ...benchmarkSources()]
    .map(({ path }) => path)
    .filter(
      (path) =>
        basename(path) !== 'index.ts' &&
        !path.endsWith('.test.ts') &&
        !new RegExp(`(^|[\\s/(\`])${basename(path).replace('.', '\\.')}`, 'm').test(named),
    );
  expect(missing).toEqual([]);
});
