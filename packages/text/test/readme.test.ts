import { readFileSync } from 'node:fs';
import * as tensor from '@textcam/tensor';
import { expect, test } from 'vitest';
import { printedBy } from '../../tensor/test/readmeCode.js';
import * as text from '../src/index.js';

const modules: Record<string, object> = { '@textcam/text': text, '@textcam/tensor': tensor };

test('the first example of the README says why tokens are left out, and learns praise from blame', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const code = /^```js\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? '';
  const lines = await printedBy(code, modules);
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
