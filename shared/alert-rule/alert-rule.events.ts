import { defineEvents } from '../kernel/events.ts';
import { AlertRule } from './alert-rule.schema.ts';

export const alertRuleEvents = defineEvents('alertRule', AlertRule, {
  id: 'ruleId',
  readBy: 'alerts:read',
  actions: {
    create: ['AlertRuleCreated', 'An alert rule was made, by somebody or because every company has it at first.'],
    edit: ['AlertRuleChanged', 'Somebody changed an alert rule; `changedKeys` tells which fields.'],
    mute: ['AlertRuleMuted', 'An alert rule was muted until `mutedUntil`, or is heard again.'],
    delete: ['AlertRuleDeleted', 'An alert rule was deleted.'],
  },
  silent: ['count'],
  facts: ['kind', 'enabled', 'severity', 'groupBy', 'ownerId', 'mutedUntil', 'epoch'],
});
