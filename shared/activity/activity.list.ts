import { equal, type FilterTests, listOf } from '../http/list.ts';
import type { Page } from '../http/listing.ts';
import type { Context } from '../kernel/context.ts';
import type { Steps } from '../kernel/store.ts';
import type { Activity, ActivityFilter, StoredActivity } from './activity.schema.ts';
import { activities, isDone, positionAt } from './activity.store.ts';
import { isOverdue, shown } from './activity.ts';
import { named, type NamedRow } from './named.ts';

/** Ends a list by due time where something due at an instant or later begins. */
export async function* until(steps: Steps<StoredActivity>, to: string | undefined): Steps<StoredActivity> {
  for await (const some of steps) {
    const end = to === undefined ? -1 : some.findIndex(({ item }) => item !== undefined && item.dueAt >= to);
    if (end === -1) {
      yield some;
      continue;
    }
    yield [...some.slice(0, end), { item: undefined, after: undefined }];
    return;
  }
}

const testsAt = (ctx: Context): FilterTests<NamedRow, ActivityFilter> => ({
  ownerId: equal('ownerId'),
  type: equal('type'),
  status: equal('status'),
  dueFrom: ({ dueAt }, wanted) => dueAt >= wanted,
  dueTo: ({ dueAt }, wanted) => dueAt < wanted,
  relatedTo: ({ relatedTo }, wanted) => relatedTo?.id === wanted,
  done: (one, wanted) => String(isDone(one)) === wanted,
  overdue: (one, wanted) => String(isOverdue(ctx, one)) === wanted,
  // It says what is shown, not which.
  with: () => true,
});

/** Whether a filter lets through what is still to be done, and nothing else. */
const isOfOpen = ({ done, overdue, status }: ActivityFilter): boolean =>
  done === 'false' || overdue === 'true' || status === 'open' || status === 'in_progress';

/** Activities by when they are due, the earliest first, that every given filter lets through; an agent's are their own. */
export async function list(
  ctx: Context,
  input: ActivityFilter & { limit: number; cursor?: string | undefined },
): Promise<Page<Activity>> {
  const { actor } = ctx;
  if (actor.ownOnly && input.ownerId !== undefined && input.ownerId !== actor.id)
    return { items: [], nextCursor: null };
  const read = listOf<ActivityFilter, NamedRow, Activity>(
    'activities',
    testsAt(ctx),
    (_, { relatedTo, ...filter }, { from, size }) => {
      const { ownerId, dueFrom, dueTo } = filter;
      const all = { from: from ?? (dueFrom === undefined ? undefined : positionAt(dueFrom)), size };
      const about = relatedTo === undefined ? undefined : ({ type: 'customer', id: relatedTo } as const);
      const [ofAll, ofOne] = isOfOpen(filter)
        ? (['openByDue', 'openOfOwner'] as const)
        : (['byDue', 'ofOwner'] as const);
      const steps = about
        ? activities.by(ctx, 'about', { relatedTo: about }, all)
        : activities.by(ctx, ownerId === undefined ? ofAll : ofOne, { ownerId }, all);
      const some = until(steps, dueTo);
      return filter.with ? named(ctx, some) : some;
    },
    ({ customer, ...row }) => ({ ...shown(ctx, activities.publicOf(row)), ...(customer && { customer }) }),
  );
  return read(ctx, { ...input, ...(actor.ownOnly && { ownerId: actor.id }) });
}
