import { defineEvents } from '../kernel/events.ts';
import { StoredScore } from './score.schema.ts';

export const scoreEvents = defineEvents('score', StoredScore, {
  id: 'scoreId',
  actions: {
    band: ['HealthBandChanged', 'The health of a customer came into another band, or none can be told any more.'],
  },
  // Scores change every night; of values nobody is told.
  silent: ['score'],
  facts: ['customerId', 'healthBand', 'healthBandBefore'],
});
