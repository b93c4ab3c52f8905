import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { auditOf } from '../audit/audit.store.ts';
import { customerKeyOf } from '../customer/customer-key.ts';
import { type Page, pageFrom } from '../http/listing.ts';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { type ItemKey, queryPages } from '../kernel/walk.ts';
import { commit } from '../kernel/write.ts';
import type { ErasureRequest } from './erasure.routes.ts';
import type { StoredSurvey } from '../survey/survey.store.ts';

const partition = ({ companyId }: Context): string => `${companyPrefix(companyId)}erasure`;

/**
 * Writes down that a person asks to be forgotten; who erases finds it in the list. Returns the reference they are
 * told, the same however often they ask.
 */
export async function requestErasure(ctx: Context, survey: StoredSurvey): Promise<string> {
  const { customerId, contact, customerKey } = survey;
  const reference = newId('job', ctx.now);
  const request: ErasureRequest = {
    reference,
    at: ctx.now.toISOString(),
    status: 'requested',
    ...(customerId !== undefined && { customerId }),
    ...(contact?.email !== undefined && { email: contact.email }),
  };
  // The link went to the address, so the address is who asks.
  const open = { pk: `${partition(ctx)}#${customerKeyOf(undefined, contact?.email) ?? customerKey}`, sk: 'open' };
  const TableName = tableName();
  const ConditionExpression = 'attribute_not_exists(pk)';
  const marks = { __edb_e__: 'erasure', __edb_v__: '1' };
  return retryOnConflict(ctx, async () => {
    const { Item } = await ctx.db.send(new GetCommand({ TableName, Key: open, ConsistentRead: true }));
    if (Item) return String(Item['reference']);
    await commit(ctx, [
      { Put: { TableName, Item: { ...open, reference }, ConditionExpression } },
      { Put: { TableName, Item: { pk: partition(ctx), sk: reference, ...request, ...marks }, ConditionExpression } },
      auditOf(ctx, { recordId: reference, version: 1, action: 'ErasureRequested', changedKeys: [] }),
    ]);
    return reference;
  });
}

/** Requests to be forgotten, newest first. */
export function listErasureRequests(
  ctx: Context,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<ErasureRequest>> {
  const query = {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': partition(ctx) },
    ConsistentRead: true,
    ScanIndexForward: false,
    Limit: limit,
  };
  const asked = { name: 'privacy.requests', filter: {}, limit, cursor };
  return pageFrom(ctx, asked, (from: ItemKey | undefined) => queryPages<ErasureRequest>(ctx, query, from));
}
