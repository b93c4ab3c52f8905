import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { openCursor, sealCursor } from '../http/page.ts';
import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import { tableName } from '../kernel/table.ts';
import { commit, ConditionFailed } from '../kernel/write.ts';
import type { AuditEntry, AuditFilter } from './audit.schema.ts';
import { auditMonthPartition, auditPartition, auditPut } from './audit.store.ts';

type Page = { items: AuditEntry[]; nextCursor: string | null };
type Paged = { limit: number; cursor?: string | undefined };
type Position = Record<string, unknown>;

/** Notes that something happened to a record; told twice, it is noted once. */
export async function record(ctx: Context, action: string, event: Omit<AuditEntry, 'action'>): Promise<void> {
  try {
    await commit(ctx, [auditPut(ctx.companyId, { ...event, action })]);
  } catch (error) {
    // The entry is there already and says the same: it was read off the same version of the record.
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

export const entryOf = (event: FeedbackEvent): Omit<AuditEntry, 'action'> => ({
  recordId: event.feedbackId,
  version: event.recordVersion,
  at: event.at,
  actor: event.actor,
  changedKeys: event.changedKeys,
  requestId: event.requestId,
});

/** What happened to one record, newest first, optionally in one month or by one actor only. */
export async function historyOf(
  ctx: Context,
  recordId: string,
  { limit, cursor, month, actorId }: Paged & Pick<AuditFilter, 'month' | 'actorId'>,
): Promise<Page> {
  const filter = { recordId, month, actorId };
  const { Items = [], LastEvaluatedKey } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': auditPartition(ctx.companyId, recordId) },
      ScanIndexForward: false,
      Limit: limit,
      ExclusiveStartKey: await openCursor<Position>(ctx, 'audit', filter, cursor),
    }),
  );
  const items = (Items as AuditEntry[]).filter(
    ({ at, actor }) => (month === undefined || at.startsWith(month)) && isBy(actor, actorId),
  );
  return { items, nextCursor: await sealed(ctx, filter, LastEvaluatedKey) };
}

/** What happened in a company in a month, newest first, optionally by one actor. */
export async function listAudit(
  ctx: Context,
  { recordId, month, actorId, ...paged }: AuditFilter & Paged,
): Promise<Page> {
  if (recordId !== undefined) return historyOf(ctx, recordId, { ...paged, month, actorId });
  const filter = { month: month ?? ctx.now.toISOString().slice(0, 7), actorId };
  const { Items = [], LastEvaluatedKey } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'gsi2',
      KeyConditionExpression: 'g2pk = :pk',
      ExpressionAttributeValues: { ':pk': auditMonthPartition(ctx.companyId, filter.month) },
      ScanIndexForward: false,
      Limit: paged.limit,
      ExclusiveStartKey: await openCursor<Position>(ctx, 'audit', filter, paged.cursor),
    }),
  );
  const entries = await entriesAt(ctx, Items);
  const items = entries.filter(({ actor }) => isBy(actor, actorId));
  return { items, nextCursor: await sealed(ctx, filter, LastEvaluatedKey) };
}

const isBy = ({ id }: AuditEntry['actor'], actorId: string | undefined): boolean =>
  actorId === undefined || id === actorId;

const sealed = async (ctx: Context, filter: object, position: Position | undefined): Promise<string | null> =>
  position ? sealCursor(ctx, 'audit', filter, position) : null;

/** The entries behind keys of the index, in their order. */
async function entriesAt(ctx: Context, keys: readonly Position[]): Promise<AuditEntry[]> {
  const nameOf = ({ pk, sk }: Position) => `${String(pk)} ${String(sk)}`;
  const items = await batchGet(
    ctx,
    keys.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })),
  );
  const found = new Map(items.map((item) => [nameOf(item), item as AuditEntry]));
  return keys.flatMap((key) => found.get(nameOf(key)) ?? []);
}
