import { readFileSync } from 'node:fs';
import * as tensor from '@textcam/tensor';
import { expect, test } from 'vitest';
import * as text from '../src/index.js';

const modules: Record<string, object> = { '@textcam/text': text, '@textcam/tensor': tensor };

/** Runs a block of plain JavaScript against the sources and gives back the lines that it prints. */
async function linesOf(code: string): Promise<string[]> {
  const body = code.replace(/^import (\{[^}]+\}) from '([^']+)';$/gm, "const $1 = modules['$2'];");
  expect(body).not.toContain('import ');
  const AsyncFunction: FunctionConstructor = Object.getPrototypeOf(async () => undefined).constructor;
  const lines: string[] = [];
  await new AsyncFunction('modules', 'console', body)(modules, { log: (line: string) => lines.push(line) });
  return lines;
}

test('the first example of the README says why tokens are left out, and learns praise from blame', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const code = /^```js\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? '';
  const lines = await linesOf(code);
  expect(lines).toEqual([
    '0-2 It: stop word',
    '3-6 was: stop word',
    '7-8 a: stop word',
    '9-15 lovely: seen as lovely',
    '16-20 film: seen as film',
    '20-21 .: seen as .',
    '21-27 <br />: markup',
    'test accuracy 1',
    expect.stringMatching(/^praise (0\.[89]\d|1\.00)$/),
    expect.stringMatching(/^blame (0\.[89]\d|1\.00)$/),
  ]);
});
