import { type Page, pageFrom } from '../http/listing.ts';
import type { Context } from '../kernel/context.ts';
import type { RecordEvent } from '../kernel/events.ts';
import { itemsBehind, type ItemKey, queryPages, type Step } from '../kernel/walk.ts';
import { commit, ConditionFailed } from '../kernel/write.ts';
import type { AuditEntry, AuditFilter } from './audit.schema.ts';
import { auditMonthPartition, auditPartition, auditPut, type Noted } from './audit.store.ts';

type Paged = { limit: number; cursor?: string | undefined };

/** Appends an audit entry; idempotent per revision of the record. */
export async function record(ctx: Context, action: string, event: Omit<Noted, 'action'>): Promise<void> {
  try {
    await commit(ctx, [auditPut(ctx.companyId, { ...event, action })]);
  } catch (error) {
    // The entry is there already and says the same: it was read off the same revision of the record.
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

/** The entry of a change, by its event: the event's id begins with the record's id. */
export const entryOf = (event: RecordEvent): Omit<Noted, 'action'> => ({
  recordId: event.eventId.slice(0, event.eventId.indexOf(':')),
  version: event.recordVersion,
  revision: event.recordRevision,
  at: event.at,
  actor: event.actor,
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
    ExpressionAttributeValues: { ':pk': auditPartition(ctx.companyId, recordId) },
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
    ExpressionAttributeValues: { ':pk': auditMonthPartition(ctx.companyId, filter.month) },
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
