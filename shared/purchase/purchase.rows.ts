import { besideRows, type BesideRow } from '../kernel/beside-rows.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { keyPart } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { takenRows } from '../kernel/taken-rows.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { Purchase, PurchaseInBrief } from './purchase.schema.ts';

type Company = Pick<Context, 'companyId'>;
type Row = Purchase & { deletedAt?: string };
type Identity = { source?: string | undefined; externalId?: string | undefined };

/** The purchases of a customer in brief, by their time; so a customer shows them in one reading. */
export const purchasesPartition = ({ companyId }: Company, customerId: Id<'customer'>): string =>
  `${companyPrefix(companyId)}cpu#${customerId}`;

/** What a customer has bought in all: the last row among their purchases, so that one reading from the end has both. */
export const TOTALS = '~totals';
export const totalsKey = (ctx: Company, customerId: Id<'customer'>) => ({
  pk: purchasesPartition(ctx, customerId),
  sk: TOTALS,
});

/** The row of an id in another system; it says whose it is, and is written on condition that there is none. */
export const identityKey = ({ companyId }: Company, { source = 'default', externalId }: Identity) =>
  externalId === undefined
    ? undefined
    : { pk: `${companyPrefix(companyId)}id#pur#${source}#${keyPart(externalId)}`, sk: 'purchase' };

const isThere = (one: Row | undefined): one is Row => one !== undefined && one.deletedAt === undefined;

/** So much is shown of what a purchase is called; a row of it stays small. */
const NAME_LETTERS = 60;

/** The same in brief, without what only the record itself says. */
export const inBrief = (purchase: Purchase): PurchaseInBrief => {
  const { purchaseId, kind, at, total, returned, lines = [] } = purchase;
  const name = (lines[0]?.name ?? '').slice(0, NAME_LETTERS).toWellFormed().trim();
  return {
    purchaseId,
    kind,
    at,
    total,
    ...(returned && { returned: returned.total }),
    ...(name !== '' && { name }),
    lines: lines.length,
  };
};

const briefOf = (ctx: Company, one: Row | undefined): BesideRow[] =>
  isThere(one) ? [{ pk: purchasesPartition(ctx, one.customerId), sk: one.purchaseId, ...inBrief(one) }] : [];

/** Adds a purchase to what its customer has bought in all, or takes it off (-1). Amounts of a currency have attributes of their own. */
function addedTo(ctx: Company, { customerId, kind, net, total }: Purchase, times: 1 | -1 = 1): TransactItem {
  const { currency } = total;
  const adds =
    kind === 'return'
      ? { [`${currency}#returned`]: total.amountMinor }
      : { [`${currency}#net`]: net.amountMinor, [`${currency}#total`]: total.amountMinor };
  const all = Object.entries({ [`count#${kind}`]: 1, ...adds });
  return {
    Update: {
      TableName: tableName(),
      Key: totalsKey(ctx, customerId),
      UpdateExpression: `ADD ${all.map((_, at) => `#n${at} :n${at}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(all.map(([name], at) => [`#n${at}`, name])),
      ExpressionAttributeValues: Object.fromEntries(all.map(([, number], at) => [`:n${at}`, times * number])),
    },
  };
}

/** The writes beside a purchase: its id elsewhere, what its customer shows of it, and what they have bought in all. */
export function purchaseWrites(ctx: Context, after: Row, before?: Row): TransactItem[] {
  const idsOf = (one: Row | undefined) => (isThere(one) ? (identityKey(ctx, one) ?? []) : []);
  return [
    ...takenRows({ purchaseId: after.purchaseId }, [idsOf(after)].flat(), [idsOf(before)].flat()),
    ...besideRows(briefOf(ctx, after), briefOf(ctx, before)),
    // Nothing of what is added up changes later but whose it is, and all of it goes with the customer.
    ...(before ? [] : [addedTo(ctx, after)]),
    ...(before && before.customerId !== after.customerId ? [addedTo(ctx, before, -1), addedTo(ctx, after)] : []),
  ];
}
