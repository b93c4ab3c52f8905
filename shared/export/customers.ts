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

/** As somebody without any permission sees customers, and without personal data in what is written of them. */
function covered(customers: readonly Customer[]): Customer[] {
  const { items } = masked(pageOf(Customer), { items: customers }, coverText) as { items: Customer[] };
  return seenAs(
    { actor: { kind: 'system', id: 'export', permissions: new Set() } } as unknown as Context,
    items,
  ) as Customer[];
}

/** The next customers of an export in the order of their ids, each with what holds of their consents. */
export async function nextCustomers(
  ctx: Context,
  { asOf, start, end, mask, sensitive }: ExportInput,
  { after, size }: { after: string | undefined; size: number },
): Promise<{ records: object[]; after?: string }> {
  const from = after === undefined ? undefined : (JSON.parse(after) as ItemKey);
  const { rows, after: next } = await customersInOrder(ctx, { from, size });
  const wanted = rows.map(publicCustomer).filter(({ createdAt }) => {
    const at = Date.parse(createdAt);
    return createdAt <= asOf && at >= start && at < end;
  });
  const shown = mask ? covered(wanted) : wanted;
  const records: ExportedCustomer[] = [];
  await eachBatch([...shown.entries()], { size: 1, parallel: PARALLEL }, async ([entry]) => {
    if (!entry) return;
    const [at, customer] = entry;
    const { demographics: _, ...rest } = customer;
    const told = sensitive ? customer : withoutHealth(rest);
    const consents = await currentConsents(ctx, { customerId: customer.customerId, at: asOf });
    records[at] = { ...told, ...(consents.length > 0 && !mask && { consents }) };
  });
  return { records, ...(next && { after: JSON.stringify(next) }) };
}

/** What a person needs may reveal health: only who may see it gets it. */
function withoutHealth(customer: Customer): Customer {
  const { accessibility: _, ...preferences } = customer.preferences ?? {};
  return { ...customer, ...(customer.preferences && { preferences }) };
}

/** What one must hold to export customers as they are. */
export const unmaskedNeeds: Permission = 'customers:contact';
