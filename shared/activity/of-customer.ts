import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { walkPartition } from '../kernel/walk.ts';
import type { OpenActivity } from './activity.schema.ts';
import { activitiesPartition, briefOf, openKeys } from './activity.store.ts';
import { isTheirs } from './theirs.ts';

/**
 * What is still to be done with a customer, so many at most, what is due first coming first, that the caller may know of;
 * strongly consistent.
 */
export async function openActivitiesOf(
  ctx: Context,
  customerId: Id<'customer'>,
  most: number,
): Promise<OpenActivity[]> {
  const found: OpenActivity[] = [];
  const rows = walkPartition<OpenActivity>(ctx, activitiesPartition(ctx, customerId), {
    between: openKeys,
    // Who may see all of them reads no more than are shown.
    ...(!ctx.actor.ownOnly && { perPage: most }),
  });
  for await (const some of rows) {
    found.push(...some.filter((one) => isTheirs(ctx, one)));
    if (found.length >= most) break;
  }
  return found.slice(0, most).map(briefOf);
}
