import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { watchTree } from './watch-tree.ts';

/** Makes and removes directories for two seconds, as a generator does that writes its output anew. */
const makeAnew = `
  const { mkdirSync, rmSync } = require('node:fs');
  for (const end = Date.now() + 2000; Date.now() < end; ) {
    for (let one = 0; one < 50; one++) mkdirSync('made-' + one + '/below', { recursive: true });
    for (let one = 0; one < 50; one++) rmSync('made-' + one, { recursive: true });
  }`;

test('directories that are made anew while they are listed end nothing, and later changes are told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-watch-'));
  const seen = new Set<string>();
  const stop = watchTree(folder, (path) => seen.add(path));
  onTestFinished(() => {
    stop();
    rmSync(folder, { recursive: true });
  });
  const other = spawn(process.execPath, ['-e', makeAnew], { cwd: folder, stdio: 'inherit' });
  expect(await once(other, 'exit')).toEqual([0, null]);
  mkdirSync(join(folder, 'last'));
  await vi.waitFor(() => {
    writeFileSync(join(folder, 'last', 'file.ts'), String(Math.random()));
    expect(seen).toContain(join(folder, 'last', 'file.ts'));
  }, 5_000);
});
