import { namesOfCustomers } from '../customer/names.ts';
import type { Context } from '../kernel/context.ts';
import type { Stored, Steps } from '../kernel/store.ts';
import type { Step } from '../kernel/walk.ts';
import type { Activity, StoredActivity } from './activity.schema.ts';

export type NamedRow = Stored<StoredActivity> & Pick<Activity, 'customer'>;

/**
 * Activities with what the first customer of each is called, by one request for each page that is read. Without names where the
 * caller may not see customers; of who is gone there is none.
 */
export async function* named(ctx: Context, steps: Steps<StoredActivity>): AsyncGenerator<Step<NamedRow>[]> {
  const may = ctx.actor.permissions.has('customers:read');
  for await (const some of steps) {
    const ids = new Set(some.flatMap(({ item }) => item?.customerIds[0] ?? []));
    const names = await namesOfCustomers(ctx, may ? [...ids] : [], { ConsistentRead: false });
    yield some.map(({ item, after }) => {
      const [customerId] = item?.customerIds ?? [];
      const name = customerId && names.get(customerId);
      return {
        item: item && name ? { ...item, customer: { customerId, displayName: name.displayName } } : item,
        after,
      };
    });
  }
}
