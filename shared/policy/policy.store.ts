import { defineStore } from '../kernel/store.ts';
import { companyPrefix } from '../kernel/table.ts';
import { takenRows } from '../kernel/taken-rows.ts';
import { Policy } from './policy.schema.ts';

export const policies = defineStore('policy', Policy, {
  id: 'policyId',
  key: { pk: () => 'pol', sk: ({ policyId }) => policyId },
  indexes: {},
  atMost: { records: 100, called: 'versions of the policy' },
  // Of two at once that are called the same, one is refused.
  beside: ({ companyId }, { policyId, policyVersion }, before) =>
    before ? [] : takenRows({ policyId }, [{ pk: `${companyPrefix(companyId)}pol-versions`, sk: policyVersion }], []),
});
