import { isThereStill } from '../customer/still-there.ts';
import { type FieldError, invalid, Problem } from '../http/problem.ts';
import { change, create as createRecord, remove as removeRecord, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';
import { compact, jsonEqual } from '../kernel/json.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import type { Stored } from '../kernel/store.ts';
import { idFor } from '../kernel/verbs.ts';
import type { TransactItem } from '../kernel/write.ts';
import type {
  Activity,
  CompleteActivity,
  CreateActivity,
  EditActivity,
  StoredActivity,
  Strict,
} from './activity.schema.ts';
import { activities, isDone } from './activity.store.ts';
import { conflictsOf, isMeeting } from './conflicts.ts';
import { peopleOf } from './people.ts';
import { withReminders } from './reminders.ts';
import { raised, sequenceOf } from './sequence.ts';
import { inSeries, nextWrites, seriesErrors } from './series.ts';
import { strictWrites } from './strict.ts';
import { isTheirs } from './theirs.ts';

type One = { activityId: Id<'activity'>; ifMatch?: number | undefined };
type Row = Stored<StoredActivity>;

/** Whether it is not done, and was due before now. */
export const isOverdue = (ctx: Context, one: StoredActivity): boolean =>
  !isDone(one) && one.dueAt < ctx.now.toISOString();

/** An activity as callers see it. */
export const shown = (ctx: Context, one: StoredActivity): Activity => ({
  ...one,
  sequence: sequenceOf(one),
  overdue: isOverdue(ctx, one),
});

/** The same with what its owner has to do in its time, where that is asked of its kind. */
const withConflicts = async (ctx: Context, one: StoredActivity): Promise<Activity> => {
  const seen = shown(ctx, one);
  return isMeeting(one) && !isDone(one) ? { ...seen, conflicts: await conflictsOf(ctx, one) } : seen;
};

function refuseHidden(ctx: Context, one: StoredActivity): void {
  if (!isTheirs(ctx, one)) throw new Problem('not-found');
}

function timeErrors(ctx: Context, after: StoredActivity, before?: StoredActivity): FieldError[] {
  const isNew = after.dueAt !== before?.dueAt;
  return [
    ...(isNew && after.dueAt < ctx.now.toISOString()
      ? [{ pointer: '#/dueAt', detail: 'must not lie in the past' }]
      : []),
    ...(after.startAt !== undefined && after.startAt > after.dueAt
      ? [{ pointer: '#/startAt', detail: 'must not lie behind the end' }]
      : []),
  ];
}

/**
 * With the customers that it names, its reminders and its series; 400 for times or a rule that do not fit and for what there is
 * not. `isAnew`: its rule begins with it.
 */
async function settled(
  ctx: Context,
  said: StoredActivity,
  { before, isAnew }: { before?: StoredActivity; isAnew: boolean },
): Promise<StoredActivity> {
  const after = inSeries(withReminders(ctx, said, before), isAnew);
  if (!isTheirs(ctx, after)) throw new Problem('forbidden', 'Agents own their activities themselves.');
  const errors = timeErrors(ctx, after, before);
  const names = (one: StoredActivity) => ({ relatedTo: one.relatedTo ?? null, participants: one.participants });
  const isSame = before !== undefined && jsonEqual(names(after), names(before));
  const people = isSame ? { customerIds: before.customerIds, errors: [] } : await peopleOf(ctx, after);
  const settledOne = { ...after, customerIds: people.customerIds };
  const all = [...errors, ...people.errors, ...seriesErrors(settledOne)];
  if (all.length > 0) throw invalid(...all);
  return settledOne;
}

/** Conditions under which new customers may be named: that nobody has deleted them meanwhile. */
const stillThere = (ctx: Context, after: StoredActivity, before?: StoredActivity): TransactItem[] =>
  after.customerIds
    .filter((customerId) => !before?.customerIds.includes(customerId))
    .map((customerId) => isThereStill(ctx, { customerId }));

const isStrict = ({ strict }: Strict): boolean => strict === 'true';

/**
 * Plans an activity; 400 for one that is due already, ends before it starts, or is about what there is not. `strict`: 409 for a
 * meeting that overlaps with something else of its owner.
 */
export const create = (ctx: Context, { body, ...how }: { body: CreateActivity } & Strict): Promise<Activity> =>
  retryOnConflict(ctx, async () => {
    const said = { ...body, ownerId: body.ownerId ?? ctx.actor.id, status: 'open' as const, customerIds: [] };
    const one = { ...said, activityId: idFor(ctx, 'activity') } as unknown as StoredActivity;
    const draft = await settled(ctx, one, { isAnew: true });
    const also = [...stillThere(ctx, draft), ...(isStrict(how) ? await strictWrites(ctx, draft) : [])];
    return withConflicts(ctx, await createRecord(ctx, activities, compact(draft), { also }));
  });

/** One activity; 404 where there is none that the caller may see. */
export async function get(ctx: Context, { activityId }: One): Promise<Activity> {
  const row = await visible(ctx, activities, activityId);
  refuseHidden(ctx, row);
  return shown(ctx, activities.publicOf(row));
}

const refuseDone = (one: StoredActivity): void => {
  if (isDone(one)) throw new Problem('conflict', `The activity is ${one.status}.`);
};

/**
 * Changes the given fields; null clears one. 409 for one that is completed or cancelled, and with `strict` for a meeting that
 * overlaps with something else of its owner.
 */
export async function edit(
  ctx: Context,
  { activityId, ifMatch, body, ...how }: One & { body: EditActivity } & Strict,
): Promise<Activity> {
  const isAnew = body.recurrence !== undefined;
  const alter = async (before: Row): Promise<Row> => {
    refuseHidden(ctx, before);
    refuseDone(before);
    // All of it is said: beside `before` what is cleared would come back.
    const after = (await settled(ctx, compact({ ...before, ...body }) as Row, { before, isAnew })) as Row;
    return { ...after, ...raised(before, after) };
  };
  const also = async (before: Row, after: Row) => [
    ...stillThere(ctx, after, before),
    ...(isStrict(how) ? await strictWrites(ctx, after) : []),
  ];
  return withConflicts(ctx, await change(ctx, activities, activityId, 'edit', alter, { ifMatch, also }));
}

/** Ends an activity; done once more it stays as it is, and 409 where it has ended otherwise. */
const ended = async (
  ctx: Context,
  { activityId }: One,
  action: 'complete' | 'cancel',
  says: Partial<StoredActivity> & Pick<StoredActivity, 'status'>,
): Promise<Activity> => {
  const alter = (before: Row): Row | undefined => {
    refuseHidden(ctx, before);
    if (before.status === says.status) return undefined;
    refuseDone(before);
    const isOff = says.status === 'cancelled';
    return { ...before, ...says, remindAt: undefined, ...(isOff && { sequence: sequenceOf(before) + 1 }) };
  };
  const also = async (before: Row) => (action === 'complete' ? nextWrites(ctx, before) : []);
  return shown(ctx, await change(ctx, activities, activityId, action, alter, { also }));
};

/** Says what came of an activity. Of a series that makes the next one, in the same transaction. */
export const complete = (ctx: Context, { body, ...one }: One & { body: CompleteActivity }): Promise<Activity> =>
  ended(ctx, one, 'complete', compact({ ...body, status: 'completed' as const, completedAt: ctx.now.toISOString() }));

/** Calls an activity off; a series ends with it. */
export const cancel = (ctx: Context, one: One): Promise<Activity> =>
  ended(ctx, one, 'cancel', { status: 'cancelled', cancelledAt: ctx.now.toISOString() });

/** An activity in the place of its id, which is all that is kept for a repeated request. */
export async function seen(ctx: Context, body: unknown): Promise<unknown> {
  const { activityId = '', ...rest } = (body ?? {}) as { activityId?: string };
  const id = Object.keys(rest).length === 0 ? asId('activity', activityId) : undefined;
  if (!id) return body;
  const { overdue: _, ...one } = await get(ctx, { activityId: id });
  return withConflicts(ctx, one);
}

/** Deletes an activity. */
export async function remove(ctx: Context, { activityId, ifMatch }: One): Promise<undefined> {
  await get(ctx, { activityId });
  await removeRecord(ctx, activities, activityId, { ifMatch });
  return undefined;
}
