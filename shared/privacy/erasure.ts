import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { customerKeyOf } from '../customer/customer-key.ts';
import { listOf } from '../http/list.ts';
import { create } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { tableName } from '../kernel/table.ts';
import type { StoredSurvey } from '../survey/survey.store.ts';
import { erasureRequests, openKey } from './erasure.store.ts';

/**
 * Writes down that a person asks to be forgotten; who erases finds it in the list. Returns the reference they are
 * told, the same however often they ask.
 */
export async function requestErasure(ctx: Context, survey: StoredSurvey): Promise<string> {
  const { customerId, contact, customerKey } = survey;
  // The link went to the address, so the address is who asks.
  const askedBy = customerKeyOf(undefined, contact?.email) ?? customerKey;
  const request = {
    reference: newId('job', ctx.now),
    at: ctx.now.toISOString(),
    status: 'requested' as const,
    askedBy,
    ...(customerId !== undefined && { customerId }),
    ...(contact?.email !== undefined && { email: contact.email }),
  };
  return retryOnConflict(ctx, async () => {
    const open = { TableName: tableName(), Key: openKey(ctx, askedBy), ConsistentRead: true };
    const { Item } = await ctx.db.send(new GetCommand(open));
    // What the caller is answered is a page, not the record.
    return Item
      ? String(Item['reference'])
      : (await create({ ...ctx, idempotency: undefined }, erasureRequests, request)).reference;
  });
}

/** Requests to be forgotten, newest first. */
export const listErasureRequests = listOf(
  'privacy.requests',
  {},
  (ctx, _, from) => erasureRequests.all(ctx, from),
  (one) => erasureRequests.publicOf(one),
);
