import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startVitest } from 'vitest/node';
import { startEmulator } from './emulator.ts';
import { choosePorts } from './ports.ts';

/**
 * Runs the tests of verbs and handlers once more, with MiniStack's table in place of DynamoDB Local's: what holds on
 * one must hold on the other, or one of the two is believed wrongly. Words after the command choose files.
 */
async function main(files: string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'heed-storage-'));
  const { cloud: port } = await choosePorts(join(folder, 'ports.json'), undefined, false);
  const emulator = await startEmulator({ port, folder });
  try {
    process.env['HEED_TEST_DYNAMODB'] = emulator.url;
    const vitest = await startVitest('test', files.length > 0 ? files : ['shared', 'functions', 'events'], {
      run: true,
      project: ['unit'],
    });
    await vitest.close();
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main(process.argv.slice(2));
