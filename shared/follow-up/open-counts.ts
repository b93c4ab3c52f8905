import { settingsOf } from '../company/settings.ts';
import { dayRange, localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { tableIndexes } from '../kernel/indexes.ts';
import { companyPrefix } from '../kernel/table.ts';
import { type ItemKey, itemsBehind, queryPages } from '../kernel/walk.ts';
import { countsOf, dueBetween, type OpenCounts, readCounts, sumOf } from './counts.ts';
import { type FollowUp, isOpen } from './follow-up.schema.ts';
import { ownerPartition } from './follow-up.keys.ts';

export type Counts = OpenCounts & { overdue: number; dueToday: number };

/** What is open at this moment: in the company, or of one person. */
export async function countsNow(ctx: Context, ownerId: string | undefined): Promise<Counts> {
  const { timeZone, dayBoundary } = await settingsOf(ctx);
  const now = ctx.now.toISOString();
  const today = dayRange(localDay(ctx.now, timeZone, dayBoundary), timeZone, dayBoundary);
  const [start, end] = [today.start.toISOString(), today.end.toISOString()];
  if (ownerId === undefined) {
    const [open, overdue, dueToday] = await Promise.all([
      readCounts(ctx),
      dueBetween(ctx, '', now),
      dueBetween(ctx, start, end),
    ]);
    return { ...open, overdue, dueToday };
  }
  const open = await openOf(ctx, ownerId);
  return {
    ...sumOf(open.map(countsOf)),
    overdue: open.filter(({ dueAt }) => dueAt < now).length,
    dueToday: open.filter(({ dueAt }) => dueAt >= start && dueAt < end).length,
  };
}

const MOST_OF_ONE = 500;

/** What a person has open: as much as one person can have. Without the record kit: a metric is read by it (0009). */
async function openOf(ctx: Context, ownerId: string): Promise<FollowUp[]> {
  if (ctx.actor.ownOnly && ownerId !== ctx.actor.id) return [];
  const open: FollowUp[] = [];
  const { pk } = tableIndexes.gsi2;
  const query = {
    IndexName: 'gsi2',
    KeyConditionExpression: `${pk} = :pk`,
    ExpressionAttributeValues: { ':pk': `${companyPrefix(ctx.companyId)}${ownerPartition(ownerId)}` },
    Limit: 100,
  };
  for await (const steps of queryPages<ItemKey>(ctx, query, undefined)) {
    const found = (await itemsBehind<FollowUp>(ctx, steps)).flatMap(({ item }) => item ?? []);
    open.push(...found.filter(isOpen));
    if (found.some((one) => !isOpen(one)) || open.length >= MOST_OF_ONE) break;
  }
  return open;
}
