import { readCrmSettings } from '../crm-settings/crm-settings.ts';
import { orNone } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { activityOf } from './activity.ts';
import { customers } from './customer.store.ts';

/**
 * Notes that a customer bought something, or had a service: when they did last, and that a prospect is active now. Whoever is
 * inactive is active again where it `isNew`; who was suspended or has left stays so. Again, or late, it changes nothing.
 * Nothing to do where the customer is gone.
 */
export async function noteBought(
  ctx: Context,
  { customerId, at, isNew }: { customerId: Id<'customer'>; at: string; isNew: boolean },
): Promise<void> {
  const becomes = (status: string): boolean => status === 'prospect' || (status === 'inactive' && isNew);
  const later = (before: string | undefined): string => (before !== undefined && before > at ? before : at);
  const moved = change(ctx, customers, customerId, 'status', async (before) => {
    if (!becomes(before.status)) return undefined;
    const lastPurchaseAt = later(before.lastPurchaseAt);
    const { lookAt } = activityOf(ctx, lastPurchaseAt, await readCrmSettings(ctx));
    return { ...before, status: 'active' as const, lastPurchaseAt, lookAt };
  });
  if (!(await orNone(moved))) return;
  // Our own finding: whoever has read the customer may still change them.
  await orNone(
    change(
      ctx,
      customers,
      customerId,
      'bought',
      (before) => ({ ...before, lastPurchaseAt: later(before.lastPurchaseAt) }),
      { silent: true },
    ),
  );
}
