import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { tableName } from '../kernel/table.ts';
import { isConditionFailed } from '../kernel/write.ts';

/** Where it stands that a mail is sent, so that it is sent once. */
export type MailKey = { pk: string; sk: string };

/** After that time nobody will tell any more what became of a mail in doubt (docs/adr/0011). */
export const SETTLE_MS = 15 * 60_000;
const KEPT_DAYS = 400;

/** The write of a row that nobody has put before. */
export const mailPut = (ctx: Context, key: MailKey, more: object) => ({
  TableName: tableName(),
  Item: {
    ...key,
    ...more,
    at: ctx.now.toISOString(),
    expiresAt: Math.floor(ctx.now.getTime() / 1_000) + KEPT_DAYS * 86_400,
  },
  ConditionExpression: 'attribute_not_exists(pk)',
});

/** Takes a mail in hand before SES is asked: of all who try, one gets it, once and for all. `more` stands in its row. */
export async function takeMail(ctx: Context, key: MailKey, more: object = {}): Promise<boolean> {
  try {
    await ctx.db.send(new PutCommand(mailPut(ctx, key, { ...more, state: 'sending' })));
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}

/** Notes what became of a mail. */
export const settleMail = (ctx: Context, key: MailKey, state: string): Promise<unknown> =>
  ctx.db.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: key,
      UpdateExpression: 'SET #state = :state',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': state },
    }),
  );

/** What became of a mail that somebody took in hand: `sending` until that is known; undefined where nobody has. */
export async function stateOfMail(ctx: Context, Key: MailKey): Promise<string | undefined> {
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  return Item?.['state'] as string | undefined;
}

/** Gives back a mail that certainly did not go out, so that it can be tried again. */
export const giveMailBack = (ctx: Context, key: MailKey): Promise<unknown> =>
  ctx.db.send(new DeleteCommand({ TableName: tableName(), Key: key }));
