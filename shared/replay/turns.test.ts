import { expect, test } from 'vitest';
import { type Journaled, keep } from '../journal/journal.ts';
import type { Context } from '../kernel/context.ts';
import { aContext } from '../testing/context.ts';
import { turnsOf } from './turns.ts';

const START = Date.parse('2026-10-05T23:30:00.000Z');
const iso = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();
const event = (id: string, atS: number, recordRevision = 1): Journaled => ({
  type: 'FeedbackEdited',
  detail: { eventId: `${id}:${recordRevision}`, recordRevision, at: iso(atS) } as Journaled['detail'],
});
const kept = (ctx: Context, writtenS: number, ...events: Journaled[]) => keep(ctx, events, new Date(iso(writtenS)));

async function read(ctx: Context, from: string, to: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { turns } of turnsOf(ctx, { from, to }, () => true))
    found.push(...turns.map(({ detail }) => detail.eventId));
  return found;
}

test('events come in the order in which they happened, those of a record by its changes, each once', async () => {
  const ctx = aContext({ now: new Date(iso(3_600)) });
  await kept(ctx, 20, event('b', 10), event('b', 10, 2), event('c', 12));
  await kept(ctx, 21, event('a', 5), event('d', 20));
  await kept(ctx, 40, event('a', 5));
  await kept(ctx, 50, event('late', 49, 3), event('late', 49, 2));
  expect(await read(ctx, iso(0), iso(600))).toEqual(['a:1', 'b:1', 'b:2', 'c:1', 'd:1', 'late:2', 'late:3']);
  expect(await read(ctx, iso(11), iso(20))).toEqual(['c:1']);
});

test('what was written more than a minute late has its turn then', async () => {
  const ctx = aContext({ now: new Date(iso(3_600)) });
  await kept(ctx, 300, event('x', 299));
  await kept(ctx, 400, event('late', 5));
  expect(await read(ctx, iso(0), iso(600))).toEqual(['x:1', 'late:1']);
});

test('who goes on where a part has ended gets the rest, over midnight, too', async () => {
  const ctx = aContext({ now: new Date(iso(7_200)) });
  for (let row = 0; row < 60; row++)
    await kept(
      ctx,
      row * 60,
      ...Array.from({ length: 150 }, (_, index) => event(`${row}-${index}`, row * 60 - index / 2)),
    );
  const stretch = { from: iso(-60), to: iso(3_700) };
  const whole = await read(ctx, stretch.from, stretch.to);
  expect(whole).toHaveLength(9_000);
  let ends = 0;
  const before: string[] = [];
  for await (const { turns, upTo } of turnsOf(ctx, stretch, () => true)) {
    before.push(...turns.map(({ detail }) => detail.eventId));
    ends++;
    expect([...before, ...(await read(ctx, upTo, stretch.to))]).toEqual(whole);
  }
  expect(ends).toBeGreaterThan(3);
});

test('a minute of an import that is over is given out in parts of 2 000 events, in order', async () => {
  const ctx = aContext({ now: new Date(iso(7_200)) });
  for (let second = 0; second < 30; second++) {
    const some = Array.from({ length: 500 }, (_, index) => event(`${second}-${index}`, second + index / 1_000));
    await kept(ctx, second + 1, ...some);
  }
  await kept(ctx, 3_600, event('much-later', 3_599));
  const stretch = { from: iso(0), to: iso(3_700) };
  const parts: Awaited<ReturnType<typeof read>>[] = [];
  const ends: string[] = [];
  for await (const { turns, upTo } of turnsOf(ctx, stretch, () => true)) {
    parts.push(turns.map(({ detail }) => detail.eventId));
    ends.push(upTo);
  }
  expect(parts.flat()).toEqual(await read(ctx, stretch.from, stretch.to));
  expect(parts.flat()).toHaveLength(15_001);
  expect(parts.flat().slice(498, 502)).toEqual(['0-498:1', '0-499:1', '1-0:1', '1-1:1']);
  expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(2_000);
  const [third = ''] = ends.slice(2);
  expect(await read(ctx, third, stretch.to)).toEqual(parts.slice(3).flat());
});

test('what happened at one instant stays together, however much it is', async () => {
  const ctx = aContext({ now: new Date(iso(7_200)) });
  for (let row = 0; row < 6; row++)
    await kept(ctx, 2, ...Array.from({ length: 700 }, (_, index) => event(`${row}-${index}`, 1)));
  const parts: number[] = [];
  for await (const { turns } of turnsOf(ctx, { from: iso(0), to: iso(60) }, () => true)) parts.push(turns.length);
  expect(parts.filter((length) => length > 0)).toEqual([4_200]);
});
