import { statusesOf } from '../contact-preference/contact-preference.ts';
import type { Context } from '../kernel/context.ts';
import { asId } from '../kernel/id-kinds.ts';
import { normalEmail } from './customer-key.ts';
import { get } from './customer.ts';
import type { Customer } from './customer.schema.ts';
import { masked } from './masked.ts';

type MailState = NonNullable<NonNullable<Customer['emails']>[number]['status']>;

const stateOf = ({ bounced, complained }: { bounced?: boolean; complained?: boolean }): MailState =>
  complained ? 'complained' : bounced ? 'bounced' : 'unverified';

/** Customers with what is known of their addresses, which all mail learns and no customer repeats. */
async function withMailStates(ctx: Context, some: readonly Customer[]): Promise<Customer[]> {
  const states = await statusesOf(
    ctx,
    some.flatMap(({ emails = [] }) => emails.map(({ address }) => address)),
  );
  return some.map((customer) => ({
    ...customer,
    ...(customer.emails && {
      emails: customer.emails.map((one) => ({
        ...one,
        status: stateOf(states.get(normalEmail(one.address)) ?? {}),
      })),
    }),
  }));
}

type Body = { displayName?: unknown; items?: unknown; profile?: unknown };
const isPerson = (body: Body): body is Customer => typeof body.displayName === 'string' && 'version' in body;

/** Reads a record of which only the id was kept; undefined where a body is no such id. */
type Again = (ctx: Context, id: Readonly<Record<string, unknown>>) => Promise<unknown> | undefined;

/**
 * An answer about customers, or about other people who are reached as they are, as this caller may see it. Of a record that
 * was made under an Idempotency-Key only the id is kept: a repeated request is answered with the record as it is now.
 */
export const seenAs = (again: Again) =>
  async function seen(ctx: Context, body: unknown): Promise<unknown> {
    if (typeof body !== 'object' || body === null) return body;
    const now = Object.keys(body).length === 1 ? again(ctx, body as Record<string, unknown>) : undefined;
    if (now) return seen(ctx, await now);
    const { items, profile } = body as Body;
    if (isPerson(body)) return masked(ctx, (await withMailStates(ctx, [body]))[0]);
    if (Array.isArray(items) && items.every((one) => isPerson(one as Body)))
      return masked(ctx, { ...body, items: await withMailStates(ctx, items as Customer[]) });
    return masked(ctx, profile === undefined ? body : { ...body, profile: await seen(ctx, profile) });
  };

const seenCustomer = seenAs((ctx, { customerId }) => {
  const id = typeof customerId === 'string' ? asId('customer', customerId) : undefined;
  return id && get(ctx, { customerId: id });
});

/** An answer about customers as this caller may see it; what is said beside a new one names nobody. */
export async function seen(ctx: Context, body: unknown): Promise<unknown> {
  const { duplicateCandidates, ...rest } = (body ?? {}) as { duplicateCandidates?: unknown };
  if (duplicateCandidates === undefined) return seenCustomer(ctx, body);
  return { ...((await seenCustomer(ctx, rest)) as object), duplicateCandidates };
}
