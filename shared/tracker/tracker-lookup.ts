import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { dbFor, systemDb, tableName } from '../kernel/table.ts';
import { isThere } from '../kernel/store.ts';
import { isSigned } from '../webhook-sending/signature.ts';
import { goodSecrets } from '../webhook/secrets.ts';
import { trackers } from './tracker.store.ts';

/** Where a request that knows no company yet finds whose tracker it comes from. */
const keyOf = (trackerId: string) => ({ pk: `sys#tracker#${trackerId}`, sk: 'company' });

export const openInbound = ({ companyId }: Context, trackerId: string): Promise<unknown> =>
  systemDb().send(new PutCommand({ TableName: tableName(), Item: { ...keyOf(trackerId), companyId } }));

export const closeInbound = (trackerId: string): Promise<unknown> =>
  systemDb().send(new DeleteCommand({ TableName: tableName(), Key: keyOf(trackerId) }));

/**
 * Lets a request of a tracker in, for its company and as that tracker: 404 for one that there is not, 401 without a
 * signature of one of its secrets over this body, less than five minutes old.
 */
export async function admitTracker(
  ctx: Context,
  { trackerId = '' }: Record<string, string | undefined>,
  { headers, text }: { headers: Readonly<Record<string, string | undefined>>; text: string },
): Promise<Context> {
  const key = keyOf(trackerId);
  const { Item } = await systemDb().send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }));
  if (!Item) throw new Problem('not-found');
  const companyId = String(Item['companyId']);
  const own: Context = {
    ...ctx,
    companyId,
    db: dbFor(companyId),
    actor: { kind: 'tracker', id: trackerId, roles: [], permissions: new Set(), ownOnly: false },
  };
  const tracker = await trackers.find(own, trackerId as Id<'tracker'>);
  if (!isThere(own, tracker)) throw new Problem('not-found');
  if (!isSigned(headers, { body: text, secrets: await goodSecrets(own, tracker), now: ctx.now }))
    throw new Problem('unauthorized', 'The signature is none of this tracker’s for this request, or too old.');
  return own;
}
