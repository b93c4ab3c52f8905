import { readCrmSettings } from '../crm-settings/crm-settings.ts';
import type { CrmSettings } from '../crm-settings/crm-settings.schema.ts';
import { eachItem } from '../http/items.ts';
import { invalid, Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { normalEmail } from './customer-key.ts';
import { create, patch } from './customer.ts';
import { CreateCustomer, EditCustomer } from './customer.schema.ts';
import { holderOf } from './external-ids.ts';
import { customersOfEmail } from './identity.ts';
import { checked } from './settle.ts';

export type UpsertBy = 'externalId' | 'email';
type Result = { status: number; customerId: Id<'customer'>; unchanged?: boolean };

const fieldOf = (item: unknown, name: string): unknown =>
  typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[name] : undefined;
const firstOf = (item: unknown, list: string): unknown => {
  const all = fieldOf(item, list);
  return Array.isArray(all) ? all[0] : undefined;
};

/** What two items of a bulk have in common that are about one customer, so that they are done one after the other. */
function nameOf(item: unknown, by: UpsertBy | undefined): string | undefined {
  const first = firstOf(item, by === 'email' ? 'emails' : 'externalIds');
  if (by === 'email') {
    const address = fieldOf(first, 'address');
    return typeof address === 'string' ? normalEmail(address) : undefined;
  }
  const id = fieldOf(first, 'id');
  return typeof id === 'string' ? JSON.stringify([fieldOf(first, 'source') ?? 'default', id]) : undefined;
}

/** Whom an item is about; undefined for somebody new. 409 where an address is that of several customers. */
async function existing(ctx: Context, item: CreateCustomer, by: UpsertBy | undefined) {
  if (by === undefined) return undefined;
  if (by === 'externalId') {
    const [id] = item.externalIds ?? [];
    if (!id) throw missing('#/externalIds');
    return holderOf(ctx, id);
  }
  const [email] = item.emails ?? [];
  if (!email) throw missing('#/emails');
  const [first, second] = await customersOfEmail(ctx, email.address);
  if (second) throw new Problem('conflict', 'Several customers have this address.');
  return first?.customerId;
}

const missing = (pointer: string): Problem => invalid({ pointer, detail: 'must be given, to find who is meant' });

async function write(ctx: Context, raw: unknown, by: UpsertBy | undefined, settings: CrmSettings): Promise<Result> {
  const said = checked(raw);
  const customerId = await existing(ctx, said, by);
  if (customerId === undefined)
    return { status: 201, customerId: (await create(ctx, { body: said, settings })).customerId };
  // As it was sent: a status that is left out is no change to the standard one.
  const body = EditCustomer.parse(raw);
  const { changed } = await patch(ctx, { customerId, body, settings });
  return { status: 200, customerId, unchanged: !changed };
}

/**
 * Creates customers, or with `upsertBy` changes those who are there by what each item gives; one refused item spoils no other.
 * Who is sent as they are costs no write.
 */
export async function bulk(
  ctx: Context,
  { body: { items, upsertBy } }: { body: { items: readonly unknown[]; upsertBy?: UpsertBy | undefined } },
) {
  const settings = await readCrmSettings(ctx);
  let unnamed = 0;
  return eachItem(ctx, 'items', items, (one, item) => write(one, item, upsertBy, settings), {
    meetingAt: (item) => nameOf(item, upsertBy) ?? `${unnamed++}`,
  });
}
