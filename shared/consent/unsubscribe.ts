import type { StoredCustomer } from '../customer/customer.schema.ts';
import type { Context } from '../kernel/context.ts';
import { givenBack } from './address-news.ts';
import type { Consent } from './consent.schema.ts';
import { consents } from './consent.store.ts';
import { isNo, isQuestion, latestFirst } from './current.ts';
import { entriesOf } from './ledger.ts';
import { writeEntry } from './write-entry.ts';

const UNSUBSCRIBED = 'unsubscribed by a link';

/** Ends mails of one purpose to a customer, or takes that back: then holds what held before. Said twice it is done once. */
export async function unsubscribe(
  ctx: Context,
  customer: Pick<StoredCustomer, 'customerId' | 'emails'>,
  purpose: Consent['purpose'],
  { undo = false }: { undo?: boolean } = {},
): Promise<void> {
  const entries: Consent[] = [];
  for await (const some of entriesOf(ctx, customer.customerId))
    entries.push(...some.map((entry) => consents.publicOf(entry)));
  const byMail = entries
    .filter((one) => one.channel === 'email' && one.purpose === purpose && !isQuestion(one))
    .toSorted(latestFirst);
  const said = { channel: 'email', basis: 'consent', source: UNSUBSCRIBED, at: ctx.now.toISOString() } as const;
  const [last] = byMail;
  if (!undo && !(last && isNo(last))) await writeEntry(ctx, customer, { ...said, purpose, state: 'withdrawn' });
  const back = undo ? givenBack(byMail, { of: [purpose], by: UNSUBSCRIBED }) : [];
  for (const entry of back) await writeEntry(ctx, customer, { ...said, ...entry });
}
