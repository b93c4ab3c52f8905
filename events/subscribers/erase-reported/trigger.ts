import { defineSubscriber } from '../../define.ts';

/** Has the words of a deleted record taken out of the reports that were kept. */
export const trigger = defineSubscriber({
  area: 'insight',
  name: 'erase-reported',
  on: ['FeedbackDeleted'],
  needs: { table: 'write' },
  maxConcurrency: 5,
});
