import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { auditOf } from '../audit/audit.store.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { companyPrefix, systemDb, tableName } from '../kernel/table.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { commit, ConditionFailed, type TransactItem } from '../kernel/write.ts';
import type { CreateFormKey, FormKey } from './form.schema.ts';

const MOST_KEYS = 50;

/** A key is kept twice: with its company, and where a request that knows no company yet can find it. */
const ownKey = ({ companyId }: Context, formKey: string) => ({
  pk: `${companyPrefix(companyId)}set`,
  sk: `fk#${formKey}`,
});
export const formPartition = (formKey: string): string => `sys#form#${formKey}`;
const foundKey = (formKey: string) => ({ pk: formPartition(formKey), sk: 'key' });

/** The company's own row; `endedAt` stands on a key whose end was begun. */
type Row = FormKey & { endedAt?: string };

/**
 * Makes a key. It can be found before it is listed, so that a listed key works; one that a crash kept off the list
 * nobody has ever seen.
 */
export async function createFormKey(ctx: Context, { name, perMinute }: CreateFormKey): Promise<FormKey> {
  const formKey = newId('formKey', ctx.now);
  const made: FormKey = { formKey, name, perMinute, createdAt: ctx.now.toISOString() };
  await systemDb().send(
    new PutCommand({ TableName: tableName(), Item: { ...foundKey(formKey), ...made, companyId: ctx.companyId } }),
  );
  const Put = { TableName: tableName(), Item: { ...ownKey(ctx, formKey), ...made } };
  const changedKeys = ['name', 'perMinute'];
  const entry = auditOf(ctx, { recordId: formKey, version: 1, action: 'FormKeyCreated', changedKeys });
  // All creations change the counter, so that two at once cannot both take the last place.
  await retryOnConflict(ctx, async () => {
    try {
      await commit(ctx, [counted(ctx, 1), { Put }, entry], { status: 201, body: made });
    } catch (error) {
      if (!(error instanceof ConditionFailed) || error.index !== 0) throw error;
      await systemDb().send(new DeleteCommand({ TableName: tableName(), Key: foundKey(formKey) }));
      throw new Problem('conflict', `A company has at most ${MOST_KEYS} form keys.`, { cause: error });
    }
  });
  return made;
}

/** The change of the row that counts a company's listed keys: one more, unless there are {@link MOST_KEYS}, or one less. */
const counted = (ctx: Context, by: 1 | -1): TransactItem => ({
  Update: {
    TableName: tableName(),
    Key: { pk: ownKey(ctx, '').pk, sk: 'form-keys' },
    UpdateExpression: 'ADD n :by',
    ...(by > 0 && { ConditionExpression: 'attribute_not_exists(n) OR n < :most' }),
    ExpressionAttributeValues: { ':by': by, ...(by > 0 && { ':most': MOST_KEYS }) },
  },
});

export async function listFormKeys(ctx: Context): Promise<{ items: FormKey[] }> {
  // One page is enough: a company has at most MOST_KEYS keys, each of less than 1 KB.
  const { Items = [] } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :kind)',
      ExpressionAttributeValues: { ':pk': ownKey(ctx, '').pk, ':kind': 'fk#' },
      ConsistentRead: true,
    }),
  );
  return { items: (Items as Row[]).filter(({ endedAt }) => endedAt === undefined) };
}

/**
 * Ends a key: its form is turned away from now on. It leaves the list first, so that no listed key is dead; whoever
 * got no answer asks again, and what was begun is finished.
 */
export async function removeFormKey(ctx: Context, formKey: string): Promise<void> {
  const Key = ownKey(ctx, formKey);
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  if (!Item) throw new Problem('not-found');
  if ((Item as Row).endedAt === undefined) await beginEnd(ctx, formKey);
  await systemDb().send(new DeleteCommand({ TableName: tableName(), Key: foundKey(formKey) }));
  await ctx.db.send(new DeleteCommand({ TableName: tableName(), Key }));
}

async function beginEnd(ctx: Context, formKey: string): Promise<void> {
  const Update = {
    TableName: tableName(),
    Key: ownKey(ctx, formKey),
    UpdateExpression: 'SET endedAt = :now',
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(endedAt)',
    ExpressionAttributeValues: { ':now': ctx.now.toISOString() },
  };
  const entry = auditOf(ctx, { recordId: formKey, version: 2, action: 'FormKeyEnded', changedKeys: ['endedAt'] });
  await retryOnConflict(ctx, async () => {
    try {
      await commit(ctx, [{ Update }, counted(ctx, -1), entry]);
    } catch (error) {
      // Somebody ends it at the same moment.
      if (!(error instanceof ConditionFailed)) throw error;
    }
  });
}

/** The company and limits of a key that a stranger shows; 404 for any that is not alive. */
export async function resolveFormKey(formKey: string): Promise<FormKey & { companyId: string }> {
  const { Item } = await systemDb().send(new GetCommand({ TableName: tableName(), Key: foundKey(formKey) }));
  if (!Item) throw new Problem('not-found');
  return Item as FormKey & { companyId: string };
}
