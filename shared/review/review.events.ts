import { defineEvents } from '../kernel/events.ts';
import { ReviewDecision } from './review-decision.schema.ts';
import { StoredReviewSettings } from './review-settings.schema.ts';
import { Review } from './review.schema.ts';

export const reviewEvents = defineEvents('review', Review, {
  id: 'reviewId',
  actions: { run: ['ReviewRun', 'A review of a week, a month or a quarter was made.'] },
  silent: ['tell'],
  facts: ['kind', 'period', 'from', 'to', 'asOf'],
});

export const reviewSettingsEvents = defineEvents('reviewSettings', StoredReviewSettings, {
  id: 'settingsId',
  actions: { put: ['ReviewSettingsChanged', 'Somebody put when reviews are made and who is told.'] },
  facts: [],
});

export const reviewDecisionEvents = defineEvents('reviewDecision', ReviewDecision, {
  id: 'decisionId',
  actions: { decide: ['ReviewDecided', 'What will not be done was kept so in a review, or planned again.'] },
  facts: ['reviewId', 'initiativeId', 'feedbackId', 'decision', 'until', 'voices'],
});
