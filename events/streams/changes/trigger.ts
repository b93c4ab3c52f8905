import { records } from '../../../shared/records.ts';
import { pulseFilter } from '../../../shared/kernel/readers.ts';
import { SEARCH_QUEUE } from '../../../shared/kernel/search-text.ts';
import { defineStream } from '../../define.ts';

/**
 * Every change of feedback, of the kinds in `shared/records.ts`, and of the settings that say what a day is. A large batch is cheap here: all its records that touch the same
 * counters become one addition, and the transactions hold 90 writes whatever the batch.
 */
export const trigger = defineStream({
  area: 'platform',
  name: 'changes',
  filters: [
    { dynamodb: { NewImage: { __edb_e__: { S: records.map(({ kind }) => kind) } } } },
    { eventName: ['REMOVE'], dynamodb: { OldImage: { __edb_e__: { S: ['feedback'] } } } },
    { dynamodb: { Keys: { sk: { S: ['settings'] } } } },
    pulseFilter,
  ],
  batchSize: 1_000,
  windowSeconds: 1,
  parallelizationFactor: 1,
  needs: { table: 'write', bus: true, sendsTo: [SEARCH_QUEUE], quarantine: true },
  timeoutSeconds: 120,
});
