import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { addressKey } from '../customer/customer-key.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { type TransactItem, unlessChanged } from '../kernel/write.ts';

const DAY_MS = 86_400_000;
/** Where such a consent comes from, as its entries say. */
export const DOUBLE_OPT_IN = 'double opt-in';
/** So long a mailed question can be answered. */
export const ANSWER_DAYS = 7;
/** So many questions go to one address within a day: whoever enters a stranger's address does not fill their mailbox. */
export const MOST_A_DAY = 3;

const seconds = (ms: number): number => Math.ceil(ms / 1_000);
const partOf = ({ companyId }: Context, consentId: Id<'consent'>): string =>
  `${companyPrefix(companyId)}cqu#${consentId}`;

/** Where the link in a mail leads to, and where it stands that the mail was sent. */
const linkKey = (ctx: Context, consentId: Id<'consent'>) => ({ pk: partOf(ctx, consentId), sk: 'link' });
export const mailKey = (ctx: Context, consentId: Id<'consent'>) => ({ pk: partOf(ctx, consentId), sk: 'mail' });
export const questionKeys = (ctx: Context, consentId: Id<'consent'>) => [
  linkKey(ctx, consentId),
  mailKey(ctx, consentId),
];

/** Of whom a link is, and since when it is used. */
export type Question = { customerId: Id<'customer'>; agreedAt?: string };

/** The write that makes a link resolvable as long as it holds. */
export const linkPut = (ctx: Context, consentId: Id<'consent'>, { customerId }: Question): TransactItem => ({
  Put: {
    TableName: tableName(),
    Item: {
      ...linkKey(ctx, consentId),
      customerId,
      expiresAt: seconds(ctx.now.getTime() + (ANSWER_DAYS + 1) * DAY_MS),
    },
  },
});

/** Uses a link, once: of all who press its button at the same moment one does. */
export const linkUsed = (ctx: Context, consentId: Id<'consent'>): TransactItem => ({
  Update: {
    TableName: tableName(),
    Key: linkKey(ctx, consentId),
    UpdateExpression: 'SET agreedAt = :now',
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(agreedAt)',
    ExpressionAttributeValues: { ':now': ctx.now.toISOString() },
  },
});

export async function readQuestion(ctx: Context, consentId: Id<'consent'>): Promise<Question | undefined> {
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: linkKey(ctx, consentId), ConsistentRead: true }),
  );
  return Item as Question | undefined;
}

/** When an address is free for another question, and the write that counts one; of two at once one is refused. */
export async function turnOf(ctx: Context, email: string): Promise<{ freeAt: Date } | { write: TransactItem }> {
  const Key = { pk: `${companyPrefix(ctx.companyId)}cqu#${addressKey(email)}`, sk: 'asked' };
  const { Item = {} } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  const { asked = [], revision = 0 } = Item as { asked?: string[]; revision?: number };
  const recent = asked.filter((at) => ctx.now.getTime() - Date.parse(at) < DAY_MS);
  const first = recent.at(-MOST_A_DAY);
  if (first !== undefined) return { freeAt: new Date(Date.parse(first) + DAY_MS) };
  const row = {
    ...Key,
    asked: [...recent, ctx.now.toISOString()],
    revision: revision + 1,
    expiresAt: seconds(ctx.now.getTime() + DAY_MS),
  };
  return { write: { Put: { TableName: tableName(), Item: row, ...unlessChanged(revision, 'revision') } } };
}
