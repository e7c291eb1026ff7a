import { expect, test } from 'vitest';
import { newestOnly } from './newestOnly.js';

test('of inputs that come during the work only the last is worked on, and the work before it is told', async () => {
  const worked: string[] = [];
  const open: (() => void)[] = [];
  const ask = newestOnly<string>(async (input, signal) => {
    await new Promise<void>((resolve) => open.push(resolve));
    worked.push(`${input}${signal.aborted ? ', outdated' : ''}`);
  });
  for (const input of ['a', 'b', 'c']) ask(input);
  open[0]();
  await new Promise((resolve) => setTimeout(resolve));
  open[1]();
  await new Promise((resolve) => setTimeout(resolve));
  expect(worked).toEqual(['a, outdated', 'c']);
});
