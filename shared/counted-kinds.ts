import { countedAlerts } from './alert/alert.counted.ts';
import { alertSource } from './alert/alert.source.ts';
import { countedFollowUps } from './follow-up/follow-up.counted.ts';
import { followUpSource } from './follow-up/follow-up.source.ts';
import { countedLoopRuns } from './initiative/loop.counted.ts';
import { loopSource } from './initiative/loop.source.ts';
import type { StoredKind } from './metrics/counted-kind.ts';
import { feedbackSource, findCountable } from './metrics/feedback-source.ts';
import { countedFeedback } from './metrics/feedback.counted.ts';
import { countedDecisions } from './survey-analytics/decision.counted.ts';
import { decisionSource, surveySource } from './survey-analytics/sources.ts';
import { countedSurveys } from './survey-analytics/survey.counted.ts';
import { partitionSource } from './metrics/partition-source.ts';
import { type CountableDay, countedDeliveries } from './webhook/delivery.counted.ts';
import { DELIVERY_DAYS } from './webhook/delivery-day.keys.ts';
import { countedTriageItems } from './triage/triage.counted.ts';
import { triageSource } from './triage/triage.source.ts';

/** Every kind of record behind a number, with its records: sweep and reconcile go through all of them. */
export const countedKinds: readonly StoredKind[] = [
  { ...countedFeedback, source: feedbackSource, find: findCountable },
  { ...countedSurveys, source: surveySource },
  { ...countedDecisions, source: decisionSource },
  { ...countedAlerts, source: alertSource },
  { ...countedFollowUps, source: followUpSource },
  { ...countedTriageItems, source: triageSource },
  { ...countedLoopRuns, source: loopSource },
  {
    ...countedDeliveries,
    source: (ctx) =>
      partitionSource<CountableDay & { revision: number; updatedAt: string }>(ctx, {
        kind: 'deliveryDay',
        id: 'dayId',
        pk: DELIVERY_DAYS,
      }),
  },
];
