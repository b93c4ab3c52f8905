import { defineConfig } from 'vitest/config';

/** Two projects: everything in a process, and the scenarios that run a whole local cloud. */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    silent: 'passed-only',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{shared,functions,events,infra,web,local,bench}/**/*.test.{ts,tsx}'],
          exclude: ['local/scenarios/**', '**/node_modules/**'],
          globalSetup: ['shared/testing/global-setup.ts'],
          setupFiles: ['shared/testing/setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
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
