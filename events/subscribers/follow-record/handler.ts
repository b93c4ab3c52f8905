import * as z from 'zod';
import { FeedbackId } from '../../../shared/feedback/feedback.parts.schema.ts';
import { followRecord } from '../../../shared/follow-up/leave-out.ts';
import { onEvent } from '../../on-event.ts';

const Told = z.object({ companyId: z.string(), feedbackId: FeedbackId });

/** One record a message; what has no follow-up costs one read. */
export const handler = onEvent({
  name: 'follow-record',
  detail: Told,
  companyOf: ({ companyId }) => companyId,
  act: followRecord,
});
