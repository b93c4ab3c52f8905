import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { atMostPerMinute } from '../kernel/per-minute.ts';
import { isThere } from '../kernel/store.ts';
import { dbFor, systemDb, tableName } from '../kernel/table.ts';
import { goodSecrets } from '../webhook/secrets.ts';
import { hooks } from './hook.store.ts';
import { isSignedBy, senders } from './senders.ts';

/** Where a request that knows no company yet finds whose hook it comes to, and where refused ones are counted. */
const keyOf = (hookId: string) => ({ pk: partition(hookId), sk: 'company' });
const partition = (hookId: string): string => `sys#hook#${hookId}`;

/** What a hook takes a minute unless it says otherwise. Senders repeat what is answered with 429. */
const PER_MINUTE = 600;

export const openHook = ({ companyId }: Context, hookId: string): Promise<unknown> =>
  systemDb().send(new PutCommand({ TableName: tableName(), Item: { ...keyOf(hookId), companyId, refused: 0 } }));

export const closeHook = (hookId: string): Promise<unknown> =>
  systemDb().send(new DeleteCommand({ TableName: tableName(), Key: keyOf(hookId) }));

async function lookUp(hookId: string): Promise<{ companyId: string; refused: number } | undefined> {
  const key = { TableName: tableName(), Key: keyOf(hookId), ConsistentRead: true };
  const { Item } = await systemDb().send(new GetCommand(key));
  return Item as { companyId: string; refused: number } | undefined;
}

/** How many requests to a hook had a wrong signature. */
export const refusedBy = async (hookId: string): Promise<number> => (await lookUp(hookId))?.refused ?? 0;

/**
 * Lets a request in on a hook, for its company: 404 for a hook that there is not, 401 without a signature of its sender
 * over this body; that is counted, and nothing else of it is kept. 429 above the hook's rate: of signed requests alone, or
 * whoever knows the address could use it up.
 */
export async function admitHook(
  ctx: Context,
  { hookId = '' }: Record<string, string | undefined>,
  { headers, text }: { headers: Readonly<Record<string, string | undefined>>; text: string },
): Promise<Context> {
  const companyId = (await lookUp(hookId))?.companyId;
  if (companyId === undefined) throw new Problem('not-found');
  const actor = { kind: 'machine', id: hookId, roles: [], permissions: new Set<never>(), ownOnly: false } as const;
  const own: Context = { ...ctx, companyId, db: dbFor(companyId), actor };
  const hook = await hooks.find(own, hookId as Id<'hook'>);
  if (!isThere(own, hook)) throw new Problem('not-found');
  if (isSignedBy(senders[hook.preset], headers, text, await goodSecrets(own, hook))) {
    await atMostPerMinute(ctx, partition(hookId), hook.perMinute ?? PER_MINUTE);
    return own;
  }
  await systemDb().send(
    new UpdateCommand({
      TableName: tableName(),
      Key: keyOf(hookId),
      UpdateExpression: 'ADD refused :one',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':one': 1 },
    }),
  );
  throw new Problem('unauthorized', 'The signature is not that of this hook’s secret over this body.');
}
