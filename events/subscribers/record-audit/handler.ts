import { entryOf, record } from '../../../shared/audit/audit.ts';
import { RecordEvent } from '../../../shared/kernel/events.ts';
import { onEvents } from '../../on-event.ts';

/** One entry per revision of a record, however often its event comes; those of an import are written many at a time. */
export const handler = onEvents({
  name: 'record-audit',
  detail: RecordEvent,
  companyOf: ({ companyId }) => companyId,
  act: (ctx, events) =>
    record(
      ctx,
      events.map(({ detail, type }) => entryOf(detail, type)),
    ),
});
