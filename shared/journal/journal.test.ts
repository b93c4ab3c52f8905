import { expect, test } from 'vitest';
import { aContext } from '../testing/context.ts';
import { playFault } from '../testing/faults.ts';
import { logged } from '../testing/logged.ts';
import { watchTable } from '../testing/watch-table.ts';
import { eventsIn, isKeptBefore, type Journaled, journalSince, keep } from './journal.ts';

const at = (time: string): Date => new Date(`2026-11-${time}:00.000Z`);
const anEvent = (id: string): Journaled => ({ type: 'Happened', detail: { eventId: id } as Journaled['detail'] });
const read = async (day: string, now: string, companyId: string): Promise<string[]> => {
  const found: string[] = [];
  for await (const row of journalSince(aContext({ companyId, now: at(now) }), at(day)))
    found.push(...eventsIn(row).map(({ detail }) => detail.eventId));
  return found;
};

test('events come back in their order over days, from an instant on, and of one company only', async () => {
  const ctx = aContext();
  await keep(ctx, [anEvent('a'), anEvent('b')], at('29T23:59'));
  await keep(ctx, [anEvent('c')], at('30T00:01'));
  await keep(aContext(), [anEvent('foreign')], at('30T00:02'));
  expect(await read('28T10:00', '30T10:00', ctx.companyId)).toEqual(['a', 'b', 'c']);
  expect(await read('30T00:00', '30T10:00', ctx.companyId)).toEqual(['c']);
  expect(await read('30T00:02', '30T10:00', ctx.companyId)).toEqual([]);
});

test('it is known whether anything was written before an instant, however many days before, by one company', async () => {
  const ctx = aContext({ now: at('30T10:00') });
  const before = (time: string) => isKeptBefore(ctx, at(time));
  expect(await before('30T10:00')).toBe(false);
  await keep(ctx, [anEvent('a')], at('02T10:00'));
  expect(await Promise.all(['30T09:00', '03T00:00', '02T10:01', '02T10:00', '01T10:00'].map(before))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(await isKeptBefore(aContext({ now: at('30T10:00') }), at('30T10:00'))).toBe(false);
});

test('2 500 events of a batch are three rows of at most 100 KB, and leave in 200 days', async () => {
  const ctx = aContext();
  const events = Array.from({ length: 2_500 }, (_, index) => ({
    ...anEvent(`fb_01m6b8te80fbv1ave12d1p${index}:1`),
    more: Math.random(),
  }));
  const { items } = await watchTable(() => keep(ctx, events, at('29T10:00')));
  expect(items).toHaveLength(3);
  for (const { events: bytes, expiresAt } of items) {
    expect((bytes as Uint8Array).length).toBeLessThan(100_000);
    expect(expiresAt).toBe(at('29T10:00').getTime() / 1_000 + 200 * 86_400);
  }
  expect(await read('29T00:00', '29T12:00', ctx.companyId)).toHaveLength(2_500);
});

test('a row that cannot be written fails the batch, so that it comes again, and is counted', async () => {
  const stop = playFault('conflict', (command) => command === 'BatchWriteItemCommand');
  try {
    const lines = await logged(() =>
      expect(keep(aContext(), [anEvent('a')])).rejects.toThrow(/conflict|cancel|injected/i),
    );
    expect(lines).toContainEqual(expect.objectContaining({ journal_write_failed: 1 }));
  } finally {
    stop();
  }
});
