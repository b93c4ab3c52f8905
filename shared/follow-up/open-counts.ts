import { settingsOf } from '../company/settings.ts';
import { dayRange, localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { countsOf, dueBetween, type OpenCounts, readCounts, sumOf } from './counts.ts';
import { type FollowUp, isOpen } from './follow-up.schema.ts';
import { followUps } from './follow-up.store.ts';

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

/** What a person has open: as much as one person can have. */
async function openOf(ctx: Context, ownerId: string): Promise<FollowUp[]> {
  if (ctx.actor.ownOnly && ownerId !== ctx.actor.id) return [];
  const open: FollowUp[] = [];
  for await (const steps of followUps.by(ctx, 'byOwner', { ownerId }, { from: undefined, size: 100 })) {
    const found = steps.flatMap(({ item }) => item ?? []);
    open.push(...found.filter(isOpen));
    if (found.some((one) => !isOpen(one)) || open.length >= MOST_OF_ONE) break;
  }
  return open;
}
