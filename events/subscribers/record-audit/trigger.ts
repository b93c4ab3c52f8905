import { records } from '../../../shared/records.ts';
import { defineSubscriber } from '../../define.ts';

/**
 * Notes every change of a record in the audit trail. Two at a time and many entries in one write, so that the changes of
 * an import leave the table to everybody else.
 */
export const trigger = defineSubscriber({
  area: 'platform',
  name: 'record-audit',
  on: records.flatMap(({ audit }) => audit),
  needs: { table: 'write' },
  batchSize: 50,
  maxConcurrency: 2,
});
