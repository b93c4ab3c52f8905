import { defineEvents } from '../kernel/events.ts';
import { FollowUpRule } from './follow-up-rule.schema.ts';

export const followUpRuleEvents = defineEvents('followUpRule', FollowUpRule, {
  id: 'ruleId',
  readBy: 'workflow:read',
  actions: {
    create: ['FollowUpRuleCreated', 'A follow-up rule was made, by somebody or because every company has it at first.'],
    edit: ['FollowUpRuleChanged', 'Somebody changed a follow-up rule; `changedKeys` tells which fields.'],
    delete: ['FollowUpRuleDeleted', 'A follow-up rule was deleted. What it has opened stays.'],
  },
  facts: ['enabled', 'order', 'urgencyFrom', 'urgency', 'calendarId'],
});
