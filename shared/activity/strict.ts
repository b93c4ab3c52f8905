import { invalid, Problem } from '../http/problem.ts';
import { batchGet } from '../kernel/batch-get.ts';
import { addDays } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { keyPart } from '../kernel/ids.ts';
import { isThere } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { type TransactItem, unlessChanged } from '../kernel/write.ts';
import type { StoredActivity } from './activity.schema.ts';
import { activities, isDone } from './activity.store.ts';
import { conflictsOf, isMeeting, type Meeting, overlap, type Span } from './conflicts.ts';

/** Each of its days, at most eight, has a row in the transaction of a change that may hold 92 other writes. */
const LONGEST_DAYS = 7;
/** By then the index surely shows what was written. */
const FRESH_MS = 15 * 60_000;
/** Of one day of one owner, within those minutes. */
const MOST_FRESH = 100;
const KEPT_SECONDS = 86_400;
const DAY = 86_400_000;

type Claim = Span & { activityId: Id<'activity'>; at: string };
/** What was planned strictly for a day of an owner, some minutes ago at most. */
type Day = { pk: string; sk: string; revision: number; claims: readonly Claim[] };

/** Days as UTC counts them: which ones does not matter, as long as all count alike. */
function daysOf({ startAt, dueAt }: Span): string[] {
  const [first, last] = [startAt.slice(0, 10), dueAt.slice(0, 10)];
  const days = [first];
  for (let day = addDays(first, 1); day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

async function readDays(ctx: Context, meeting: Meeting): Promise<Day[]> {
  const pk = `${companyPrefix(ctx.companyId)}act#strict#${keyPart(meeting.ownerId)}`;
  const keys = daysOf(meeting).map((sk) => ({ pk, sk }));
  const rows = (await batchGet(ctx, keys, { ConsistentRead: true })) as Day[];
  return keys.map((key) => rows.find(({ sk }) => sk === key.sk) ?? { ...key, revision: 0, claims: [] });
}

const isFresh = ({ now }: Context, { at }: Claim): boolean => Date.parse(at) > now.getTime() - FRESH_MS;

/** One of the claims that holds still: what it was for has perhaps been moved, done or deleted meanwhile. */
async function standing(ctx: Context, meeting: Meeting, claims: readonly Claim[]): Promise<Claim | undefined> {
  for (const claim of claims) {
    if (claim.activityId === meeting.activityId || !overlap(claim, meeting)) continue;
    const now = await activities.find(ctx, claim.activityId);
    if (!isThere(ctx, now) || isDone(now) || now.ownerId !== meeting.ownerId || now.startAt === undefined) continue;
    if (overlap({ startAt: now.startAt, dueAt: now.dueAt }, meeting)) return claim;
  }
  return undefined;
}

/**
 * What a strict change writes beside its activity; 409 where that overlaps with something else of its owner. Of two strict
 * changes at once one fails on the rows of the days, and finds the other in them when it looks again: an index alone may not
 * show it yet. What is planned without `strict` at the same moment may still not be seen.
 */
export async function strictWrites(ctx: Context, after: StoredActivity): Promise<TransactItem[]> {
  if (!isMeeting(after)) return [];
  if (Date.parse(after.dueAt) - Date.parse(after.startAt) > LONGEST_DAYS * DAY)
    throw invalid({
      pointer: '#/dueAt',
      detail: `must lie within ${LONGEST_DAYS} days of the start to be planned strictly`,
    });
  // Before the index: whoever writes in between changes these rows.
  const days = await readDays(ctx, after);
  const fresh = days.map((day) => day.claims.filter((claim) => isFresh(ctx, claim)));
  const [indexed] = await conflictsOf(ctx, after);
  const other = indexed ?? (await standing(ctx, after, fresh.flat()));
  if (other)
    throw new Problem('conflict', 'It overlaps with another activity of its owner.', {
      about: { activityId: other.activityId },
    });
  if (fresh.some((claims) => claims.length >= MOST_FRESH))
    throw new Problem('too-many-requests', 'Too much was planned strictly for one day.', {
      headers: { 'retry-after': String(FRESH_MS / 1_000) },
    });
  const { activityId, startAt, dueAt } = after;
  const at = ctx.now.toISOString();
  return days.map(({ pk, sk, revision }, index) => ({
    Put: {
      TableName: tableName(),
      Item: {
        pk,
        sk,
        revision: revision + 1,
        claims: [
          ...(fresh[index] ?? []).filter((claim) => claim.activityId !== activityId),
          { activityId, startAt, dueAt, at },
        ],
        expiresAt: Math.floor(ctx.now.getTime() / 1_000) + KEPT_SECONDS,
      },
      ...unlessChanged(revision, 'revision'),
    },
  }));
}
