import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import { shardOf } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { TransactItem } from '../kernel/write.ts';
import { type FollowUp, isOpen } from './follow-up.schema.ts';

/** Rows of a company's counts: many follow-ups are opened at once, and each changes one of them. */
const SHARDS = 8;
export const countNames = ['pending', 'inProgress', 'unassigned', 'requested'] as const;
export type OpenCounts = Record<(typeof countNames)[number], number>;

const keyOf = ({ companyId }: Pick<Context, 'companyId'>, shard: number) => ({
  pk: `${companyPrefix(companyId)}fuc`,
  sk: String(shard),
});

/** What one follow-up adds to the counts of what is open. */
export function countsOf(followUp: FollowUp | undefined): OpenCounts {
  const open = followUp !== undefined && isOpen(followUp);
  return {
    pending: Number(open && followUp.status === 'pending'),
    inProgress: Number(open && followUp.status === 'in_progress'),
    unassigned: Number(open && followUp.ownerId === undefined),
    requested: Number(open && followUp.requestedByCustomer),
  };
}

/** The part of a follow-up's transaction that keeps its company's counts. */
export function countedOpen(ctx: Context, after: FollowUp, before: FollowUp | undefined): TransactItem[] {
  const [now, was] = [countsOf(after), countsOf(before)];
  const moved = countNames.filter((name) => now[name] !== was[name]);
  if (moved.length === 0) return [];
  const shard = shardOf(after.followUpId, SHARDS);
  return [
    {
      Update: {
        TableName: tableName(),
        Key: keyOf(ctx, shard),
        UpdateExpression: `ADD ${moved.map((name) => `${name} :${name}`).join(', ')}`,
        ExpressionAttributeValues: Object.fromEntries(moved.map((name) => [`:${name}`, now[name] - was[name]])),
      },
    },
  ];
}

/** The counts of a company as they are this moment. */
export async function readCounts(ctx: Context): Promise<OpenCounts> {
  const keys = Array.from({ length: SHARDS }, (_, shard) => keyOf(ctx, shard));
  return sumOf((await batchGet(ctx, keys, { ConsistentRead: true })) as Partial<OpenCounts>[]);
}

export const sumOf = (rows: readonly Partial<OpenCounts>[]): OpenCounts =>
  Object.fromEntries(
    countNames.map((name) => [name, rows.reduce((sum, row) => sum + (row[name] ?? 0), 0)]),
  ) as OpenCounts;

/**
 * How many open ones are due from one instant to another, from the keys of the index of what is open; of very many, those
 * that one read finds (some 5 000).
 */
export async function dueBetween(ctx: Context, from: string, to: string): Promise<number> {
  // One page is enough: a count of what is due today that is cut off at thousands says what it has to.
  const { Count } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'gsi3',
      Select: 'COUNT',
      KeyConditionExpression: 'g3pk = :pk AND g3sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': `${companyPrefix(ctx.companyId)}${OPEN_PARTITION}`,
        ':from': openOrder(from),
        ':to': openOrder(to),
      },
    }),
  );
  return Count ?? 0;
}

/** The due times of the open ones that are due next after an instant, the earliest first; at most so many. */
export async function dueAfter(ctx: Context, from: string, most: number): Promise<string[]> {
  // One page is enough: no more than `most` short keys are asked for.
  const { Items = [] } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'gsi3',
      KeyConditionExpression: 'g3pk = :pk AND g3sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': `${companyPrefix(ctx.companyId)}${OPEN_PARTITION}`,
        ':from': openOrder(from),
        ':to': openOrder('~'),
      },
      ProjectionExpression: 'g3sk',
      Limit: most,
    }),
  );
  return Items.map(({ g3sk }) => String(g3sk).split('#')[1] ?? '');
}

/** Where open ones lie in the index by state, and in which order: by due time. */
export const OPEN_PARTITION = 'fu#open';
export const openOrder = (dueAt: string): string => `0#${dueAt}`;
