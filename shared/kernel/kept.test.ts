import { expect, test } from 'vitest';
import { keptFor, notedFor } from './kept.ts';

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

test('what was noted is known for its time, and of more than a thousand the old ones are forgotten', () => {
  const noted = notedFor(1_000);
  expect(noted.has('acme', 0)).toBe(false);
  noted.note('acme', 0);
  expect(noted.has('acme', 999)).toBe(true);
  expect(noted.has('acme', 1_000)).toBe(false);
  for (let index = 0; index < 1_000; index += 1) noted.note(`other-${index}`, 500);
  expect(noted.has('acme', 600)).toBe(false);
  expect(noted.has('other-999', 600)).toBe(true);
});
