import type { DomainEventName } from '../../../shared/domain-events.ts';
import { defineSubscriber } from '../../define.ts';

/** Opens follow-ups as a company's rules say. */
export const trigger = defineSubscriber({
  area: 'care',
  name: 'follow-up-opener',
  on: [
    'FeedbackReceived',
    'FeedbackAnalysed',
    'FeedbackEdited',
    'FeedbackCorrected',
    'FeedbackIncluded',
    'FeedbackRestored',
  ] satisfies DomainEventName[],
  needs: { table: 'write' },
  // Openings of one pool meet at its row: more at a time would only wait for one another.
  maxConcurrency: 10,
});
