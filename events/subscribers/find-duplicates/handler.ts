import * as z from 'zod';
import { CustomerId } from '../../../shared/customer/customer.parts.schema.ts';
import { lookAt } from '../../../shared/duplicate/look.ts';
import { RecordEvent } from '../../../shared/kernel/events.ts';
import { onEvent } from '../../on-event.ts';

/** Fields that tell who somebody is. */
const telling = new Set([
  'firstName',
  'lastName',
  'businessName',
  'type',
  'emails',
  'phones',
  'addresses',
  'demographics',
  'externalIds',
]);

/** One event about a customer a message. Who was changed in what tells nothing of a person costs nothing. */
export const handler = onEvent({
  name: 'find-duplicates',
  detail: RecordEvent.extend({ customerId: CustomerId, mergedFrom: z.array(CustomerId).optional() }),
  companyOf: ({ companyId }) => companyId,
  async act(ctx, { customerId, changedKeys, mergedFrom = [] }, type) {
    if (type === 'CustomerChanged' && !changedKeys.some((key) => telling.has(key))) return;
    await lookAt(ctx, customerId);
    // Of who was merged there are no pairs any more.
    if (type === 'CustomerMerged') for (const id of mergedFrom) await lookAt(ctx, id);
  },
});
