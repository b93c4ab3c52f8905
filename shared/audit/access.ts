import { type Page, pageFrom } from '../http/listing.ts';
import { invalid } from '../http/problem.ts';
import { authorOf, type Context } from '../kernel/context.ts';
import { keyPart } from '../kernel/ids.ts';
import { pick } from '../kernel/json.ts';
import { itemsBehind, type ItemKey, queryPages, type Step, walkPartition } from '../kernel/walk.ts';
import { sendThroughConflicts } from '../kernel/retry.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { commit, ConditionFailed } from '../kernel/write.ts';
import { type AccessEntry, type AccessFilter, type FieldsClass, fieldsClasses } from './access.schema.ts';

const KEPT_DAYS = 731;
/** Rows that this process has written already; what is forgotten is written once more, and is the same row. */
const MOST_KNOWN = 10_000;
const known = new Set<string>();

const partition = ({ companyId }: Context, of: string): string => `${companyPrefix(companyId)}acc#${of}`;
/** What an actor has read in a month. An actor's id is written as a part of a key, which no record's id looks like. */
const byActor = (ctx: Context, actorId: string, month: string): string =>
  partition(ctx, `${keyPart(actorId)}#${month}`);

/** What the permissions of a caller let answers show of customers. */
const classOf = ({ actor }: Context): FieldsClass => {
  if (actor.permissions.has('customers:sensitive')) return 'sensitive';
  return actor.permissions.has('customers:contact') ? 'contact' : 'names';
};

/**
 * Notes that the caller reads a record, or `n` records of a list, search or export. One row for the actor, the record and the hour
 * (UTC), however often they read; `n` adds up. Throws where it cannot be noted: then nothing is answered.
 */
export async function noteAccess(
  ctx: Context,
  { recordId, route, n }: { recordId: string; route: string; n?: number },
): Promise<void> {
  const at = ctx.now.toISOString();
  const hour = at.slice(0, 13);
  const actor = authorOf(ctx);
  const fieldsClass = classOf(ctx);
  const row = {
    pk: partition(ctx, recordId),
    sk: `${hour}#${keyPart(actor.id)}`,
    g2pk: byActor(ctx, actor.id, at.slice(0, 7)),
    g2sk: `${hour}#${recordId}`,
    at,
    actor,
    recordId,
    fieldsClass,
    route,
    rank: fieldsClasses.indexOf(fieldsClass),
    expiresAt: Math.floor(ctx.now.getTime() / 1_000) + KEPT_DAYS * 86_400,
  };
  if (n !== undefined) return addUp(ctx, row, n);
  const name = [row.pk, row.sk, fieldsClass].join(' ');
  if (known.has(name)) return;
  const Put = {
    TableName: tableName(),
    Item: row,
    // Whoever is shown more than before in that hour is noted with that.
    ConditionExpression: 'attribute_not_exists(pk) OR #rank < :rank',
    ExpressionAttributeNames: { '#rank': 'rank' },
    ExpressionAttributeValues: { ':rank': row.rank },
  };
  try {
    await commit({ ...ctx, idempotency: undefined }, [{ Put }]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
  if (known.size >= MOST_KNOWN) known.clear();
  known.add(name);
}

/** Adds the records of one more list to those of its hour. */
async function addUp(ctx: Context, { pk, sk, ...says }: { pk: string; sk: string }, n: number): Promise<void> {
  const fields = Object.entries(says);
  const Update = {
    TableName: tableName(),
    Key: { pk, sk },
    UpdateExpression: `SET ${fields.map(([name]) => `#${name} = :${name}`).join(', ')} ADD n :n`,
    ExpressionAttributeNames: Object.fromEntries(fields.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries([[':n', n], ...fields.map(([name, value]) => [`:${name}`, value])]),
  };
  // Several lists of one caller at once are changes of one row.
  await sendThroughConflicts(ctx, () => commit({ ...ctx, idempotency: undefined }, [{ Update }]));
}

const told = ['at', 'actor', 'recordId', 'fieldsClass', 'route', 'n'] as const;

const only = (steps: readonly Step<AccessEntry>[], isWanted: (row: AccessEntry) => boolean): Step<AccessEntry>[] =>
  steps.map(({ item, after }) => ({ item: item && isWanted(item) ? pick(item, told) : undefined, after }));

/** Who has read a record, or what an actor has read in a month, newest first; 400 without either. */
export function listAccess(
  ctx: Context,
  { recordId, actorId, month, limit, cursor }: AccessFilter & { limit: number; cursor?: string | undefined },
): Promise<Page<AccessEntry>> {
  const order = { ScanIndexForward: false, Limit: limit };
  if (recordId !== undefined) {
    const query = {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': partition(ctx, recordId) },
      ...order,
    };
    const isWanted = ({ at, actor }: AccessEntry) =>
      (month === undefined || at.startsWith(month)) && (actorId === undefined || actor.id === actorId);
    return pageFrom(
      ctx,
      { name: 'audit.access', filter: { recordId, actorId, month }, limit, cursor },
      async function* (from: ItemKey | undefined) {
        for await (const steps of queryPages<AccessEntry>(ctx, query, from)) yield only(steps, isWanted);
      },
    );
  }
  if (actorId === undefined) throw invalid({ parameter: 'recordId', detail: 'or actorId is required' });
  const filter = { actorId, month: month ?? ctx.now.toISOString().slice(0, 7) };
  const query = {
    IndexName: 'gsi2',
    KeyConditionExpression: 'g2pk = :pk',
    ExpressionAttributeValues: { ':pk': byActor(ctx, actorId, filter.month) },
    ...order,
  };
  return pageFrom(ctx, { name: 'audit.access', filter, limit, cursor }, async function* (from: ItemKey | undefined) {
    for await (const steps of queryPages<ItemKey>(ctx, query, from))
      yield only(await itemsBehind<AccessEntry>(ctx, steps), () => true);
  });
}

/** All that is noted of who has read some records, for the person whom they are about. */
export async function accessesTo(ctx: Context, recordIds: readonly string[]): Promise<AccessEntry[]> {
  const found: AccessEntry[] = [];
  for (const recordId of recordIds)
    for await (const rows of walkPartition<AccessEntry>(ctx, partition(ctx, recordId)))
      found.push(...rows.map((row) => pick(row, told)));
  return found;
}
