import { defineStore } from '../kernel/store.ts';
import { ruleSetRow } from '../match/rule-set.ts';
import { AlertRule } from './alert-rule.schema.ts';

export const alertRuleSet = ruleSetRow('alert-rule-set');

export const alertRules = defineStore('alertRule', AlertRule, {
  id: 'ruleId',
  key: { pk: () => 'thr', sk: ({ ruleId }) => ruleId },
  indexes: {},
  atMost: { records: 100, called: 'alert rules' },
  beside: (ctx, after, before) => [alertRuleSet.changed(ctx, Number(isOnMetric(after)) - Number(isOnMetric(before)))],
});

const isOnMetric = (rule: (Pick<AlertRule, 'kind' | 'enabled'> & { deletedAt?: string }) | undefined): boolean =>
  rule?.kind === 'metric' && rule.enabled && rule.deletedAt === undefined;
