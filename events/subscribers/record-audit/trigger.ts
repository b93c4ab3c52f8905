import { records } from '../../../shared/records.ts';
import { defineSubscriber } from '../../define.ts';

/** Notes every change of a record in the audit trail. */
export const trigger = defineSubscriber({
  area: 'platform',
  name: 'record-audit',
  on: records.flatMap(({ audit }) => audit),
  needs: { table: 'write' },
});
