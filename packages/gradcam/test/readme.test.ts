import { readFileSync } from 'node:fs';
import * as tensor from '@textcam/tensor';
import * as text from '@textcam/text';
import { expect, test } from 'vitest';
import * as gradcam from '../src/index.js';

const modules: Record<string, object> = {
  '@textcam/gradcam': gradcam,
  '@textcam/tensor': tensor,
  '@textcam/text': text,
};

/** Runs a block of plain JavaScript against the sources and gives back what it prints. */
async function printedBy(code: string): Promise<unknown[]> {
  const body = code.replace(/^import (\{[^}]+\}) from '([^']+)';$/gm, "const $1 = modules['$2'];");
  expect(body).not.toContain('import ');
  const AsyncFunction: FunctionConstructor = Object.getPrototypeOf(async () => undefined).constructor;
  const printed: unknown[] = [];
  await new AsyncFunction('modules', 'console', body)(modules, { log: (value: unknown) => printed.push(value) });
  return printed;
}

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const [first, second] = [...readme.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code]) => code);

test('the first example of the README trains a classifier and explains a text with it', async () => {
  const [shown] = await printedBy(first);
  const [, printed] = /^```text\n([\s\S]*?)^```$/m.exec(readme) ?? [];
  // Figures may differ in the last digits from machine to machine; words and their order may not.
  const words = (text: unknown) => String(text).replace(/[\d.]+|█+ */g, '#');
  expect(words(shown)).toBe(words(printed));
});

test('the second example of the README prints what its comments say', async () => {
  expect(await printedBy(second)).toEqual([
    [-2, 6],
    [0, 6],
  ]);
});
