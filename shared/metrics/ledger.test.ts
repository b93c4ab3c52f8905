import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { countedFeedback } from './feedback.counted.ts';
import { drift, MemoryStore } from './testing/memory-store.ts';
import { firstSettings, play, type Story, story } from './testing/replay.ts';

async function driftAfter(told: Story, conditional: boolean): Promise<number> {
  const store = new MemoryStore(countedFeedback, firstSettings, conditional);
  const expected = await play(told, {
    store,
    setSettings: (settings) => (store.current = settings),
    setTurns: (turn) => (store.yield = turn),
  });
  return drift(store.rows, expected);
}

const property = (conditional: boolean) =>
  fc.asyncProperty(story, async (told) => {
    expect(await driftAfter(told, conditional)).toBe(0);
  });

test('20 000 random lives with duplicates, splits, permutations, crashes and moves of the time zone end with drift 0', async () => {
  await fc.assert(property(true), { numRuns: 20_000 });
}, 240_000);

test('without the condition on the page the same lives drift, so it is the condition that keeps the promise', async () => {
  const { failed } = await fc.check(property(false), { numRuns: 20_000, endOnFailure: true });
  expect(failed).toBe(true);
}, 240_000);
