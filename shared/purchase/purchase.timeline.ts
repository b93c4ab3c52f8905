import { moneyText } from '../fields/money.schema.ts';
import type { Context } from '../kernel/context.ts';
import { asId } from '../kernel/id-kinds.ts';
import type { TimelineSource } from '../kernel/timeline.ts';
import type { ItemKey } from '../kernel/walk.ts';
import { briefIn } from './of-customer.ts';
import { purchasesPartition } from './purchase.rows.ts';

const called = { sale: 'Purchase', service: 'Service', subscription: 'Subscription', return: 'Return' } as const;

function entryOf(row: ItemKey) {
  const { purchaseId, at, kind, total } = briefIn(row);
  return {
    at,
    kind: 'purchase' as const,
    ref: { type: 'purchase' as const, id: purchaseId },
    title: `${called[kind]}, ${moneyText(total)}`,
    purchase: { kind, total },
  };
}

/** What a customer bought and gave back: it lies under their id alone. */
export const purchaseTimeline = {
  id: 'purchase',
  permission: 'purchases:read',
  partition: (ctx: Context, name: string) => {
    const customerId = asId('customer', name);
    return customerId && purchasesPartition(ctx, customerId);
  },
  entries: async (_: Context, rows: readonly ItemKey[]) => rows.map(entryOf),
} as const satisfies TimelineSource<unknown>;
