import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { jsonEqual, partOf } from '../kernel/json.ts';
import type { Stored } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import { deleteAll } from '../kernel/write-all.ts';
import type { TransactItem } from '../kernel/write.ts';
import { Customer, type StoredCustomer } from './customer.schema.ts';
import { CustomerChange } from './history.schema.ts';

type Row = Stored<StoredCustomer>;

const KEPT_DAYS = 400;
/** What is not said of a customer but follows from what is, or from what they do. */
const FOLLOWS: ReadonlySet<string> = new Set([
  'customerId',
  'version',
  'createdAt',
  'createdBy',
  'updatedAt',
  'displayName',
  'lastPurchaseAt',
]);

/** Where the changes of a customer lie, each by the revision that it made. */
export const historyPartition = ({ companyId }: Pick<Context, 'companyId'>, customerId: Id<'customer'>): string =>
  `${companyPrefix(companyId)}his#${customerId}`;

/** Of one who is erased, or who is another one now, nothing is told beside what is left of them. */
const isLeft = ({ lastAction, mergedInto }: Row): boolean => lastAction === 'erase' || mergedInto !== undefined;

const saidBy = (row: Row): Readonly<Record<string, unknown>> => partOf(Customer, row);

function changesOf(after: Row, before: Row): CustomerChange['changes'] {
  const [was, is] = [saidBy(before), saidBy(after)];
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((field) => !FOLLOWS.has(field));
  return fields
    .filter((field) => !jsonEqual(was[field], is[field]))
    .map((field) => ({ field, from: was[field], to: is[field] }) as CustomerChange['changes'][number]);
}

/** The row that tells what a change of a customer has changed, in the transaction of the change; none of their making. */
export function historyWrites(ctx: Context, after: Row, before?: Row): TransactItem[] {
  const changes = before && !isLeft(before) && !isLeft(after) ? changesOf(after, before) : [];
  if (changes.length === 0) return [];
  const Item = {
    pk: historyPartition(ctx, after.customerId),
    // Our own writes raise no version.
    sk: String(after.revision).padStart(12, '0'),
    version: after.version,
    at: ctx.now.toISOString(),
    actor: after.lastActor,
    changes,
    expiresAt: Math.ceil(ctx.now.getTime() / 1_000) + KEPT_DAYS * 86_400,
  };
  return [{ Put: { TableName: tableName(), Item } }];
}

/** All that was changed of a customer, for the person whom it is about. */
export async function changesTo(ctx: Context, customerId: Id<'customer'>): Promise<CustomerChange[]> {
  const found: CustomerChange[] = [];
  for await (const rows of walkPartition<CustomerChange>(ctx, historyPartition(ctx, customerId)))
    found.push(...rows.map((row) => partOf(CustomerChange, row)));
  return found;
}

/** Takes away what was changed of a customer who is erased. */
export async function forgetHistory(ctx: Context, customerId: Id<'customer'>): Promise<void> {
  const rows = walkPartition<{ pk: string; sk: string }>(ctx, historyPartition(ctx, customerId));
  for await (const some of rows) await deleteAll(ctx, some);
}
