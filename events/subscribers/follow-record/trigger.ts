import type { DomainEventName } from '../../../shared/domain-events.ts';
import { defineSubscriber } from '../../define.ts';

/** Takes the follow-up of a deleted or excluded record out of all numbers, and back when the record is back. */
export const trigger = defineSubscriber({
  area: 'care',
  name: 'follow-record',
  on: ['FeedbackDeleted', 'FeedbackRestored', 'FeedbackExcluded', 'FeedbackIncluded'] satisfies DomainEventName[],
  needs: { table: 'write' },
});
