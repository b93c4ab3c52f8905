import { type Page, pageFrom } from '../http/listing.ts';
import { monthsBetween } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { pick } from '../kernel/json.ts';
import type { RecordEvent } from '../kernel/events.ts';
import { itemsBehind, type ItemKey, queryPages, type Step } from '../kernel/walk.ts';
import { companyPrefix } from '../kernel/table.ts';
import { writeAll } from '../kernel/write-all.ts';
import type { AuditEntry, AuditFilter } from './audit.schema.ts';

type Paged = { limit: number; cursor?: string | undefined };

const partition = ({ companyId }: Context, recordIdOrMonth: string): string =>
  `${companyPrefix(companyId)}audit#${recordIdOrMonth}`;

/** An entry with the number that tells the changes of its record apart. */
type Noted = AuditEntry & { revision: number };

/** The row of an entry. */
export function rowOf(ctx: Context, { revision, ...entry }: Noted) {
  const order = String(revision).padStart(10, '0');
  return {
    pk: partition(ctx, entry.recordId),
    sk: order,
    g2pk: partition(ctx, entry.at.slice(0, 7)),
    g2sk: `${entry.at}#${entry.recordId}#${order}`,
    ...entry,
  };
}

/**
 * Appends audit entries. There is one for each revision of a record: an event that comes again writes what stands there
 * already, because it was read off the same revision.
 */
export async function record(ctx: Context, entries: readonly Noted[]): Promise<void> {
  const rows = entries.map((entry) => rowOf(ctx, entry));
  // One request takes no key twice.
  const byKey = new Map(rows.map((row) => [`${row.pk} ${row.sk}`, row]));
  await writeAll(
    ctx,
    [...byKey.values()].map((Item) => ({ PutRequest: { Item } })),
  );
}

/** The entry of a change, by its event: the event's id begins with the record's id. */
export const entryOf = (event: RecordEvent, action: string): Noted => ({
  recordId: event.eventId.slice(0, event.eventId.indexOf(':')),
  version: event.recordVersion,
  revision: event.recordRevision,
  at: event.at,
  actor: event.actor,
  action,
  changedKeys: event.changedKeys,
  requestId: event.requestId,
});

/** What happened to one record, newest first, optionally in one month or by one actor only. */
export function historyOf(
  ctx: Context,
  recordId: string,
  { limit, cursor, month, actorId }: Paged & Pick<AuditFilter, 'month' | 'actorId'>,
): Promise<Page<AuditEntry>> {
  const query = {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': partition(ctx, recordId) },
    ScanIndexForward: false,
    Limit: limit,
  };
  const isWanted = ({ at, actor }: AuditEntry) => (month === undefined || at.startsWith(month)) && isBy(actor, actorId);
  const asked = { name: 'audit', filter: { recordId, month, actorId }, limit, cursor };
  return pageFrom(ctx, asked, async function* (from: ItemKey | undefined) {
    for await (const steps of queryPages<AuditEntry>(ctx, query, from)) yield only(steps, isWanted);
  });
}

/** What happened in a company in a month, newest first, optionally by one actor. */
export function listAudit(
  ctx: Context,
  { recordId, month, actorId, ...paged }: AuditFilter & Paged,
): Promise<Page<AuditEntry>> {
  if (recordId !== undefined) return historyOf(ctx, recordId, { ...paged, month, actorId });
  const filter = { month: month ?? ctx.now.toISOString().slice(0, 7), actorId };
  const query = {
    IndexName: 'gsi2',
    KeyConditionExpression: 'g2pk = :pk',
    ExpressionAttributeValues: { ':pk': partition(ctx, filter.month) },
    ScanIndexForward: false,
    Limit: paged.limit,
  };
  return pageFrom(ctx, { name: 'audit', filter, ...paged }, async function* (from: ItemKey | undefined) {
    for await (const steps of queryPages<ItemKey>(ctx, query, from)) {
      yield only(await itemsBehind<AuditEntry>(ctx, steps), ({ actor }) => isBy(actor, actorId));
    }
  });
}

const isBy = ({ id }: AuditEntry['actor'], actorId: string | undefined): boolean =>
  actorId === undefined || id === actorId;

/** The same steps, without the items that are not wanted. */
const only = (steps: readonly Step<AuditEntry>[], isWanted: (entry: AuditEntry) => boolean): Step<AuditEntry>[] =>
  steps.map(({ item, after }) => ({ item: item && isWanted(item) ? item : undefined, after }));

/** No company is older. */
const EARLIEST = '2024-01';
const PER_PAGE = 500;

/**
 * Every entry of a span of instants (milliseconds, the end exclusive), oldest first, each with the place behind which
 * a later walk goes on.
 */
export async function* walkAudit(
  ctx: Context,
  { start, end }: { start: number; end: number },
  after?: string,
): AsyncGenerator<{ entry: AuditEntry; place: string }> {
  const reached = after === undefined ? undefined : (JSON.parse(after) as { month: string; key: ItemKey });
  const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);
  const first = reached?.month ?? [EARLIEST, monthOf(start)].toSorted().at(-1) ?? EARLIEST;
  for (const month of monthsBetween(first, monthOf(Math.min(end, ctx.now.getTime())))) {
    const query = {
      IndexName: 'gsi2',
      KeyConditionExpression: 'g2pk = :pk',
      ExpressionAttributeValues: { ':pk': partition(ctx, month) },
      Limit: PER_PAGE,
    };
    for await (const steps of queryPages<ItemKey>(ctx, query, month === reached?.month ? reached.key : undefined))
      for (const { item, key } of await entriesBehind(ctx, steps))
        yield { entry: item, place: JSON.stringify({ month, key }) };
  }
}

const told = ['recordId', 'version', 'at', 'action', 'actor', 'changedKeys', 'requestId'] as const;

/** The entries of a page of the index, each with its key there. */
async function entriesBehind(
  ctx: Context,
  steps: readonly Step<ItemKey>[],
): Promise<{ item: AuditEntry; key: ItemKey }[]> {
  const behind = await itemsBehind<AuditEntry>(ctx, steps);
  return behind.flatMap(({ item }, at) => {
    const key = steps[at]?.item;
    return item && key ? [{ item: pick(item, told), key: pick(key, ['pk', 'sk', 'g2pk', 'g2sk']) }] : [];
  });
}
