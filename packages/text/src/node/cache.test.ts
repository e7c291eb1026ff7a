import { isAbsolute, join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { cacheFolder, imdbArchivePath } from './cache.js';

afterEach(() => vi.unstubAllEnvs());

describe('cacheFolder', () => {
  test('is TEXTCAM_HOME where it is set', () => {
    vi.stubEnv('TEXTCAM_HOME', 'somewhere');
    expect(cacheFolder()).toBe('somewhere');
    expect(imdbArchivePath()).toBe(join('somewhere', 'aclImdb_v1.tar.gz'));
  });

  test("is the system's cache for textcam where TEXTCAM_HOME is unset or empty", () => {
    vi.stubEnv('TEXTCAM_HOME', '');
    expect(cacheFolder()).toMatch(/textcam/);
    expect(isAbsolute(cacheFolder())).toBe(true);
  });
});
