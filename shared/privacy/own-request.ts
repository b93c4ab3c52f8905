import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { customerKeyOf } from '../customer/customer-key.ts';
import { create } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { tableName } from '../kernel/table.ts';
import type { StoredSurvey } from '../survey/survey.store.ts';
import { dueOf } from './clock.ts';
import { dataRequests, openKey } from './data-request.store.ts';

/**
 * Writes down that a person asks to be forgotten, on the page that only their own mail leads to: that they are who they are is
 * known by it. Returns the reference they are told, the same however often they ask.
 */
export async function requestErasure(
  ctx: Context,
  survey: Pick<StoredSurvey, 'customerId' | 'contact' | 'customerKey'>,
): Promise<string> {
  const { customerId, contact, customerKey } = survey;
  // The link went to the address, so the address is who asks.
  const askedBy = customerKeyOf(undefined, contact?.email) ?? customerKey;
  const at = ctx.now.toISOString();
  const request = {
    requestId: newId('dataRequest', ctx.now),
    type: 'erasure' as const,
    regime: 'gdpr' as const,
    subject: {
      ...(customerId !== undefined && { customerId }),
      ...(contact?.email !== undefined && { email: contact.email }),
    },
    receivedAt: at,
    dueAt: dueOf('gdpr', at),
    status: 'verified' as const,
    identity: { verified: true, method: 'own_link' as const, at },
    steps: [],
    askedBy,
  };
  return retryOnConflict(ctx, async () => {
    const open = { TableName: tableName(), Key: openKey(ctx, askedBy), ConsistentRead: true };
    const { Item } = await ctx.db.send(new GetCommand(open));
    // What the caller is answered is a page, not the record.
    return Item
      ? String(Item['reference'])
      : (await create({ ...ctx, idempotency: undefined }, dataRequests, request)).requestId;
  });
}
