import * as z from 'zod';
import { CustomerId } from '../../../shared/customer/customer.parts.schema.ts';
import { FeedbackId } from '../../../shared/feedback/feedback.parts.schema.ts';
import { RecordEvent } from '../../../shared/kernel/events.ts';
import { asId } from '../../../shared/kernel/id-kinds.ts';
import { PurchaseId } from '../../../shared/purchase/purchase.schema.ts';
import { followFeedback, followScores } from '../../../shared/score/follow.ts';
import { onEvents } from '../../on-event.ts';

/** Events about a purchase, about feedback or about a customer; of feedback `customerId` is as it was sent. */
const Detail = z.union([
  RecordEvent.extend({ purchaseId: PurchaseId, customerId: CustomerId }),
  RecordEvent.extend({ feedbackId: FeedbackId }),
  RecordEvent.extend({ customerId: CustomerId, purpose: z.string().optional() }),
]);

/** Everything is looked at as it is now, feedback of one company together. All is tried, whatever of it fails. */
export const handler = onEvents({
  name: 'customer-scores',
  detail: Detail,
  companyOf: ({ companyId }) => companyId,
  async act(ctx, events) {
    const feedbackIds = events.flatMap(({ detail }) => ('feedbackId' in detail ? [detail.feedbackId] : []));
    const failures: unknown[] = [];
    const tried = (work: Promise<void>): Promise<void> => work.catch((error: unknown) => void failures.push(error));
    if (feedbackIds.length > 0) await tried(followFeedback(ctx, feedbackIds));
    for (const { detail, type } of events) {
      if ('feedbackId' in detail) continue;
      const happened = {
        customerId: asId('customer', detail.customerId),
        ...('purchaseId' in detail && { purchaseId: detail.purchaseId }),
        ...('purpose' in detail && { purpose: detail.purpose }),
      };
      await tried(followScores(ctx, type, happened));
    }
    if (failures.length > 0) throw failures[0];
  },
});
