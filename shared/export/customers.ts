import { coverText } from '../analysis/masking.ts';
import { currentConsents } from '../consent/consent.ts';
import { Customer } from '../customer/customer.schema.ts';
import { customersInOrder } from '../customer/all-customers.ts';
import { publicCustomer } from '../customer/customer.ts';
import type { ItemKey } from '../kernel/walk.ts';
import { masked as seenAs } from '../customer/masked.ts';
import { masked } from '../http/masked.ts';
import { pageOf } from '../http/page.schema.ts';
import { eachBatch } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import type { Permission } from '../kernel/permissions.ts';
import type { ExportedCustomer } from './customer-columns.ts';
import type { ExportInput } from './export.schema.ts';

const PARALLEL = 25;
/** What shows addresses and numbers, and what shows demographics and accessibility. */
export const UNMASKED: Permission = 'customers:contact';
export const SENSITIVE: Permission = 'customers:sensitive';

/** Customers as somebody with the permissions of the export sees them; masked, without personal data in what is written of them. */
function seen(ctx: Context, customers: readonly Customer[], { mask, sensitive }: ExportInput): Customer[] {
  const permissions = new Set<Permission>(mask ? [] : [UNMASKED, ...(sensitive ? [SENSITIVE] : [])]);
  const { items } = mask
    ? (masked(pageOf(Customer), { items: customers }, coverText) as { items: Customer[] })
    : { items: customers };
  return seenAs({ actor: { ...ctx.actor, permissions } }, items) as Customer[];
}

/** The next customers of an export in the order of their ids, each with what holds of their consents. */
export async function nextCustomers(
  ctx: Context,
  input: ExportInput,
  { after, size }: { after: string | undefined; size: number },
): Promise<{ records: object[]; after?: string }> {
  const { asOf, start, end, mask } = input;
  const from = after === undefined ? undefined : (JSON.parse(after) as ItemKey);
  const { rows, after: next } = await customersInOrder(ctx, { from, size });
  const wanted = rows.map(publicCustomer).filter(({ createdAt }) => {
    const at = Date.parse(createdAt);
    return createdAt <= asOf && at >= start && at < end;
  });
  const shown = seen(ctx, wanted, input);
  const records: ExportedCustomer[] = [];
  await eachBatch([...shown.entries()], { size: 1, parallel: PARALLEL }, async ([entry]) => {
    if (!entry) return;
    const [at, customer] = entry;
    const consents = await currentConsents(ctx, { customerId: customer.customerId, at: asOf });
    records[at] = { ...customer, ...(consents.length > 0 && !mask && { consents }) };
  });
  return { records, ...(next && { after: JSON.stringify(next) }) };
}
