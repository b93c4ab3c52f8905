import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere } from '../kernel/store.ts';
import type { Purchase } from './purchase.schema.ts';
import { purchases } from './purchase.store.ts';

/** What numbers about a customer need of a purchase; amounts in the smallest unit of its currency. */
export type PurchaseFact = {
  id: Id<'purchase'>;
  kind: Purchase['kind'];
  at: string;
  currency: string;
  net: number;
  total: number;
  /** What of the net was not given back; of a return 0. */
  kept: number;
  /** The margin of what was kept, as it was sent with the purchase. */
  margin?: number;
  dueAt?: string;
  paidAt?: string;
};

/** A share of an amount, rounded down; exact where floating point would not be. */
const share = (amount: number, part: number, whole: number): number =>
  whole === 0 ? amount : Number((BigInt(amount) * BigInt(part)) / BigInt(whole));

/** What a purchase says in numbers. What was given back of it is off its margin, so that all given back leaves 0. */
export function factOf({ purchaseId, kind, at, net, total, margin, returned, invoice }: Purchase): PurchaseFact {
  const kept = kind === 'return' ? 0 : net.amountMinor - (returned?.net.amountMinor ?? 0);
  return {
    id: purchaseId,
    kind,
    at,
    currency: net.currency,
    net: net.amountMinor,
    total: total.amountMinor,
    kept,
    ...(margin && kind !== 'return' && { margin: share(margin.amountMinor, kept, net.amountMinor) }),
    ...(invoice && kind !== 'return' && { dueAt: invoice.dueAt }),
    ...(invoice?.paidAt !== undefined && kind !== 'return' && { paidAt: invoice.paidAt }),
  };
}

/** A purchase as numbers need it, with its revision and whose it is; no fact where it is deleted. Strongly consistent. */
export async function purchaseFact(
  ctx: Context,
  purchaseId: Id<'purchase'>,
): Promise<{ customerId: Id<'customer'>; revision: number; fact: PurchaseFact | undefined } | undefined> {
  const row = await purchases.find(ctx, purchaseId);
  if (!row) return undefined;
  const { customerId, revision } = row;
  return { customerId, revision, fact: isThere(ctx, row) ? factOf(row) : undefined };
}
