import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { deterministicId, newId } from '../kernel/ids.ts';
import { companyPrefix, systemDb, tableName } from '../kernel/table.ts';
import type { CreateFormKey, FormKey } from './form.schema.ts';

const MOST_KEYS = 50;

/** A key is kept twice: with its company, and where a request that knows no company yet can find it. */
const ownKey = ({ companyId }: Context, formKey: string) => ({
  pk: `${companyPrefix(companyId)}set`,
  sk: `fk#${formKey}`,
});
export const formPartition = (formKey: string): string => `sys#form#${formKey}`;
const foundKey = (formKey: string) => ({ pk: formPartition(formKey), sk: 'key' });

export async function createFormKey(ctx: Context, { name, perMinute }: CreateFormKey): Promise<FormKey> {
  const { items } = await listFormKeys(ctx);
  // With an Idempotency-Key a retry makes the same key again.
  const seed = ctx.idempotency?.seed;
  const same =
    seed === undefined
      ? undefined
      : items.find(({ formKey }) => formKey === deterministicId('formKey', new Date(0), seed));
  if (!same && items.length >= MOST_KEYS)
    throw new Problem('conflict', `A company has at most ${MOST_KEYS} form keys.`);
  const formKey = seed === undefined ? newId('formKey', ctx.now) : deterministicId('formKey', new Date(0), seed);
  const made: FormKey = same ?? { formKey, name, perMinute, createdAt: ctx.now.toISOString() };
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item: { ...ownKey(ctx, formKey), ...made } }));
  await systemDb().send(
    new PutCommand({ TableName: tableName(), Item: { ...foundKey(formKey), ...made, companyId: ctx.companyId } }),
  );
  return made;
}

export async function listFormKeys(ctx: Context): Promise<{ items: FormKey[] }> {
  const { Items = [] } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :kind)',
      ExpressionAttributeValues: { ':pk': ownKey(ctx, '').pk, ':kind': 'fk#' },
      ConsistentRead: true,
    }),
  );
  return { items: Items as FormKey[] };
}

/** Ends a key: its form is turned away from now on. */
export async function removeFormKey(ctx: Context, formKey: string): Promise<void> {
  const Key = ownKey(ctx, formKey);
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  if (!Item) throw new Problem('not-found');
  await systemDb().send(new DeleteCommand({ TableName: tableName(), Key: foundKey(formKey) }));
  await ctx.db.send(new DeleteCommand({ TableName: tableName(), Key }));
}

/** The company and limits of a key that a stranger shows; 404 for any that is not alive. */
export async function resolveFormKey(formKey: string): Promise<FormKey & { companyId: string }> {
  const { Item } = await systemDb().send(new GetCommand({ TableName: tableName(), Key: foundKey(formKey) }));
  if (!Item) throw new Problem('not-found');
  return Item as FormKey & { companyId: string };
}
