import { FeedbackEvent } from '../../../shared/feedback/feedback.events.ts';
import { linkByRule } from '../../../shared/initiative/linker.ts';
import { planReceipt } from '../../../shared/initiative/receipt.ts';
import { onEvent } from '../../on-event.ts';

/** One event about feedback a message; what no theme rule and no receipt waits for costs no read. */
export const handler = onEvent({
  name: 'linker',
  detail: FeedbackEvent,
  companyOf: ({ companyId }) => companyId,
  act: async (ctx, event, type) => {
    if (type === 'FeedbackReceived') await planReceipt(ctx, event);
    await linkByRule(ctx, event);
  },
});
