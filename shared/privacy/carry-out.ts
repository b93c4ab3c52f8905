import { channels, type Consent } from '../consent/consent.schema.ts';
import { writeEntry } from '../consent/write-entry.ts';
import { setAddress } from '../contact-preference/contact-preference.ts';
import { customersCalled } from '../customer/identity.ts';
import type { StoredCustomer } from '../customer/customer.schema.ts';
import { edit as editCustomer } from '../customer/customer.ts';
import { setRestricted } from '../customer/restrict.ts';
import { invalid } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { CompleteRequest, StoredDataRequest, Subject } from './data-request.schema.ts';

/** What a request of a type comes to at once; the others are work in the background. */
type AtOnce = (ctx: Context, request: StoredDataRequest, body: CompleteRequest) => Promise<Record<string, number>>;

const one = async (ctx: Context, subject: Subject): Promise<StoredCustomer | undefined> =>
  (await customersCalled(ctx, subject)).one;

/** Writes a no to some purposes by all channels into the ledger of a customer; returns how many entries. */
async function deny(
  ctx: Context,
  { requestId, subject }: StoredDataRequest,
  purposes: readonly Consent['purpose'][],
): Promise<number> {
  const customer = await one(ctx, subject);
  if (!customer) return 0;
  const at = ctx.now.toISOString();
  const said = purposes.flatMap((purpose) => channels.map((channel) => ({ purpose, channel })));
  for (const about of said)
    await writeEntry(ctx, customer, { ...about, state: 'denied', basis: 'consent', source: requestId, at });
  return said.length;
}

/**
 * Ends marketing and profiling (GDPR Art. 21(2)). Who is known by an address alone has no ledger: their address is opted out of
 * all mails.
 */
const objection: AtOnce = async (ctx, request) => {
  const { email } = request.subject;
  const entries = await deny(ctx, request, ['marketing', 'profiling']);
  if (entries === 0 && email !== undefined) await setAddress(ctx, email, { optedOut: true }, ctx.now.toISOString());
  return { consent: entries };
};

const optOutOfSale: AtOnce = async (ctx, request) => ({ consent: await deny(ctx, request, ['sale_of_data']) });

/** Keeps what there is and stops every sender. Who is known by an address alone is not written to. */
const restriction: AtOnce = async (ctx, { subject }) => {
  const customer = await one(ctx, subject);
  if (customer) await setRestricted(ctx, customer, true);
  else if (subject.email !== undefined)
    await setAddress(ctx, subject.email, { doNotContact: true }, ctx.now.toISOString());
  return { customer: customer ? 1 : 0 };
};

/** Ends a restriction that was completed: the person may be written to again as far as they permit it. */
export async function endRestriction(ctx: Context, subject: Subject): Promise<void> {
  const customer = await one(ctx, subject);
  if (customer) await setRestricted(ctx, customer, false);
  else if (subject.email !== undefined)
    await setAddress(ctx, subject.email, { doNotContact: false }, ctx.now.toISOString());
}

/** Corrects the customer by what is given; without it, somebody has corrected it by hand. 400 where nobody is written down. */
const rectification: AtOnce = async (ctx, { subject }, { correction }) => {
  if (!correction) return { customer: 0 };
  const customer = await one(ctx, subject);
  if (!customer) throw invalid({ pointer: '#/correction', detail: 'is of nobody: no customer is written down' });
  await editCustomer(ctx, { customerId: customer.customerId, body: correction });
  return { customer: 1 };
};

export const atOnce: Partial<Record<StoredDataRequest['type'], AtOnce>> = {
  objection,
  opt_out_of_sale: optOutOfSale,
  restriction,
  rectification,
};
