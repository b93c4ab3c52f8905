import * as z from 'zod';
import { CustomerId } from '../../../shared/customer/customer.parts.schema.ts';
import { FeedbackId } from '../../../shared/feedback/feedback.parts.schema.ts';
import { RecordEvent } from '../../../shared/kernel/events.ts';
import { asId } from '../../../shared/kernel/id-kinds.ts';
import { PurchaseId } from '../../../shared/purchase/purchase.schema.ts';
import { followScores } from '../../../shared/score/follow.ts';
import { onEvent } from '../../on-event.ts';

/** Events about a purchase, about feedback or about a customer; of feedback `customerId` is as it was sent. */
const Detail = z.union([
  RecordEvent.extend({ purchaseId: PurchaseId, customerId: CustomerId }),
  RecordEvent.extend({ feedbackId: FeedbackId }),
  RecordEvent.extend({ customerId: CustomerId, purpose: z.string().optional() }),
]);

/** One event a message; everything is looked at as it is now. */
export const handler = onEvent({
  name: 'customer-scores',
  detail: Detail,
  companyOf: ({ companyId }) => companyId,
  act: (ctx, detail, type) =>
    followScores(ctx, type, {
      ...('purchaseId' in detail && { purchaseId: detail.purchaseId }),
      ...('feedbackId' in detail && { feedbackId: detail.feedbackId }),
      ...('purpose' in detail && { purpose: detail.purpose }),
      ...('customerId' in detail && { customerId: asId('customer', detail.customerId) }),
    }),
});
