import * as z from 'zod';
import { FeedbackId } from '../../../shared/feedback/feedback.parts.schema.ts';
import { eraseWords } from '../../../shared/report-run/held-words.ts';
import { onEvent } from '../../on-event.ts';

/** One deleted record a message; a worker is called for the runs that hold its words once they are due, within a minute. */
export const handler = onEvent({
  name: 'erase-reported',
  detail: z.looseObject({ companyId: z.string(), feedbackId: FeedbackId }),
  companyOf: ({ companyId }) => companyId,
  act: eraseWords,
});
