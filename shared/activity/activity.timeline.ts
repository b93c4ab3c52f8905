import type { Context } from '../kernel/context.ts';
import { asId } from '../kernel/id-kinds.ts';
import type { TimelineSource } from '../kernel/timeline.ts';
import type { ItemKey } from '../kernel/walk.ts';
import type { StoredActivity } from './activity.schema.ts';
import { activitiesPartition } from './activity.store.ts';
import { isTheirs } from './theirs.ts';

const called = {
  call: 'Call',
  email: 'E-mail',
  meeting: 'Meeting',
  task: 'Task',
  follow_up: 'Follow-up',
  visit: 'Visit',
  appointment: 'Appointment',
} as const satisfies Record<StoredActivity['type'], string>;

type Done = Pick<StoredActivity, 'activityId' | 'type' | 'status' | 'ownerId'> & { at: string };

function entryOf(ctx: Context, row: ItemKey) {
  const { activityId, type, status, ownerId, at } = row as Done;
  if (!isTheirs(ctx, { ownerId })) return undefined;
  const ref = { type: 'activity' as const, id: activityId };
  return { at, kind: 'activity' as const, ref, title: `${called[type]}, ${status}`, activity: { type, status } };
}

/** What was done with a customer or called off, when that was said: it lies under their id alone. */
export const activityTimeline = {
  id: 'activity',
  permission: 'activities:read',
  partition: (ctx: Context, name: string) => {
    const customerId = asId('customer', name);
    return customerId && activitiesPartition(ctx, customerId);
  },
  entries: async (ctx: Context, rows: readonly ItemKey[]) => rows.map((row) => entryOf(ctx, row)),
} as const satisfies TimelineSource<unknown>;
