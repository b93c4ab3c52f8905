import * as z from 'zod';
import { FeedbackEvent } from '../../../shared/feedback/feedback.events.ts';
import { settleDecided, watch } from '../../../shared/triage/intake.ts';
import { DecisionTold } from '../../../shared/triage/triage.events.ts';
import { onEvent } from '../../on-event.ts';

/** The queue of a company follows its feedback, and main records follow their duplicates. */
export const handler = onEvent({
  name: 'triage-intake',
  detail: z.looseObject({ companyId: z.string() }),
  companyOf: ({ companyId }) => companyId,
  async act(ctx, detail, type) {
    if (type.startsWith('Feedback')) await watch(ctx, type, FeedbackEvent.parse(detail));
    else await settleDecided(ctx, DecisionTold.parse(detail));
  },
});
