import { type Page, pageFrom } from '../http/listing.ts';
import type { Context } from '../kernel/context.ts';
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

/**
 * Appends audit entries. There is one for each revision of a record: an event that comes again writes what stands there
 * already, because it was read off the same revision.
 */
export async function record(ctx: Context, entries: readonly Noted[]): Promise<void> {
  const rows = entries.map(({ revision, ...entry }) => {
    const order = String(revision).padStart(10, '0');
    return {
      pk: partition(ctx, entry.recordId),
      sk: order,
      g2pk: partition(ctx, entry.at.slice(0, 7)),
      g2sk: `${entry.at}#${entry.recordId}#${order}`,
      ...entry,
    };
  });
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
