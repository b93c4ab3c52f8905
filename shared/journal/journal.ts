import type { BusEvent } from '../kernel/bus.ts';
import { batchesOf } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import { deflated, inflated } from '../kernel/deflated.ts';
import type { RecordEvent } from '../kernel/events.ts';
import { fingerprint } from '../kernel/ids.ts';
import { companyPrefix } from '../kernel/table.ts';
import { queryPages } from '../kernel/walk.ts';
import { writeAll } from '../kernel/write-all.ts';
import { emitMetric } from '../kernel/log.ts';

/** An event as the journal keeps it. */
export type Journaled = { type: string; detail: RecordEvent };
/** Events that were written together, deflated; `key` tells the row apart from any other of its company. */
export type JournalRow = { key: string; writtenAt: string; packed: Uint8Array };

/** Replay looks back 90 days, and a year's quarter ends while somebody still asks about its first day. */
const KEPT_DAYS = 200;
/** Deflated some 40 to 90 bytes each: far below the 400 KB of an item, and mostly one row for a batch. */
const EVENTS_PER_ROW = 1_000;
const DAY_MS = 86_400_000;

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
const partition = ({ companyId }: Pick<Context, 'companyId'>, day: string): string =>
  `${companyPrefix(companyId)}evj#${day}`;

/**
 * Keeps the events of a company in the order in which they came about: one row for those of a batch, so that it costs a
 * tenth of a write unit an event. A batch that comes again is kept again; readers know an event by its `eventId`
 * (docs/adr/0041).
 */
export async function keep(ctx: Context, events: readonly BusEvent[], now = new Date()): Promise<void> {
  const writtenAt = now.toISOString();
  const rows = batchesOf(events, EVENTS_PER_ROW).map((some) => {
    const told = some.map(({ type, detail }) => ({ type, detail }) as Journaled);
    const key = fingerprint(told.map(({ detail }) => detail.eventId).join()).slice(0, 12);
    return {
      pk: partition(ctx, dayOf(now)),
      sk: `${writtenAt}#${key}`,
      events: deflated(told),
      expiresAt: Math.ceil((now.getTime() + KEPT_DAYS * DAY_MS) / 1_000),
    };
  });
  try {
    await writeAll(
      ctx,
      rows.map((Item) => ({ PutRequest: { Item } })),
    );
  } catch (error) {
    emitMetric('journal_write_failed', rows.length);
    throw error;
  }
}

/**
 * What was written at or after an instant, or after a row of which {@link placeOf} is known, in that order; strongly
 * consistent. Events may be in more than one row.
 */
export async function* journalSince(ctx: Context, since: Date | string): AsyncGenerator<JournalRow> {
  const after = typeof since === 'string' ? since : since.toISOString();
  const today = dayOf(ctx.now);
  for (let day = after.slice(0, 10); day <= today; day = dayOf(new Date(Date.parse(day) + DAY_MS))) {
    const query = {
      KeyConditionExpression: 'pk = :pk AND sk > :after',
      ExpressionAttributeValues: {
        ':pk': partition(ctx, day),
        ':after': after,
      },
      ConsistentRead: true,
    };
    for await (const steps of queryPages<{ sk: string; events: Uint8Array }>(ctx, query, undefined))
      for (const { item } of steps) if (item) yield rowOf(item);
  }
}

/** Whether anything was written before an instant and is still kept; looked for from there backwards, day by day. */
export async function isKeptBefore(ctx: Context, at: Date): Promise<boolean> {
  const oldest = ctx.now.getTime() - KEPT_DAYS * DAY_MS;
  for (let day = at.getTime(); day >= oldest - DAY_MS; day -= DAY_MS) {
    const query = {
      KeyConditionExpression: 'pk = :pk AND sk < :before',
      ExpressionAttributeValues: { ':pk': partition(ctx, dayOf(new Date(day))), ':before': at.toISOString() },
      ProjectionExpression: 'pk, sk',
      Limit: 1,
    };
    for await (const steps of queryPages<{ sk: string }>(ctx, query, undefined))
      if (steps.some(({ item }) => item !== undefined)) return true;
  }
  return false;
}

/** Where a row stands in the journal. */
export const placeOf = ({ writtenAt, key }: Pick<JournalRow, 'writtenAt' | 'key'>): string => `${writtenAt}#${key}`;

function rowOf({ sk, events }: { sk: string; events: Uint8Array }): JournalRow {
  const [writtenAt = '', key = ''] = sk.split('#');
  return { key, writtenAt, packed: events };
}

/** The events of a row. */
export const eventsIn = ({ packed }: Pick<JournalRow, 'packed'>): Journaled[] => inflated<Journaled[]>(packed);
