import type { Context } from '../kernel/context.ts';
import type { StoredActivity } from './activity.schema.ts';

/** Whether a caller may know of an activity: agents see their own. */
export const isTheirs = ({ actor }: Context, { ownerId }: Pick<StoredActivity, 'ownerId'>): boolean =>
  !actor.ownOnly || ownerId === actor.id;
