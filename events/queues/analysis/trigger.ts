import { ANALYSIS_QUEUE } from '../../../shared/analysis/lanes.ts';
import { defineQueue } from '../../define.ts';

/**
 * Analyses the texts of records, 25 a call of the paid service: four messages of the backlog are up to 100 records. The
 * lane `new` has more places than it ever needs; the backlog has two, and paces itself besides.
 */
export const trigger = defineQueue({
  area: 'voice',
  name: ANALYSIS_QUEUE,
  lanes: {
    new: { batchSize: 10, maxConcurrency: 5, alarmAfterSeconds: 60 },
    backlog: { batchSize: 4, maxConcurrency: 2, alarmAfterSeconds: 6 * 3_600 },
  },
  needs: { table: 'write', comprehend: true, quarantine: true },
  timeoutSeconds: 120,
});
