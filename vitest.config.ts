import { defineConfig } from 'vitest/config';
import { browserProjects } from './tests/browser/project.js';
import { workersFromSources } from './tests/workersFromSources.js';

const project = (name: string, root: string) => ({
  extends: true as const,
  test: { name, root, include: ['src/**/*.test.ts', 'test/**/*.test.ts', '*.test.ts'] },
});

export default defineConfig({
  plugins: [workersFromSources()],
  // Packages are tested from their sources: no build has to be fresh for a test to be right.
  resolve: { conditions: ['textcam-source'] },
  ssr: { resolve: { conditions: ['textcam-source'] } },
  test: {
    pool: 'forks',
    // One for each core of the smallest machine that the tests are meant for: on two, vitest takes one unless told.
    maxWorkers: 2,
    // A net under what hangs: a busy machine may take several times as long as a quiet one.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      ...['tensor', 'nn', 'text', 'gradcam', 'cli'].map((name) => project(name, `packages/${name}`)),
      project('benchmarks', 'benchmarks'),
      project('house', 'tests'),
      { ...project('demo', 'apps/demo'), test: { name: 'demo', root: 'apps/demo', include: ['src/**/*.test.ts'] } },
      ...browserProjects(),
    ],
  },
});
