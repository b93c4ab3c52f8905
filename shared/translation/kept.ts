import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { deflated, inflated } from '../kernel/deflated.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { Texts } from './translation.schema.ts';

const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

/** What the texts of a record became in one language: `of` tells what they were, as they were sent. */
export type Kept = { of: string; at: string; texts: Texts };

/** One row holds the translations of a record, an attribute a language, so that one delete removes them all. */
const keyOf = ({ companyId }: Pick<Context, 'companyId'>, feedbackId: string) => ({
  pk: `${companyPrefix(companyId)}trl#${feedbackId}`,
  sk: 't',
});

/** The translation of these very texts, made in the last 30 days. */
export async function keptOf(
  ctx: Context,
  feedbackId: string,
  { to, of }: { to: string; of: string },
): Promise<Texts | undefined> {
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: keyOf(ctx, feedbackId), ConsistentRead: true }),
  );
  const bytes: unknown = Item?.[to];
  if (!(bytes instanceof Uint8Array)) return undefined;
  const kept = inflated<Kept>(bytes);
  const isFresh = Date.parse(kept.at) > ctx.now.getTime() - KEPT_DAYS * DAY_MS;
  return isFresh && kept.of === of ? kept.texts : undefined;
}

/** The write that keeps a translation. */
export const keptPut = (ctx: Context, feedbackId: string, to: string, kept: Omit<Kept, 'at'>): TransactItem => ({
  Update: {
    TableName: tableName(),
    Key: keyOf(ctx, feedbackId),
    UpdateExpression: 'SET #to = :kept, expiresAt = :expiresAt',
    ExpressionAttributeNames: { '#to': to },
    ExpressionAttributeValues: {
      ':kept': deflated({ ...kept, at: ctx.now.toISOString() } satisfies Kept),
      ':expiresAt': Math.ceil((ctx.now.getTime() + KEPT_DAYS * DAY_MS) / 1_000),
    },
  },
});

/** The write that removes all translations of a record: they go with its texts. */
export const keptGone = (ctx: Context, feedbackId: string): TransactItem => ({
  Delete: { TableName: tableName(), Key: keyOf(ctx, feedbackId) },
});
