import type { StoredDataRequest } from './data-request.schema.ts';
import { dueOf } from './clock.ts';

/** A request to be forgotten as it was written down before there were others. */
type Earlier = { reference: StoredDataRequest['requestId']; at: string; customerId?: string; email?: string };
const isEarlier = (row: Partial<StoredDataRequest>): row is Earlier =>
  row.reference !== undefined && row.requestId === undefined;

/**
 * A stored request in the form of today. Of an earlier one it is known that the person asked from the link that only their own
 * mail leads to; without what has a place of its own now.
 */
export function normalised<R extends StoredDataRequest>(row: R): R {
  if (!isEarlier(row)) return row;
  const { reference, at, customerId, email, ...rest } = row as unknown as R & Earlier;
  return {
    ...rest,
    requestId: reference,
    type: 'erasure',
    regime: 'gdpr',
    subject: { ...(customerId !== undefined && { customerId }), ...(email !== undefined && { email }) },
    receivedAt: at,
    dueAt: dueOf('gdpr', at),
    status: 'verified',
    identity: { verified: true, method: 'own_link', at },
    steps: [],
  } as unknown as R;
}
