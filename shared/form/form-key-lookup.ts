import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { systemDb, tableName } from '../kernel/table.ts';
import type { FormKey } from './form.schema.ts';

/**
 * A live key is kept a second time, where a request that knows no company yet finds it. Without ElectroDB: a public form
 * answers to many and at once (docs/adr/0009).
 */
type Lookup = Pick<FormKey, 'formKey' | 'perMinute'> & { companyId: string };

export const formPartition = (formKey: string): string => `sys#form#${formKey}`;
const keyOf = (formKey: string) => ({ pk: formPartition(formKey), sk: 'key' });

export const openForm = ({ companyId }: Context, key: Pick<FormKey, 'formKey' | 'perMinute'>): Promise<unknown> =>
  systemDb().send(
    new PutCommand({ TableName: tableName(), Item: { ...keyOf(key.formKey), ...key, companyId } satisfies Lookup }),
  );

export const closeForm = (formKey: string): Promise<unknown> =>
  systemDb().send(new DeleteCommand({ TableName: tableName(), Key: keyOf(formKey) }));

/** The company and limits of a key that a visitor without a token shows; 404 for any that is not alive. */
export async function resolveFormKey(formKey: string): Promise<Lookup> {
  const { Item } = await systemDb().send(new GetCommand({ TableName: tableName(), Key: keyOf(formKey) }));
  if (!Item) throw new Problem('not-found');
  return Item as Lookup;
}
