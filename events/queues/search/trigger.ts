import { SEARCH_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { defineQueue } from '../../define.ts';

/**
 * Writes the rows that texts are searched by: a message is up to 50 records, and a record some eleven rows. The backlog
 * has few places and a pace, because it writes to the table that everything else waits for.
 */
export const trigger = defineQueue({
  area: 'platform',
  name: SEARCH_QUEUE,
  lanes: {
    new: { batchSize: 10, maxConcurrency: 10, alarmAfterSeconds: 300 },
    backlog: { batchSize: 1, maxConcurrency: 2, alarmAfterSeconds: 6 * 3_600 },
  },
  needs: {
    table: 'write',
    keys: ['c#*#fb#*', 'c#*#srch#*', `c#*#queue#${SEARCH_QUEUE}`, 'sys#pulse', 'sys#pulse#*'],
  },
  timeoutSeconds: 120,
});
