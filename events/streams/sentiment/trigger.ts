import { defineStream } from '../../define.ts';

export const trigger = defineStream({
  name: 'sentiment',
  filters: [{ dynamodb: { NewImage: { __edb_e__: { S: ['feedback'] }, analysisStatus: { S: ['pending'] } } } }],
  batchSize: 100,
  windowSeconds: 2,
  needs: { table: 'write', comprehend: true, quarantine: true },
  timeoutSeconds: 120,
});
