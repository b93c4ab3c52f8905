import { Problem } from '../http/problem.ts';
import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { keyPart } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { takenRows } from '../kernel/taken-rows.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { ExternalId } from './customer.parts.schema.ts';
import type { StoredCustomer } from './customer.schema.ts';

/** An id of another system belongs to one customer: its row says to whom, and is written on condition that there is none. */
const rowKey = ({ companyId }: Pick<Context, 'companyId'>, { source, id }: ExternalId) => ({
  pk: `${companyPrefix(companyId)}id#ext#${source}#${keyPart(id)}`,
  sk: 'customer',
});

/** By what an id is found among those who have some. */
export const nameOf = ({ source, id }: ExternalId): string => `${source} ${id}`;
type Holder = Pick<StoredCustomer, 'customerId' | 'externalIds'> & { deletedAt?: string };
const idsOf = (customer: Holder | undefined): readonly ExternalId[] =>
  customer && customer.deletedAt === undefined ? (customer.externalIds ?? []) : [];

/** The rows that come and go with a change of a customer. A deleted customer gives its ids free. */
export const externalIdWrites = (ctx: Context, after: Holder, before?: Holder): TransactItem[] =>
  takenRows(
    { customerId: after.customerId },
    idsOf(after).map((one) => rowKey(ctx, one)),
    idsOf(before).map((one) => rowKey(ctx, one)),
  );

/** The rows of ids that pass from one customer to another in one transaction; it fails where somebody else has one by then. */
export const externalIdMoves = (
  ctx: Context,
  ids: readonly ExternalId[] | undefined,
  from: Id<'customer'>,
  to: Id<'customer'>,
): TransactItem[] =>
  (ids ?? []).map((one) => ({
    Put: {
      TableName: tableName(),
      Item: { ...rowKey(ctx, one), customerId: to },
      ConditionExpression: 'attribute_not_exists(pk) OR customerId = :from',
      ExpressionAttributeValues: { ':from': from },
    },
  }));

/** Who has some ids, by their {@link nameOf}; strongly consistent. */
export async function holdersOf(
  ctx: Context,
  ids: readonly ExternalId[],
): Promise<ReadonlyMap<string, Id<'customer'>>> {
  const keys = new Map(ids.map((one) => [rowKey(ctx, one).pk, nameOf(one)]));
  const rows = await batchGet(
    ctx,
    ids.map((one) => rowKey(ctx, one)),
    { ConsistentRead: true },
  );
  return new Map(rows.map((row) => [keys.get(String(row['pk'])) ?? '', row['customerId'] as Id<'customer'>] as const));
}

/** Who has the id of one system; undefined where nobody has. */
export const holderOf = async (ctx: Context, id: ExternalId): Promise<Id<'customer'> | undefined> =>
  (await holdersOf(ctx, [id])).get(nameOf(id));

/** Refuses ids that another customer has (409), and names that customer. */
export async function refuseTaken(ctx: Context, after: Holder, before?: Holder): Promise<void> {
  const had = new Set(idsOf(before).map(nameOf));
  const added = idsOf(after).filter((one) => !had.has(nameOf(one)));
  if (added.length === 0) return;
  const holders = await holdersOf(ctx, added);
  for (const [index, one] of (after.externalIds ?? []).entries()) {
    const customerId = holders.get(nameOf(one));
    if (customerId !== undefined && customerId !== after.customerId)
      throw new Problem('conflict', 'Another customer has this external id.', {
        errors: [{ pointer: `#/externalIds/${index}`, detail: `belongs to ${customerId}` }],
        about: { customerId },
      });
  }
}
