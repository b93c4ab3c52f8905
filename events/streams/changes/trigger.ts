import type { RecordKind } from '../../../shared/record-kind.ts';
import { records } from '../../../shared/records.ts';
import { pulseFilter } from '../../../shared/kernel/readers.ts';
import { COUNTING_QUEUE, DASHBOARD_QUEUE, MARKS_QUEUE, SEARCH_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { defineStream } from '../../define.ts';

/** Kinds whose records take what they added to the numbers along when they leave the table. */
const counted = (records as readonly RecordKind[]).flatMap(({ kind, contribution }) => (contribution ? [kind] : []));

/**
 * Every change of the kinds in `shared/records.ts`. A large batch is cheap here: all its records that touch the same
 * counters become one addition, and the transactions hold 90 writes whatever the batch.
 */
export const trigger = defineStream({
  area: 'platform',
  name: 'changes',
  filters: [
    { dynamodb: { NewImage: { __edb_e__: { S: records.map(({ kind }) => kind) } } } },
    { eventName: ['REMOVE'], dynamodb: { OldImage: { __edb_e__: { S: counted } } } },
    pulseFilter,
  ],
  batchSize: 1_000,
  windowSeconds: 1,
  parallelizationFactor: 1,
  needs: {
    table: 'write',
    bus: true,
    sendsTo: [COUNTING_QUEUE, SEARCH_QUEUE, MARKS_QUEUE, DASHBOARD_QUEUE],
    quarantine: true,
  },
  timeoutSeconds: 120,
});
