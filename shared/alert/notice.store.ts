import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { asId } from '../kernel/id-kinds.ts';
import { keyPart } from '../kernel/ids.ts';
import { tableIndexes } from '../kernel/indexes.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import type { TransactItem } from '../kernel/write.ts';
import { mailPut, SETTLE_MS, settleMail } from '../mail/once.ts';
import type { Alert, Notice } from './alert.schema.ts';

/** One mail about an alert: a step of its life, told to one person, or to an outside address by its id. */
export type Told = { alertId: Alert['alertId']; step: string; userId: string };
/** The same where it is told: with when the alert opened, by which its people find it (`own-alerts.ts`). */
export type Telling = Told & Pick<Alert, 'openedAt'>;

const partition = (ctx: Context, alertId: Alert['alertId']): string => `${companyPrefix(ctx.companyId)}aln#${alertId}`;
const keyOf = (ctx: Context, { alertId, step, userId }: Told) => ({
  pk: partition(ctx, alertId),
  sk: `${step}#${keyPart(userId)}`,
});

const named = ({ step, userId }: Told) => ({ step, userId });

/** Where notices of a person are found on the index, the alert that opened last at the end. */
export const toldPartition = (userId: string): string => `own#${keyPart(userId)}#aln`;
const { pk, sk } = tableIndexes.gsi2;
const indexed = (ctx: Context, { alertId, step, userId, openedAt }: Telling) => ({
  [pk]: `${companyPrefix(ctx.companyId)}${toldPartition(userId)}`,
  [sk]: `${openedAt}#${alertId}#${step}`,
});

/** Where it stands that a notice is sent, and what else stands there. */
export const noticeRow = (ctx: Context, telling: Telling) => ({
  key: keyOf(ctx, telling),
  // Outside addresses read nothing here.
  row: { ...named(telling), ...(!asId('outsideAddress', telling.userId) && indexed(ctx, telling)) },
});

/** The write by which a notice waits for a digest. */
export const noticeWaits = (ctx: Context, telling: Telling, dueAt: string): TransactItem => {
  const { key, row } = noticeRow(ctx, telling);
  return { Put: mailPut(ctx, key, { ...row, state: 'waiting', dueAt }) };
};

/** Whether a notice is told, being told, or waits for a digest. */
export async function isTaken(ctx: Context, told: Told): Promise<boolean> {
  const Key = keyOf(ctx, told);
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  return Item !== undefined;
}

/** Notes what became of a mail. */
export const settleNotice = (
  ctx: Context,
  told: Told,
  state: Exclude<Notice['state'], 'sending' | 'waiting'>,
): Promise<unknown> => settleMail(ctx, keyOf(ctx, told), state);

/** Whom an alert was told to; a mail that is in doubt for long stays so. */
export async function noticesOf(ctx: Context, alertId: Alert['alertId']): Promise<Notice[]> {
  const found: Notice[] = [];
  for await (const page of walkPartition<Notice>(ctx, partition(ctx, alertId))) found.push(...page);
  const doubtful = new Date(ctx.now.getTime() - SETTLE_MS).toISOString();
  return found.map(({ step, userId, state, at, dueAt }) => ({
    step,
    userId,
    at,
    ...(dueAt !== undefined && { dueAt }),
    state: state === 'sending' && at < doubtful ? 'unresolved' : state,
  }));
}
