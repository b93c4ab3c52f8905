import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { TranslateFeedback, Translation } from './translation.schema.ts';

export const translationRoutes = defineRoutes('translation', {
  translate: {
    method: 'POST',
    path: '/api/crm/feedback/{feedbackId}/translate',
    summary: 'Translate the texts of a record',
    description:
      'By Amazon Translate, where the company has switched it on (`analysis.translation` in the settings). Kept for 30 days: asked for again, the same texts cost nothing. `not-enabled` where the company or this installation has not switched it on, `budget-exceeded` where the month’s characters are used up, `conflict` where the language of the texts is not known yet or cannot be translated into the other one.',
    permission: 'feedback:read',
    params: z.object({ feedbackId: FeedbackId }),
    body: TranslateFeedback,
    reply: { 200: Translation },
    problems: ['not-enabled', 'budget-exceeded', 'conflict'],
  },
});
