import { keysOfCalled } from '../customer/identity.ts';
import type { Context } from '../kernel/context.ts';
import type { Filter } from '../match/filter.ts';
import type { StoredFeedback } from './feedback.schema.ts';

/**
 * A filter without whom it asks for, and the keys of that person under all names: an id of theirs finds also what was said
 * under another id or an address of the same customer, before the customer was written down, too.
 */
export async function ofPerson(ctx: Context, { customerId, email, ...match }: Filter) {
  const [byId, byEmail] = await Promise.all([
    customerId === undefined ? undefined : keysOfCalled(ctx, { customerId }),
    email === undefined ? undefined : keysOfCalled(ctx, { email }),
  ]);
  const isTheirs = ({ customerKey = '' }: StoredFeedback): boolean =>
    (byId?.includes(customerKey) ?? true) && (byEmail?.includes(customerKey) ?? true);
  return { match, people: byId ?? byEmail, isTheirs };
}
