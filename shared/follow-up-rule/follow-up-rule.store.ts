import { defineStore } from '../kernel/store.ts';
import { ruleSetRow } from '../match/rule-set.ts';
import { FollowUpRule } from './follow-up-rule.schema.ts';

export const followUpRuleSet = ruleSetRow('follow-up-rule-set');

export const followUpRules = defineStore('followUpRule', FollowUpRule, {
  id: 'ruleId',
  key: { pk: () => 'fur', sk: ({ ruleId }) => ruleId },
  indexes: {},
  atMost: { records: 50, called: 'follow-up rules' },
  beside: (ctx) => [followUpRuleSet.changed(ctx)],
});
