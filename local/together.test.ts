import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { together } from './together.ts';

const never = new AbortController().signal;

test('everything runs at the same time, and the results come in the order in which they were asked for', async () => {
  const results = await together(never, () => [sleep(30, 'slow'), sleep(1, 'fast')]);
  expect(results).toEqual(['slow', 'fast']);
});

test('a failure ends the others, is thrown only when they have ended, and is the one that came first', async () => {
  const events: string[] = [];
  const other = async (signal: AbortSignal): Promise<void> => {
    await sleep(10_000, undefined, { signal }).catch(() => events.push('asked to end'));
    await sleep(20);
    events.push('ended');
    throw new Error('a consequence');
  };
  const failing = async (): Promise<void> => {
    await sleep(5);
    throw new Error('the cause');
  };
  await expect(together(never, (signal) => [other(signal), failing()])).rejects.toThrow('the cause');
  expect(events).toEqual(['asked to end', 'ended']);
});

test('what ends the whole ends each part', async () => {
  const stopping = new AbortController();
  const both = together(stopping.signal, (signal) => [sleep(10_000, undefined, { signal }), sleep(1)]);
  stopping.abort();
  await expect(both).rejects.toThrow('aborted');
});
