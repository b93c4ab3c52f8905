import type { Context } from '../kernel/context.ts';
import type { StoredActivity } from './activity.schema.ts';

const MINUTE = 60_000;
type Timed = Pick<StoredActivity, 'reminders' | 'startAt' | 'dueAt'>;

/** Whoever has to be somewhere is reminded before it begins: before its end would be too late. */
const counted = ({ startAt, dueAt }: Timed): string => startAt ?? dueAt;

/**
 * When the owner of an activity is still to be reminded, in order; undefined where never. `before` is what it was: what
 * should have been told by now, and was not yet, is not lost by a change.
 */
export function remindersAhead(
  { now }: Pick<Context, 'now'>,
  after: Timed,
  before?: Pick<StoredActivity, 'remindAt'>,
): string[] | undefined {
  const anchor = Date.parse(counted(after));
  const all = (after.reminders ?? []).map((minutes) => new Date(anchor - minutes * MINUTE).toISOString());
  const open = all.filter((at) => at > now.toISOString() || before?.remindAt?.includes(at)).toSorted();
  return open.length > 0 ? open : undefined;
}

/** An activity with its reminders moved to where its times are now. A reminder of a time that holds no more is forgotten. */
export const withReminders = (
  ctx: Pick<Context, 'now'>,
  after: StoredActivity,
  before?: StoredActivity,
): StoredActivity => ({
  ...after,
  remindAt: remindersAhead(ctx, after, before),
  remindedAt: before && counted(before) === counted(after) ? after.remindedAt : undefined,
});
