import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { shippedFile } from './shipped.js';

test("a shipped file is looked for in this package's folder", () => {
  expect(JSON.parse(readFileSync(shippedFile('package.json'), 'utf8')).name).toBe('@textcam/text');
  expect(shippedFile('data/starter.jsonl')).toMatch(/text[\\/]data[\\/]starter\.jsonl$/);
});
