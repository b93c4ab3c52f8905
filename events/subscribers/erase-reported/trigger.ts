import { defineSubscriber } from '../../define.ts';

/** Has the words of a record that was deleted, or whose person was erased, taken out of the reports that were kept. */
export const trigger = defineSubscriber({
  area: 'insight',
  name: 'erase-reported',
  on: ['FeedbackDeleted', 'FeedbackErased'],
  needs: { table: 'write' },
  maxConcurrency: 5,
});
