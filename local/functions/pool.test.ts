import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { FunctionPool, Spares } from './pool.ts';

/** A pool of a function of this name with one worker, which is idle. */
async function idlePool(name: string): Promise<FunctionPool> {
  const folder = mkdtempSync(join(tmpdir(), 'heed-pool-'));
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}');
  writeFileSync(join(folder, 'index.js'), 'exports.handler = async () => 1');
  const options = { name, bundle: join(folder, 'index.js'), memoryMb: 64, environment: {}, onLine: () => undefined };
  const pool = new FunctionPool(options, new Spares(0));
  onTestFinished(async () => {
    await pool.close();
    rmSync(folder, { recursive: true });
  });
  const invocation = { requestId: 'r-1', arn: '', event: 'null', deadline: Date.now() + 5_000, timeoutSeconds: 5 };
  expect(await pool.invoke(invocation)).toEqual({ result: '1' });
  return pool;
}

test('the last worker of a function that runs by the clock ends after 20 seconds, that of another after two minutes', async () => {
  const [clock, asked] = [await idlePool('heed-every-reviews'), await idlePool('heed-feedback')];
  const at = performance.now();
  for (const pool of [clock, asked]) pool.shrink(at + 15_000);
  expect([clock.workers, asked.workers]).toEqual([1, 1]);
  for (const pool of [clock, asked]) pool.shrink(at + 25_000);
  await vi.waitFor(() => expect(clock.workers).toBe(0));
  expect(asked.workers).toBe(1);
  asked.shrink(at + 125_000);
  await vi.waitFor(() => expect(asked.workers).toBe(0));
});
