import { maskLists } from '../analysis/masking.ts';
import type { Context } from '../kernel/context.ts';
import { known } from '../people/known.ts';
import type { StoredActivity } from './activity.schema.ts';
import { until } from './activity.list.ts';
import { activities, positionAt } from './activity.store.ts';
import { calendarOf } from './ical.ts';

const DAY_MS = 86_400_000;
/** So far back it reaches, and in steps of so many days: the latest stay where there are too many. */
const BACK_DAYS = 90;
const STEP_DAYS = 30;
const MOST = 1_000;
const PER_PAGE = 200;

type Question = 'ofOwner' | 'openOfOwner';
type Range = { from?: string; to?: string };

/** Activities of an owner that are due within a range, the earliest first, so many at most. */
async function due(ctx: Context, question: Question, ownerId: string, { from, to }: Range, most: number) {
  const found: StoredActivity[] = [];
  if (most <= 0) return found;
  const steps = activities.by(
    ctx,
    question,
    { ownerId },
    { from: from === undefined ? undefined : positionAt(from), size: Math.min(most, PER_PAGE) },
  );
  for await (const some of until(steps, to)) {
    found.push(...some.flatMap(({ item }) => (item ? [item] : [])));
    if (found.length >= most) break;
  }
  return found.slice(0, most);
}

/** What somebody owns, so much at most: what lies ahead, then the last 90 days, latest step first, then what is still open from before. */
async function ownedBy(ctx: Context, ownerId: string, most: number): Promise<StoredActivity[]> {
  const at = (days: number): string => new Date(ctx.now.getTime() - days * DAY_MS).toISOString();
  const found = await due(ctx, 'ofOwner', ownerId, { from: at(0) }, most);
  for (let days = 0; days < BACK_DAYS; days += STEP_DAYS) {
    const range = { from: at(days + STEP_DAYS), to: at(days) };
    found.push(...(await due(ctx, 'ofOwner', ownerId, range, most - found.length)));
  }
  found.push(...(await due(ctx, 'openOfOwner', ownerId, { to: at(BACK_DAYS) }, most - found.length)));
  return found;
}

/**
 * The calendar of somebody's own activities, at most 1 000: those that are due from 90 days ago on, and open ones from before. It
 * leaves the product for programs of others, so it tells no notes, and texts are masked as in lists.
 */
export async function feedOf(ctx: Context, ownerId: string, { most = MOST } = {}): Promise<string> {
  const [owned, [owner], cover] = await Promise.all([
    ownedBy(ctx, ownerId, most),
    known(ctx, [ownerId]),
    maskLists(ctx),
  ]);
  const organizer = owner && { address: owner.email, name: owner.name };
  const entries = owned.map((one) => {
    const { subject, location } = one;
    const covered = {
      ...(cover && { subject: cover(subject, ['subject'], one) }),
      ...(cover && location !== undefined && { location: cover(location, ['location'], one) }),
    };
    return { activity: { ...one, ...covered }, organizer };
  });
  return calendarOf({ method: 'PUBLISH', name: `Heed ${ctx.companyId}`, entries });
}
