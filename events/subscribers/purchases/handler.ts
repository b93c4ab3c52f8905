import { RecordEvent } from '../../../shared/kernel/events.ts';
import { followPurchase } from '../../../shared/purchase/follow.ts';
import { PurchaseId } from '../../../shared/purchase/purchase.schema.ts';
import { onEvent } from '../../on-event.ts';

/** One event about a purchase a message; the purchase is looked at as it is now. */
export const handler = onEvent({
  name: 'purchases',
  detail: RecordEvent.extend({ purchaseId: PurchaseId }),
  companyOf: ({ companyId }) => companyId,
  act: (ctx, { purchaseId }) => followPurchase(ctx, purchaseId),
});
