import { writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { putPostings } from '../kernel/postings.ts';
import type { Stored } from '../kernel/store.ts';
import type { TransactItem } from '../kernel/write.ts';
import { bare } from './bare.ts';
import { CUSTOMER_TOKENS } from './customer.keys.ts';
import { StoredCustomer } from './customer.schema.ts';
import { customers } from './customer.store.ts';
import { externalIdMoves } from './external-ids.ts';
import { historyWrites } from './history.ts';
import { writtenWordsOf } from './tokens.ts';

type Row = Stored<StoredCustomer>;
/** All that a customer says, under the names of its fields. */
type Says = Omit<StoredCustomer, 'version' | 'updatedAt'>;
type Written = { after: Row; writes: TransactItem[] };

/** Fields that say nothing any more, where they are not said anew; the kit knows its own. */
const nothing = (): Record<string, undefined> =>
  Object.fromEntries(
    Object.keys(StoredCustomer.shape).flatMap((name) =>
      name === 'version' || name === 'updatedAt' ? [] : [[name, undefined]],
    ),
  );

/**
 * Writes what a customer says from now on, with its history and without the other rows beside it: those of words follow behind the stream, because those
 * of four customers do not fit into one transaction, those of external ids are moved by whoever calls.
 */
function alone(ctx: Context, row: Row, says: object, action: string): Written {
  const wordsBehind = (row.wordsBehind ?? 0) + 1;
  const { after, writes } = writesOf(ctx, customers, row, { ...nothing(), ...says, wordsBehind } as unknown as Row, {
    action,
  });
  // The record itself comes first.
  return { after, writes: [...writes.slice(0, 1), ...historyWrites(ctx, after, row)] };
}

/**
 * Words that lead to a customer as it is about to be. They are there before the customer is: whoever looks for one of its
 * addresses, as the gate does, finds it from its first instant on.
 */
export const wordsAhead = (ctx: Context, customer: StoredCustomer): Promise<void> =>
  putPostings(ctx, CUSTOMER_TOKENS, [{ id: customer.customerId, words: writtenWordsOf(customer) }]);

/** The writes by which some customers become one: it says what it is given, and their ids lead to it from then on. */
export function absorbing(
  ctx: Context,
  { survivor, others, says, mergeId }: { survivor: Row; others: readonly Row[]; says: Says; mergeId: Id<'merge'> },
): Written {
  const merged = alone(ctx, survivor, says, 'merge');
  const gone = others.map((row) =>
    alone(
      ctx,
      row,
      {
        ...bare(row),
        deletedAt: ctx.now.toISOString(),
        mergedInto: survivor.customerId,
        mergedBy: mergeId,
      },
      'absorb',
    ),
  );
  const ids = others.flatMap((row) => externalIdMoves(ctx, row.externalIds, row.customerId, survivor.customerId));
  return { after: merged.after, writes: [...merged.writes, ...gone.flatMap(({ writes }) => writes), ...ids] };
}

/** The writes by which they are several again, as they are given. */
export function releasing(
  ctx: Context,
  { survivor, says, restored }: { survivor: Row; says: Says; restored: readonly { row: Row; says: Says }[] },
): Written {
  const own = alone(ctx, survivor, says, 'unmerge');
  const back = restored.map(({ row, says: before }) => ({
    ...alone(ctx, row, { ...before, deletedAt: undefined, expiresAt: undefined }, 'unmerge'),
    ids: externalIdMoves(ctx, before.externalIds, survivor.customerId, row.customerId),
  }));
  return { after: own.after, writes: [...own.writes, ...back.flatMap(({ writes, ids }) => [...writes, ...ids])] };
}
