import { expect, test } from 'vitest';
import { keptFor } from './kept.ts';

test('what was read is kept for its time, by its key, and read again after it', async () => {
  const kept = keptFor<number>(1_000);
  let reads = 0;
  const read = async () => ++reads;
  expect(await kept.get('acme', 0, read)).toBe(1);
  expect(await kept.get('acme', 999, read)).toBe(1);
  expect(await kept.get('globex', 999, read)).toBe(2);
  expect(await kept.get('acme', 1_000, read)).toBe(3);
});

test('who asks while it is being read waits for the same read', async () => {
  const kept = keptFor<number>(1_000);
  let reads = 0;
  const read = async () => ++reads;
  expect(await Promise.all([kept.get('acme', 0, read), kept.get('acme', 0, read)])).toEqual([1, 1]);
});

test('a read that failed is not kept, nor one that is to be forgotten', async () => {
  const kept = keptFor<number>(1_000);
  await expect(kept.get('acme', 0, () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  expect(await kept.get('acme', 0, async () => 1)).toBe(1);
  kept.forget('acme');
  expect(await kept.get('acme', 0, async () => 2)).toBe(2);
});
