import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bundleFunctions } from './bundles.ts';

test('a stop breaks bundling off, and leaves the bundles as they were', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-bundles-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await expect(bundleFunctions(folder, AbortSignal.timeout(200))).rejects.toThrow('timeout');
  expect(readdirSync(folder)).toEqual(['package.json']);
});
