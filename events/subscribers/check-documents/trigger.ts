import { INCOMING } from '../../../shared/document/folders.ts';
import { defineSubscriber } from '../../define.ts';

/** Checks files of documents that have come: S3 tells of them on the account's default bus. */
export const trigger = defineSubscriber({
  area: 'crm',
  name: 'check-documents',
  source: 'aws.s3',
  on: ['Object Created'],
  detail: { object: { key: [{ prefix: `${INCOMING}/` }] } },
  needs: { table: 'write', documents: 'write' },
  // A file of 50 MB is held as a whole, once as it came and once as it is kept.
  batchSize: 1,
  maxConcurrency: 10,
  memoryMb: 1_024,
  timeoutSeconds: 60,
  alarmAfterSeconds: 300,
});
