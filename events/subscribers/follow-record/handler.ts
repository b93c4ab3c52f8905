import * as z from 'zod';
import { FeedbackId } from '../../../shared/feedback/feedback.parts.schema.ts';
import { followRecord } from '../../../shared/follow-up/leave-out.ts';
import { onEvent } from '../../on-event.ts';

/** One record a message; what has no follow-up costs one read. */
export const handler = onEvent({
  name: 'follow-record',
  detail: z.object({ companyId: z.string(), feedbackId: FeedbackId }),
  companyOf: ({ companyId }) => companyId,
  act: followRecord,
});
