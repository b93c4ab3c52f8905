import { FollowUpRuleId } from '../follow-up/follow-up.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { crud } from '../http/crud.ts';
import { CreateFollowUpRule, EditFollowUpRule, FollowUpRule, FollowUpRuleFilter } from './follow-up-rule.schema.ts';

export const followUpRuleRoutes = defineRoutes(
  'follow-up-rule',
  crud({
    names: ['a follow-up rule', 'follow-up rules'],
    path: '/api/crm/follow-up-rules',
    params: { ruleId: FollowUpRuleId },
    read: 'workflow:read',
    write: 'workflow:write',
    record: FollowUpRule,
    create: CreateFollowUpRule,
    edit: EditFollowUpRule,
    filter: FollowUpRuleFilter,
  }),
);
