import { defineStore } from '../kernel/store.ts';
import { ruleSetRow } from '../match/rule-set.ts';
import { AlertRule } from './alert-rule.schema.ts';

export const alertRuleSet = ruleSetRow('alert-rule-set');

export const alertRules = defineStore('alertRule', AlertRule, {
  id: 'ruleId',
  key: { pk: () => 'thr', sk: ({ ruleId }) => ruleId },
  indexes: {},
  atMost: { records: 100, called: 'alert rules' },
  beside: (ctx) => [alertRuleSet.changed(ctx)],
});
