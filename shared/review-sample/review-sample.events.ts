import { defineEvents } from '../kernel/events.ts';
import { StoredSample } from './review-sample.schema.ts';

export const reviewSampleEvents = defineEvents('reviewSample', StoredSample, {
  id: 'sampleId',
  actions: {
    create: ['ReviewSampleCreated', 'Somebody drew texts that people judge without knowing what the engine says.'],
  },
  derived: ['ids'],
  facts: ['of'],
});
