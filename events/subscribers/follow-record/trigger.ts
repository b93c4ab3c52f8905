import type { DomainEventName } from '../../../shared/domain-events.ts';
import { defineSubscriber } from '../../define.ts';

/**
 * Takes the follow-up of a deleted or excluded record out of all numbers, and back when the record is back; notes what became
 * of the survey that asks about a follow-up again, and cancels it where that was opened again.
 */
export const trigger = defineSubscriber({
  area: 'care',
  name: 'follow-record',
  on: [
    'FeedbackDeleted',
    'FeedbackRestored',
    'FeedbackExcluded',
    'FeedbackIncluded',
    'FollowUpReopened',
    'SurveyAnswered',
    'AnswerReleased',
    'AnswerQuarantined',
    'SurveyExpired',
    'SurveyBounced',
    'SurveyWithdrawn',
    'SurveyOptedOut',
    'SurveyCancelled',
  ] satisfies DomainEventName[],
  needs: { table: 'write', secret: true },
});
