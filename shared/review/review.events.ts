import { defineEvents } from '../kernel/events.ts';
import { StoredReviewSettings } from './review-settings.schema.ts';
import { Review } from './review.schema.ts';

export const reviewEvents = defineEvents('review', Review, {
  id: 'reviewId',
  actions: { run: ['ReviewRun', 'A review of a week or a month was made.'] },
  silent: ['tell'],
  facts: ['kind', 'period', 'from', 'to', 'asOf'],
});

export const reviewSettingsEvents = defineEvents('reviewSettings', StoredReviewSettings, {
  id: 'settingsId',
  actions: { put: ['ReviewSettingsChanged', 'Somebody put when reviews are made and who is told.'] },
  facts: [],
});
