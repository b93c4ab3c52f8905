import type { Context } from './context.ts';
import { Problem } from '../http/problem.ts';
import { companyPrefix, tableName } from './table.ts';
import { ConditionFailed, type TransactItem } from './write.ts';

/** How many records of a kind a company may have at a time, and what people call them: `form keys`. */
export type AtMost = { records: number; called: string };

/** Where the count stands among the writes of a change: directly behind the record. */
const COUNT = 1;

/**
 * The part of a transaction that counts a record in or out. Every creation changes the row that counts a company's
 * records, so that two at once cannot both take the last place.
 */
export const countedIn = ({ companyId }: Pick<Context, 'companyId'>, most: AtMost, by: 1 | -1): TransactItem => ({
  Update: {
    TableName: tableName(),
    Key: { pk: `${companyPrefix(companyId)}set`, sk: most.called.replaceAll(' ', '-') },
    UpdateExpression: 'ADD n :by',
    ...(by > 0 && { ConditionExpression: 'attribute_not_exists(n) OR n < :most' }),
    ExpressionAttributeValues: { ':by': by, ...(by > 0 && { ':most': most.records }) },
  },
});

/** Throws the problem that says so where a write failed because a company has as many records as it may. */
export function refuseMore(most: AtMost | undefined, error: unknown): void {
  if (!most || !(error instanceof ConditionFailed) || error.index !== COUNT) return;
  throw new Problem('conflict', `A company has at most ${most.records} ${most.called}.`, { cause: error });
}
