import { playwright } from '@vitest/browser-playwright';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { chromiumArguments, findChromium } from './chromium.js';

/** The tests that run in a page, or look at one; none where there is no Chromium, unless TEXTCAM_REQUIRE_BROWSER=1 asks for them: CI does. */
export function browserProjects(): TestProjectInlineConfiguration[] {
  const chromium = findChromium();
  if (!chromium) {
    const why = 'no Chromium comes from npm for this platform; set TEXTCAM_CHROMIUM to the path of one';
    if (process.env.TEXTCAM_REQUIRE_BROWSER === '1') throw new Error(`browser tests: ${why}`);
    console.warn(`Browser tests are skipped: ${why}`);
    return [];
  }
  return [
    { extends: true, test: { name: 'reports', root: 'tests/reports', include: ['*.test.ts'], testTimeout: 240_000 } },
    {
      extends: true,
      // Threads need shared memory, which pages have when they are isolated.
      server: {
        headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
      },
      // What the packages import, named in advance: found only on the way, it would reload the page in the middle of a test.
      optimizeDeps: {
        include: [
          '@textcam/text > csv-parse/browser/esm',
          '@textcam/text > wink-nlp',
          '@textcam/text > wink-eng-lite-web-model',
          '@textcam/gradcam > html-escaper',
          '@textcam/gradcam > @noble/hashes/sha2.js',
          '@textcam/gradcam > ansis',
        ],
      },
      test: {
        name: 'browser',
        root: 'tests/browser',
        include: ['*.test.ts'],
        testTimeout: 120_000,
        browser: {
          enabled: true,
          headless: true,
          screenshotFailures: false,
          provider: playwright({
            launchOptions: {
              executablePath: chromium.executablePath,
              env: { ...process.env, ...chromium.env } as Record<string, string>,
              args: [...chromiumArguments, '--enable-unsafe-webgpu'],
            },
          }),
          instances: [{ browser: 'chromium' }],
        },
      },
    },
    {
      extends: true,
      test: {
        name: 'page',
        root: 'apps/demo',
        include: ['test/**/*.test.ts'],
        globalSetup: 'test/builtPage.ts',
        testTimeout: 120_000,
        hookTimeout: 120_000,
        // Each file has a browser of its own.
        maxWorkers: 1,
      },
    },
  ];
}
