import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { systemDb, tableName } from '../kernel/table.ts';
import { companyHash } from './survey-link.ts';

const keyOf = (hash: string) => ({ pk: `sys#link#${hash}`, sk: 'company' });
const registered = new Map<string, Promise<unknown>>();
const resolved = new Map<string, string>();

/** Makes links of a company resolvable; once per process, the same row however often it is written. */
export async function registerForLinks({ companyId }: Pick<Context, 'companyId'>): Promise<void> {
  let written = registered.get(companyId);
  if (!written) {
    if (registered.size > 10_000) registered.clear();
    const Item = { ...keyOf(companyHash(companyId)), companyId };
    written = systemDb().send(new PutCommand({ TableName: tableName(), Item }));
    registered.set(companyId, written);
    written.catch(() => registered.delete(companyId));
  }
  await written;
}

/** The company behind a link whose MAC has been checked; a company's hash never changes its meaning, so it is kept. */
export async function companyOfLink(hash: string): Promise<string | undefined> {
  const known = resolved.get(hash);
  if (known !== undefined) return known;
  const { Item } = await systemDb().send(
    new GetCommand({ TableName: tableName(), Key: keyOf(hash), ConsistentRead: true }),
  );
  const companyId = Item?.['companyId'] as string | undefined;
  if (companyId !== undefined) {
    if (resolved.size > 10_000) resolved.clear();
    resolved.set(hash, companyId);
    // Whoever is found is registered: showing a page must not write anything.
    registered.set(companyId, Promise.resolve());
  }
  return companyId;
}
