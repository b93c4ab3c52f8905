import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { deleteAll } from '../kernel/write-all.ts';
import { consents } from './consent.store.ts';
import { isNo } from './current.ts';
import { currentIn, entriesOf } from './ledger.ts';
import { questionKeys } from './question-rows.ts';

/** Whether a customer has denied or withdrawn any consent to mails, and to what reaches a number. */
export async function saidNo(ctx: Context, customerId: Id<'customer'>) {
  const refused = (await currentIn(ctx, customerId, ctx.now.toISOString())).filter(isNo);
  return {
    byMail: refused.some(({ channel }) => channel === 'email'),
    byNumber: (called: string) =>
      refused.some(
        ({ channel, number }) =>
          (channel === 'phone' || channel === 'sms') && (number === undefined || number === called),
      ),
  };
}

/** Removes the ledger of a customer who is erased, with the links that were mailed to them. The audit keeps that there were entries, and nothing that names anybody. */
export async function forgetConsents(ctx: Context, customerId: Id<'customer'>): Promise<void> {
  for await (const some of entriesOf(ctx, customerId)) {
    const keys = some.flatMap(({ entryId, consentId }) => [
      consents.keyOf(ctx, entryId),
      ...questionKeys(ctx, consentId),
    ]);
    await deleteAll(ctx, keys);
  }
}
