import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { OuterId } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { create, replace } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { keyPart } from '../kernel/ids.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { defineStore, isThere } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { Alert } from './alert.schema.ts';
import { isTaken, noticeWaits, type Telling, type Told } from './notice.store.ts';

/** What waits to be told to one person: one row of the index of what is due, however much it is. */
const Digest = record('Digest', {
  userId: OuterId,
  dues: z.array(instant).meta({ description: 'When mails are due, the earliest first.' }),
  until: instant.optional().meta({ description: 'Whatever was due by then is told, or being told.' }),
  sending: z.literal(true).optional().meta({ description: 'A mail with all that was due by `until` is being sent.' }),
});
export type Digest = z.output<typeof Digest>;

export const digests = defineStore('digest', Digest, {
  id: 'userId',
  key: { pk: () => 'dig', sk: ({ userId }) => userId },
  indexes: {},
  due: ({ dues }) => dues[0],
});

/** One alert in a digest, and the steps of its life that are told with it. */
export type Waiting = { key: { pk: string; sk: string }; alertId: Alert['alertId']; steps: string[] };
type Row = { pk: string; sk: string; alertId: Alert['alertId']; steps: Set<string> };

/** Longer than anything waits: an alert is snoozed for at most 30 days. */
const KEPT_DAYS = 90;

const partition = (ctx: Context, userId: string): string => `${companyPrefix(ctx.companyId)}alg#${keyPart(userId)}`;

const rowPut = (ctx: Context, told: Pick<Told, 'alertId' | 'userId'>, dueAt: string, steps: readonly string[]) => ({
  TableName: tableName(),
  Key: { pk: partition(ctx, told.userId), sk: `${dueAt}#${told.alertId}` },
  UpdateExpression: 'ADD #steps :steps SET alertId = :alert, expiresAt = :until',
  ExpressionAttributeNames: { '#steps': 'steps' },
  ExpressionAttributeValues: {
    ':steps': new Set(steps),
    ':alert': told.alertId,
    ':until': Math.floor(Date.parse(dueAt) / 1_000) + KEPT_DAYS * 86_400,
  },
});

/**
 * Lets a step of an alert's life wait for a digest, once and for all: its notice, its row and the person's due time are
 * one transaction. `dueAfter` says which digest is the next one after an instant.
 */
export const putOff = (ctx: Context, told: Telling, dueAfter: (at: Date) => string): Promise<void> =>
  retryOnConflict(ctx, async () => {
    if (await isTaken(ctx, told)) return;
    const row = await digests.find(ctx, told.userId);
    const before = isThere(ctx, row) ? row : undefined;
    // What a mail in hand tells is decided already, also where the clock of its sender is ahead of ours.
    const from = before?.until !== undefined && before.until > ctx.now.toISOString() ? before.until : ctx.now;
    const dueAt = dueAfter(new Date(from));
    const dues = withDue(before?.dues ?? [], dueAt);
    const also: TransactItem[] = [noticeWaits(ctx, told, dueAt), { Update: rowPut(ctx, told, dueAt, [told.step]) }];
    if (before) await replace(ctx, digests, before, { ...before, dues }, { action: 'add', silent: true, also });
    else await create(ctx, digests, { userId: told.userId, dues }, { action: 'add', also });
  });

export const withDue = (dues: readonly string[], dueAt: string): string[] => [...new Set([...dues, dueAt])].toSorted();

/** Puts what waits into a later digest; the digest that it was in forgets it with {@link forget}. */
export const moveTo = (ctx: Context, userId: string, { alertId, steps }: Waiting, dueAt: string): Promise<unknown> =>
  ctx.db.send(new UpdateCommand(rowPut(ctx, { alertId, userId }, dueAt, steps)));

/** All that is due by an instant, the earliest first; strongly consistent. */
export async function waitingUntil(ctx: Context, userId: string, until: string): Promise<Waiting[]> {
  const found: Waiting[] = [];
  const between = ['0', `${until}~`] as const;
  for await (const rows of walkPartition<Row>(ctx, partition(ctx, userId), { between }))
    for (const { pk, sk, alertId, steps } of rows)
      found.push({ key: { pk, sk }, alertId, steps: [...steps].toSorted() });
  return found;
}

export const forget = (ctx: Context, { key }: Waiting): Promise<unknown> =>
  ctx.db.send(new DeleteCommand({ TableName: tableName(), Key: key }));
