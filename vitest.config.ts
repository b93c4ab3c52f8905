import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { fastTests } from './shared/testing/fast-tests.ts';

const tests = '{shared,functions,events,infra,web,local,bench}/**/*.test.{ts,tsx}';
const others = ['local/scenarios/**', '**/node_modules/**'];

/**
 * Everything in a process, the part of it that needs no table (`npm run test:fast`), and the scenarios that run a whole
 * local cloud.
 */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    silent: 'passed-only',
    // Tests of faults wait for retries most of their time: more files at once than there are cores.
    maxWorkers: Math.max(4, availableParallelism()),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [tests],
          exclude: others,
          globalSetup: ['shared/testing/global-setup.ts'],
          setupFiles: ['shared/testing/setup.ts', 'shared/testing/setup-servers.ts'],
          // Four files share two cores and one table: a test that takes five seconds alone may take thirty beside them.
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'fast',
          include: fastTests(import.meta.dirname, tests),
          exclude: others,
          setupFiles: ['shared/testing/setup.ts'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'scenarios',
          include: ['local/scenarios/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['shared/**', 'functions/**', 'events/**'],
      exclude: ['**/*.test.*', 'shared/testing/**'],
    },
  },
});
