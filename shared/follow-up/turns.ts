import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import { fingerprint, keyPart } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { TransactItem } from '../kernel/write.ts';
import { inTeam, present } from '../people/known.ts';
import { type Assignment, type FollowUp, isOpen } from './follow-up.schema.ts';

type Company = Pick<Context, 'companyId'>;
/** What is known of a person: how many they have open, and when they last got one. */
export type Load = { open: number; lastAt: string };

/** Some people by their ids, or a team. */
export type Pool = { userIds: readonly string[] } | { teamId: string };

/** The same as an assignment says it. */
type PoolOf = Pick<Assignment, 'pool' | 'teamId'>;

/** What names a pool in keys: its people, or its team, whoever is in that at the time. */
export const poolKey = ({ pool, teamId }: PoolOf): string =>
  teamId === undefined ? fingerprint(pool.join('\n')) : `team-${keyPart(teamId)}`;

const turnKey = ({ companyId }: Company, of: PoolOf) => ({
  pk: `${companyPrefix(companyId)}asg#${poolKey(of)}`,
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
 * counted for the whole pool, also while some of it are absent; of a team, whoever is in it then.
 */
export async function chosen(
  ctx: Context,
  mode: Assignment['mode'],
  to: Pool,
  turns: Turns,
): Promise<{ ownerId?: string; assignedReason: string; assignment: Assignment }> {
  const people = poolOf('teamId' in to ? await inTeam(ctx, to.teamId) : to.userIds);
  const of = 'teamId' in to ? { pool: [], teamId: to.teamId } : { pool: people };
  const assignment: Assignment = { mode, ...of, at: ctx.now.toISOString() };
  const there = await present(ctx, people);
  if (there.length === 0) return { assignedReason: `nobody present of ${people.length}`, assignment };
  if (mode === 'round_robin') {
    const turn = await turns(assignment);
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

/** Gives the turn of a pool that one assignment has, however often that starts over; a turn is nobody else's. */
export type Turns = (of: PoolOf) => Promise<number>;

/** Turns for one assignment: made before the loop that reads, decides and writes, which takes each only once. */
export function turnsFor(ctx: Context): Turns {
  const taken = new Map<string, Promise<number>>();
  return (of) => {
    const key = poolKey(of);
    const turn = taken.get(key) ?? takeTurn(ctx, of);
    taken.set(key, turn);
    return turn;
  };
}

/**
 * Takes the next turn of a pool, outside of the assignment's transaction (docs/adr/0062): no two callers wait for one
 * another. Where the assignment fails after it, or the SDK repeats a call whose reply was lost, that turn is nobody's and
 * one person is skipped once.
 */
async function takeTurn(ctx: Context, of: PoolOf): Promise<number> {
  const { Attributes } = await ctx.db.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: turnKey(ctx, of),
      UpdateExpression: 'ADD #next :one',
      ExpressionAttributeNames: { '#next': 'next' },
      ExpressionAttributeValues: { ':one': 1 },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  return Number(Attributes?.['next']) - 1;
}

async function loadsOf(ctx: Context, pool: readonly string[]): Promise<Map<string, Load>> {
  const keys = pool.map((userId) => loadKey(ctx, userId));
  const rows = await batchGet(ctx, keys, { ConsistentRead: true });
  return new Map(rows.map((row) => [String(row['sk']), row as unknown as Load]));
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
