import { ANALYSIS_QUEUE } from '../../../shared/analysis/lanes.ts';
import { pulseFilter } from '../../../shared/kernel/readers.ts';
import { defineStream } from '../../define.ts';

/** Every change of a record that waits for its analysis. The work per change is a few attributes, so batches are large. */
export const trigger = defineStream({
  area: 'voice',
  name: 'analysis',
  filters: [
    { dynamodb: { NewImage: { __edb_e__: { S: ['feedback'] }, analysisStatus: { S: ['pending'] } } } },
    pulseFilter,
  ],
  batchSize: 1_000,
  windowSeconds: 1,
  parallelizationFactor: 2,
  needs: { table: 'write', sendsTo: [ANALYSIS_QUEUE], quarantine: true },
  timeoutSeconds: 30,
});
