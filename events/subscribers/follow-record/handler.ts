import * as z from 'zod';
import { FeedbackId } from '../../../shared/feedback/feedback.parts.schema.ts';
import { FollowUpId } from '../../../shared/follow-up/follow-up.schema.ts';
import { followRecord } from '../../../shared/follow-up/leave-out.ts';
import { cancelPending, followSurvey } from '../../../shared/follow-up/resurvey-answer.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { asId } from '../../../shared/kernel/id-kinds.ts';
import { AboutFollowUp, SurveyId } from '../../../shared/survey/survey.schema.ts';
import { onEvent } from '../../on-event.ts';

/** An event about a follow-up, about feedback, or about a survey; feedback names the survey that it answers. */
const Told = z.union([
  z.object({ companyId: z.string(), followUpId: FollowUpId }),
  z.object({ companyId: z.string(), occurredAt: z.string(), feedbackId: FeedbackId, surveyId: z.string().optional() }),
  z.object({ companyId: z.string(), surveyId: SurveyId, followUp: AboutFollowUp.optional() }),
]);

/** One event a message; of a survey that asks about no follow-up nothing is read. */
async function follow(ctx: Context, told: z.output<typeof Told>): Promise<void> {
  if ('followUpId' in told) return cancelPending(ctx, told.followUpId);
  if (!('feedbackId' in told)) return told.followUp && followSurvey(ctx, told.surveyId);
  await followRecord(ctx, told);
  const surveyId = asId('survey', told.surveyId ?? '');
  if (surveyId) await followSurvey(ctx, surveyId);
}

export const handler = onEvent({
  name: 'follow-record',
  detail: Told,
  companyOf: ({ companyId }) => companyId,
  act: follow,
});
