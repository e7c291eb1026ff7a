import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { findArchive } from './reviews.js';

const scratch = mkdtempSync(join(tmpdir(), 'textcam-bench-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

function archiveIn(...folders: string[]): string {
  const folder = join(scratch, ...folders);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'aclImdb_v1.tar.gz');
  writeFileSync(path, '');
  return path;
}

test('the archive is looked for in TEXTCAM_DATA, or else beside the repository, and then among the downloads', () => {
  vi.stubEnv('TEXTCAM_DATA', join(scratch, 'data'));
  vi.stubEnv('TEXTCAM_HOME', join(scratch, 'home'));
  expect(findArchive(join(scratch, 'repository'))).toBeUndefined();
  const beside = archiveIn('shared', 'data');
  expect(findArchive(join(scratch, 'repository'))).toBeUndefined();
  const downloaded = archiveIn('home');
  expect(findArchive(join(scratch, 'repository'))).toBe(downloaded);
  const named = archiveIn('data');
  expect(findArchive(join(scratch, 'repository'))).toBe(named);
  vi.stubEnv('TEXTCAM_DATA', '');
  expect(findArchive(join(scratch, 'repository'))).toBe(beside);
});
