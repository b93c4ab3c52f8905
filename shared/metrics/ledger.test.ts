import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { countedFeedback } from './feedback.counted.ts';
import { plan } from './ledger.ts';
import { aChange } from './testing/changes.ts';
import type { CountedKind } from './counted-kind.ts';
import { drift, MemoryStore } from './testing/memory-store.ts';
import { firstSettings, kinds, play, type Story, story } from './testing/replay.ts';

async function driftAfter(told: Story, conditional: boolean): Promise<number> {
  const stores = new Map(
    kinds.map((kind) => [
      kind as CountedKind,
      new MemoryStore<unknown>(kind as CountedKind, firstSettings, conditional),
    ]),
  );
  const each = [...stores.values()];
  const expected = await play(told, {
    storeOf: (kind) => stores.get(kind) ?? expect.fail(`no store of ${kind.kind}`),
    setSettings: (settings) => each.forEach((store) => (store.current = settings)),
    setTurns: (turn) => each.forEach((store) => (store.yield = turn)),
  });
  return drift(new Map(each.flatMap(({ rows }) => [...rows])), expected);
}

const property = (conditional: boolean) =>
  fc.asyncProperty(story, async (told) => {
    expect(await driftAfter(told, conditional)).toBe(0);
  });

test('20 000 random lives of feedback, surveys, follow-ups, alerts, triage items and loops with duplicates, splits, permutations, crashes and moves of the time zone end with drift 0', async () => {
  await fc.assert(property(true), { numRuns: 20_000 });
}, 240_000);

test('without the condition on the page the same lives drift, so it is the condition that keeps the promise', async () => {
  const { failed } = await fc.check(property(false), { numRuns: 20_000, endOnFailure: true });
  expect(failed).toBe(true);
}, 240_000);

test('an import of many days writes what the records of a day share once, whatever bulks they came in', () => {
  const days = Array.from({ length: 30 }, (_, index) => `2026-11-${String(index + 1).padStart(2, '0')}`);
  const changes = Array.from({ length: 900 }, (_, index) =>
    aChange(index, { page: `fb_page-${Math.floor(index / 50)}`, day: days[index % 30] ?? '' }),
  );
  const rowsOf = (some: typeof changes) =>
    plan(countedFeedback, some, new Map(), firstSettings).reduce((sum, { rows }) => sum + rows.length, 0);
  const inOrder = changes.toSorted((one, other) =>
    (one.record?.occurredAt ?? '').localeCompare(other.record?.occurredAt ?? ''),
  );
  expect(rowsOf(changes)).toBe(rowsOf(inOrder));
  expect(rowsOf(changes) / changes.length).toBeLessThan(1.5);
});
