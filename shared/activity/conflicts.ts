import type { Context } from '../kernel/context.ts';
import { type Conflict, MOST_CONFLICTS, type StoredActivity } from './activity.schema.ts';
import { activities, isDone, positionAt } from './activity.store.ts';

/** What lasts longer is not found: it is due so long after what it overlaps with. As long as one may last. */
const LONGEST_MS = 31 * 86_400_000;
const PER_READ = 100;
const MOST_READ = 300;

const meetings: ReadonlySet<string> = new Set(['meeting', 'visit', 'appointment'] satisfies StoredActivity['type'][]);

/** What begins at an instant and takes its owner's time until another. */
export type Span = { startAt: string; dueAt: string };
export type Meeting = StoredActivity & Span;

/** Whether it takes its owner's time: then it is compared with what else does. */
export const isMeeting = <T extends Pick<StoredActivity, 'type' | 'startAt'>>(one: T): one is T & { startAt: string } =>
  meetings.has(one.type) && one.startAt !== undefined;

/** What ends as it begins takes a moment, so that two at the same instant overlap. */
const endOf = ({ startAt, dueAt }: Span): string =>
  dueAt > startAt ? dueAt : new Date(Date.parse(startAt) + 1).toISOString();

/** Whether two things take their owner's time at the same time; what ends as the other begins does not. */
export const overlap = (one: Span, other: Span): boolean => one.startAt < endOf(other) && other.startAt < endOf(one);

/**
 * What else its owner still has to do while a meeting is held, due first first; of what is due until 31 days after it, and of
 * 300 at most. It is read off an index, which may be some moments old.
 */
export async function conflictsOf(ctx: Context, meeting: Meeting): Promise<Conflict[]> {
  const { ownerId, activityId, startAt, dueAt } = meeting;
  const latest = new Date(Date.parse(dueAt) + LONGEST_MS).toISOString();
  const found: Conflict[] = [];
  let read = 0;
  const open = activities.by(ctx, 'openOfOwner', { ownerId }, { from: positionAt(startAt), size: PER_READ });
  for await (const steps of open) {
    for (const { item } of steps) {
      // The index may be behind: what it names can be done by now, or somebody else's.
      if (!item || item.activityId === activityId || isDone(item) || item.ownerId !== ownerId) continue;
      if (item.dueAt > latest) return found;
      const span = { startAt: item.startAt ?? '', dueAt: item.dueAt };
      if (item.startAt !== undefined && overlap(meeting, span)) found.push({ activityId: item.activityId, ...span });
      if (found.length === MOST_CONFLICTS) return found;
    }
    read += steps.length;
    if (read >= MOST_READ) break;
  }
  return found;
}
