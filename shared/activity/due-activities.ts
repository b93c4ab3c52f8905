import { orNone } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { DueKind } from '../kernel/due.ts';
import { dueByRun } from '../kernel/due-records.ts';
import { CLAIM } from '../kernel/events.ts';
import type { Stored } from '../kernel/store.ts';
import type { StoredActivity } from './activity.schema.ts';
import { activities, isDone } from './activity.store.ts';

type Row = Stored<StoredActivity>;

const LEASE_MS = 60_000;

/**
 * An activity of which the next thing is told that is due with it by now, a reminder before that it is overdue; undefined
 * where there is none. After an outage one reminder is enough, the latest.
 */
function told(ctx: Context, { claimedUntil, ...now }: Row): Row | undefined {
  const { remindAt = [], dueAt, overdueTold } = now;
  const at = ctx.now.toISOString();
  const reached = remindAt.filter((one) => one <= at).at(-1);
  if (!isDone(now)) {
    if (reached !== undefined) return { ...now, remindAt: ahead(remindAt, at), remindedAt: reached };
    if (dueAt <= at && overdueTold !== dueAt) return { ...now, overdueTold: dueAt };
  }
  return claimedUntil === undefined ? undefined : now;
}

const ahead = (remindAt: readonly string[], at: string): string[] | undefined => {
  const rest = remindAt.filter((one) => one > at);
  return rest.length > 0 ? rest : undefined;
};

const actionOf = (before: StoredActivity, after: StoredActivity): string => {
  if (after.remindedAt !== before.remindedAt) return 'remind';
  return after.overdueTold === before.overdueTold ? CLAIM : 'overdue';
};

/** One write for each thing that is told, which is its event as well: whoever comes second finds nothing left to tell. */
async function tellAll(ctx: Context, { activityId }: Pick<Row, 'activityId'>): Promise<void> {
  let isMore = true;
  const next = (before: Row): Row | undefined => {
    const after = told(ctx, before);
    isMore = after !== undefined;
    return after;
  };
  while (isMore) await change(ctx, activities, activityId, actionOf, next, { silent: true, unseen: [CLAIM] });
}

/** Tells of reminders of activities at their minutes, and once of each time at which one was due and was not done. */
export const dueActivities: DueKind<Row> = dueByRun(activities, {
  leaseMs: LEASE_MS,
  run: (ctx, row) => orNone(tellAll(ctx, row)),
});
