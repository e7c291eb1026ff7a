import { readFileSync } from 'node:fs';
import * as tensor from '@textcam/tensor';
import { expect, test } from 'vitest';
import * as nn from '../src/index.js';

const modules: Record<string, object> = { '@textcam/nn': nn, '@textcam/tensor': tensor };

/** Runs a block of plain JavaScript against the sources and gives back the lines that it prints. */
async function linesOf(code: string): Promise<string[]> {
  const body = code.replace(/^import (\{[^}]+\}) from '([^']+)';$/gm, "const $1 = modules['$2'];");
  expect(body).not.toContain('import ');
  const AsyncFunction: FunctionConstructor = Object.getPrototypeOf(async () => undefined).constructor;
  const lines: string[] = [];
  await new AsyncFunction('modules', 'console', body)(modules, { log: (line: string) => lines.push(line) });
  return lines;
}

test('the first example of the README learns the two spirals', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const code = /^```js\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? '';
  const lines = await linesOf(code);
  expect(lines).toHaveLength(5);
  const [, accuracy] = /^epoch 4 {2}loss 0\.0\d{3} {2}accuracy (\d\.\d{3})$/.exec(lines[4]) ?? [];
  expect(Number(accuracy)).toBeGreaterThanOrEqual(0.98);
});
