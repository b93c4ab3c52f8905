import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { customers } from './customer.store.ts';

/**
 * Restricts what is done with a customer's data, or ends that: it is kept, and every sender is stopped (GDPR Art. 18). 404 for
 * nobody.
 */
export async function setRestricted(
  ctx: Context,
  { customerId }: { customerId: Id<'customer'> },
  isRestricted: boolean,
): Promise<void> {
  await change(ctx, customers, customerId, isRestricted ? 'restrict' : 'unrestrict', (before) =>
    isRestricted === (before.restrictedAt !== undefined)
      ? undefined
      : { ...before, restrictedAt: isRestricted ? ctx.now.toISOString() : undefined },
  );
}
