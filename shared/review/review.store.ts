import { defineStore } from '../kernel/store.ts';
import { ReviewSettings, StoredReviewSettings } from './review-settings.schema.ts';
import { Review, type ReviewKind } from './review.schema.ts';

export const reviewIdOf = (kind: ReviewKind, period: string): string => `${kind}-${period}`;

export const reviews = defineStore('review', Review, {
  id: 'reviewId',
  key: { pk: () => 'rev', sk: ({ reviewId }) => reviewId.replace('-', '#') },
  indexes: {},
});

export const storedReviewSettings = defineStore('reviewSettings', StoredReviewSettings, {
  id: 'settingsId',
  key: { pk: () => 'set', sk: ({ settingsId }) => settingsId },
  indexes: {},
  shown: (settings) => ReviewSettings.parse(settings),
});
