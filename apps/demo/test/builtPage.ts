import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildPage } from '../building/page.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built page. */
    page: string;
  }
}

/** Builds the page as it is shipped, from the sources as they are, for all tests. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'textcam-page-'));
  await buildPage(folder);
  project.provide('page', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
