import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { deleteAll } from '../kernel/write-all.ts';
import { type TransactItem, unlessChanged } from '../kernel/write.ts';
import { MOST_COUNTED, MOST_DAYS } from './limits.schema.ts';

const DAY_MS = 86_400_000;

/** A message that counts: to whom it went says the row in which it stands. */
export type Sent = { id: string; at: string; purpose: string; channel: string };
/** What one name of a person was sent; `revision` counts the changes of its row. */
type NameClock = { name: string; sent: Sent[]; revision: number };
export type Clock = readonly NameClock[];

const keyOf = ({ companyId }: Context, name: string) => ({
  pk: `${companyPrefix(companyId)}person#${name}`,
  sk: 'messages',
});

/** What a person was sent under each of their names, in one consistent request. */
export async function readClock(ctx: Context, names: readonly string[]): Promise<Clock> {
  const keys = names.map((name) => keyOf(ctx, name));
  const rows = await batchGet(ctx, keys, { ConsistentRead: true });
  return names.map((name, at) => {
    const row = rows.find(({ pk }) => pk === keys[at]?.pk);
    return { name, sent: (row?.['messages'] as Sent[] | undefined) ?? [], revision: Number(row?.['revision'] ?? 0) };
  });
}

/** Messages that stand in a clock, each once. */
export const sentIn = (clock: Clock): Sent[] => [
  ...new Map(clock.flatMap(({ sent }) => sent.map((one) => [one.id, one] as const))).values(),
];

/**
 * Counts a message under each name of a person, in the transaction that claims it: where anybody has counted another one
 * since the clock was read, nothing is written, so that two senders at once cannot both take the last place. A row holds as
 * many messages of a kind as a cap may count, and is gone when none of them counts any more.
 */
export const countWrites = (ctx: Context, clock: Clock, message: Sent): TransactItem[] =>
  clock.map(({ name, sent, revision }) => ({
    Put: {
      TableName: tableName(),
      Item: {
        ...keyOf(ctx, name),
        messages: remembered([...sent.filter(({ id }) => id !== message.id), message], ctx.now),
        revision: revision + 1,
        expiresAt: Math.ceil(ctx.now.getTime() / 1_000) + MOST_DAYS * 86_400,
      },
      ...unlessChanged(revision, 'revision'),
    },
  }));

/** Forgets what was sent to somebody under some names: with the customer who is erased. */
export const forgetClocks = (ctx: Context, names: readonly string[]): Promise<void> =>
  deleteAll(
    ctx,
    [...new Set(names)].map((name) => keyOf(ctx, name)),
  );

function remembered(sent: readonly Sent[], now: Date): Sent[] {
  const since = new Date(now.getTime() - MOST_DAYS * DAY_MS).toISOString();
  const kinds = Map.groupBy(
    sent.filter(({ at }) => at > since),
    ({ purpose, channel }) => `${purpose} ${channel}`,
  );
  return [...kinds.values()].flatMap((of) => of.slice(-MOST_COUNTED));
}
