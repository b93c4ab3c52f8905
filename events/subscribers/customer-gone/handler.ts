import { endPositionsAt } from '../../../shared/contact/end-positions.ts';
import { CustomerId } from '../../../shared/customer/customer.parts.schema.ts';
import { RecordEvent } from '../../../shared/kernel/events.ts';
import { onEvent } from '../../on-event.ts';

/** One event about a customer a message; whoever has no contacts costs a reading. */
export const handler = onEvent({
  name: 'customer-gone',
  detail: RecordEvent.extend({ customerId: CustomerId }),
  companyOf: ({ companyId }) => companyId,
  act: (ctx, { customerId, at }) => endPositionsAt(ctx, customerId, new Date(at)),
});
