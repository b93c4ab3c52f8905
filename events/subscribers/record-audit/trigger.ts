import { feedbackEvents } from '../../../shared/feedback/feedback.events.ts';
import { records } from '../../../shared/records.ts';
import { defineSubscriber } from '../../define.ts';

/** Notes every change of a record in the audit trail. */
export const trigger = defineSubscriber({
  name: 'record-audit',
  on: [...Object.keys(feedbackEvents), ...records.flatMap(({ schemas }) => Object.keys(schemas))],
  needs: { table: 'write' },
});
