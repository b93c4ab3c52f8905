import { entryOf, record } from '../../../shared/audit/audit.ts';
import { RecordEvent } from '../../../shared/kernel/events.ts';
import { onEvent } from '../../on-event.ts';

/** One entry per revision of a record, however often its event comes. */
export const handler = onEvent({
  name: 'record-audit',
  detail: RecordEvent,
  companyOf: ({ companyId }) => companyId,
  act: (ctx, event, action) => record(ctx, action, entryOf(event)),
});
