import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import { fingerprint, keyPart } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { TransactItem } from '../kernel/write.ts';
import { present } from '../people/known.ts';
import { type Assignment, type FollowUp, isOpen } from './follow-up.schema.ts';

type Company = Pick<Context, 'companyId'>;
/** What is known of a person: how many they have open, and when they last got one. */
export type Load = { open: number; lastAt: string };

const turnKey = ({ companyId }: Company, pool: readonly string[]) => ({
  pk: `${companyPrefix(companyId)}asg#${fingerprint(pool.join('\n'))}`,
  sk: 'next',
});
const loadKey = ({ companyId }: Company, userId: string) => ({
  pk: `${companyPrefix(companyId)}asl`,
  sk: keyPart(userId),
});

/** People among whom turns are counted: each once, sorted. */
export const poolOf = (people: readonly string[]): string[] => [...new Set(people)].toSorted();

/** Whose turn it is, of those who are there; not for nobody. */
export const inTurn = (there: readonly string[], turn: number): string => there[turn % there.length] as string;

/** Who has the fewest open, of equals whoever got one longest ago, then by id; not for nobody. */
export function leastLoaded(
  there: readonly string[],
  loadOf: (userId: string) => Load | undefined,
): Load & { ownerId: string } {
  const order = there.map((ownerId) => ({ ownerId, ...(loadOf(ownerId) ?? { open: 0, lastAt: '' }) }));
  return order.toSorted(
    (a, b) => a.open - b.open || (a.lastAt < b.lastAt ? -1 : Number(a.lastAt > b.lastAt)),
  )[0] as (typeof order)[number];
}

/**
 * The person whose turn it is, or who has the fewest open, of those who are there; nobody where all are absent. Turns are
 * counted for the whole pool, which is kept sorted and holds each once.
 */
export async function chosen(
  ctx: Context,
  mode: Assignment['mode'],
  people: readonly string[],
): Promise<{ ownerId?: string; assignedReason: string; assignment: Assignment }> {
  const pool = poolOf(people);
  const assignment = { mode, pool, at: ctx.now.toISOString() };
  const there = await present(ctx, pool);
  if (there.length === 0) return { assignedReason: `nobody present of ${pool.length}`, assignment };
  if (mode === 'round_robin') {
    const turn = await nextTurn(ctx, pool);
    return {
      ownerId: inTurn(there, turn),
      assignedReason: `turn ${turn + 1}, ${there.length} people`,
      assignment: { ...assignment, turn },
    };
  }
  const loads = await loadsOf(ctx, there);
  const { ownerId, open: load } = leastLoaded(there, (userId) => loads.get(keyPart(userId)));
  return { ownerId, assignedReason: `${load} open, least of ${there.length}`, assignment: { ...assignment, load } };
}

async function nextTurn(ctx: Context, pool: readonly string[]): Promise<number> {
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: turnKey(ctx, pool), ConsistentRead: true }),
  );
  return Number(Item?.['next'] ?? 0);
}

async function loadsOf(ctx: Context, pool: readonly string[]): Promise<Map<string, Load>> {
  const keys = pool.map((userId) => loadKey(ctx, userId));
  const rows = await batchGet(ctx, keys, { ConsistentRead: true });
  return new Map(rows.map((row) => [String(row['sk']), row as unknown as Load]));
}

/** Takes a turn, provided that nobody else has: then the owner is chosen anew. */
export function turnTaken(ctx: Context, { pool, turn }: Assignment): TransactItem[] {
  if (turn === undefined) return [];
  return [
    {
      Put: {
        TableName: tableName(),
        Item: { ...turnKey(ctx, pool), next: turn + 1 },
        ...(turn === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#next = :turn',
              ExpressionAttributeNames: { '#next': 'next' },
              ExpressionAttributeValues: { ':turn': turn },
            }),
      },
    },
  ];
}

const ownerOf = (followUp: FollowUp | undefined): string | undefined =>
  followUp && isOpen(followUp) ? followUp.ownerId : undefined;

/**
 * The part of a transaction that keeps how many each person has open. Whoever was chosen for having the fewest must still
 * have as many as then.
 */
export function loadsMoved(ctx: Context, after: FollowUp, before: FollowUp | undefined): TransactItem[] {
  const [now, was] = [ownerOf(after), ownerOf(before)];
  if (now === was) return [];
  const chosenFor = after.assignment?.at === ctx.now.toISOString() ? after.assignment.load : undefined;
  const moved = (userId: string, by: 1 | -1): TransactItem => ({
    Update: {
      TableName: tableName(),
      Key: loadKey(ctx, userId),
      UpdateExpression: by > 0 ? 'SET lastAt = :now ADD #open :by' : 'ADD #open :by',
      ...(by > 0 &&
        chosenFor !== undefined && {
          ConditionExpression: chosenFor === 0 ? 'attribute_not_exists(pk) OR #open = :load' : '#open = :load',
        }),
      ExpressionAttributeNames: { '#open': 'open' },
      ExpressionAttributeValues: {
        ':by': by,
        ...(by > 0 && { ':now': ctx.now.toISOString() }),
        ...(by > 0 && chosenFor !== undefined && { ':load': chosenFor }),
      },
    },
  });
  return [...(now === undefined ? [] : [moved(now, 1)]), ...(was === undefined ? [] : [moved(was, -1)])];
}
