import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { auditOf } from '../audit/audit.store.ts';
import { addressFingerprint, normalEmail } from '../customer/customer-key.ts';
import type { Context } from '../kernel/context.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { tableName } from '../kernel/table.ts';
import { commit, unlessChanged } from '../kernel/write.ts';
import { addressRowKey, type AddressStatus } from '../survey/survey.store.ts';

type Row = AddressStatus & { version?: number } & Record<`${keyof AddressStatus}At`, string | undefined>;

/** What is known of an address; an unknown one simply has nothing against it. */
export async function contactPreferences(ctx: Context, email: string): Promise<{ email: string } & AddressStatus> {
  const { pausedUntil, ...row } = await readRow(ctx, email);
  const pause = pausedUntil !== undefined && pausedUntil > ctx.now.toISOString() ? { pausedUntil } : {};
  return { email: normalEmail(email), ...row, ...pause };
}

type Change = { email: string; pausedUntil?: null | undefined } & Omit<AddressStatus, 'pausedUntil'>;

/** Records what somebody knows of an address; `pausedUntil: null` ends a pause. */
export async function setContactPreferences(ctx: Context, { email, pausedUntil, ...change }: Change) {
  const at = ctx.now.toISOString();
  await setAddress(ctx, email, { ...change, ...(pausedUntil === null && { pausedUntil: at }) }, at);
  return contactPreferences(ctx, email);
}

/**
 * Sets what is known of an address, each fact with the time of its news: news that is not newer than what is
 * known of the same fact changes nothing. The change and its audit entry are one transaction.
 */
export async function setAddress(ctx: Context, email: string, change: AddressStatus, at: string): Promise<void> {
  await retryOnConflict(ctx, async () => {
    const row = await readRow(ctx, email);
    const news = Object.entries(change).filter(
      ([fact, value]) => value !== undefined && (row[`${fact as keyof AddressStatus}At`] ?? '') < at,
    );
    if (news.length === 0) return;
    const version = (row.version ?? 0) + 1;
    const Put = {
      TableName: tableName(),
      Item: {
        ...row,
        ...addressRowKey(ctx.companyId, email),
        ...Object.fromEntries(
          news.flatMap(([fact, value]) => [
            [fact, value],
            [`${fact}At`, at],
          ]),
        ),
        version,
      },
      ...unlessChanged(row.version ?? 0),
    };
    const entry = auditOf(ctx, {
      recordId: `address_${addressFingerprint(email)}`,
      version,
      action: 'ContactPreferencesChanged',
      changedKeys: news.map(([fact]) => fact),
    });
    await commit(ctx, [{ Put }, entry]);
  });
}

async function readRow(ctx: Context, email: string): Promise<Row> {
  const Key = addressRowKey(ctx.companyId, email);
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  return (Item ?? {}) as Row;
}
