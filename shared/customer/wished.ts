import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { compact } from '../kernel/json.ts';
import type { Customer } from './customer.schema.ts';
import { customers } from './customer.store.ts';

type Wishes = NonNullable<Customer['preferences']>;

/** Writes down what a customer wishes from now on, as they say it themselves; 404 for nobody. Nothing else of them is looked at. */
export async function wished(
  ctx: Context,
  { customerId }: { customerId: Id<'customer'> },
  next: (before: Wishes) => Wishes,
): Promise<void> {
  const keyless = { ...ctx, idempotency: undefined };
  await change(keyless, customers, customerId, 'preferences', (before) => ({
    ...before,
    preferences: compact(next(before.preferences ?? {})),
  }));
}
