import { defineEvents } from '../kernel/events.ts';
import { Run } from './run.schema.ts';

export const runEvents = defineEvents('run', Run, {
  id: 'runId',
  actions: {
    finish: ['ReportRunFinished', 'A run of a report is over: it was sent, to all or not, or cancelled.'],
    skip: ['ReportRunSkipped', 'A run of a report was not sent; `reason` tells why.'],
    fail: ['ReportRunFailed', 'A run of a report failed for good; `reason` tells in which step.'],
  },
  silent: ['queue', 'step', 'retry', 'count', 'revoke', 'erase'],
  derived: ['callAt', 'tries', 'counts', 'ms', 'deliveryIds', 'erase'],
  facts: ['reportId', 'trigger', 'dueAt', 'status', 'reason'],
});
