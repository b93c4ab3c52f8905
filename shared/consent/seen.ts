import { maskLists } from '../analysis/masking.ts';
import { coveredNumber, masked } from '../customer/masked.ts';
import type { Context } from '../kernel/context.ts';
import { isThere } from '../kernel/store.ts';
import { consents } from './consent.store.ts';

type Entry = { number?: string; evidence?: string };
type Body = Entry & { entryId?: string; current?: Entry[]; ledger?: { items: Entry[] } };

/**
 * An answer as this caller may see it: without `customers:contact` numbers are masked, and evidence in lists as the company's
 * settings want it. Of an entry that was made under an Idempotency-Key only the id is kept.
 */
export async function seen(ctx: Context, body: unknown): Promise<unknown> {
  const { entryId, current, ledger, ...one } = (body ?? {}) as Body;
  if (entryId !== undefined) {
    const found = await consents.find(ctx, entryId);
    return isThere(ctx, found) ? seen(ctx, consents.publicOf(found)) : body;
  }
  const mayContact = ctx.actor.permissions.has('customers:contact');
  const covered = <E extends Entry>(entry: E): E => (mayContact ? entry : coveredNumber(entry));
  if (!current || !ledger) return masked(ctx, covered(one));
  const cover = await maskLists(ctx);
  const listed = ledger.items.map((entry) => ({
    ...covered(entry),
    ...(cover && entry.evidence !== undefined && { evidence: cover(entry.evidence, ['evidence'], entry) }),
  }));
  return { current: current.map(covered), ledger: { ...ledger, items: listed } };
}
