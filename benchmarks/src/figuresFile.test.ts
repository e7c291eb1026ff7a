import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkWritable } from './figuresFile.js';

const folder = mkdtempSync(join(tmpdir(), 'textcam-bench-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a file that can be written is not written yet, and an older one stays as it is', async () => {
  const older = join(folder, 'older.json');
  writeFileSync(older, '{}');
  await checkWritable(older);
  await checkWritable(join(folder, 'new.json'));
  expect(readdirSync(folder)).toEqual(['older.json']);
  expect(readFileSync(older, 'utf8')).toBe('{}');
});

test('a folder, a device, and a file in a folder that is not there are refused in one line', async () => {
  const noFile = 'cannot be written: it is a folder or a device; name a file';
  await expect(checkWritable(folder)).rejects.toThrow(`${folder}: ${noFile}`);
  await expect(checkWritable('/dev/null')).rejects.toThrow(`/dev/null: ${noFile}`);
  const nowhere = join(folder, 'no', 'new.json');
  await expect(checkWritable(nowhere)).rejects.toThrow(
    `${nowhere}: cannot be written: no such file or folder; check the path`,
  );
});
