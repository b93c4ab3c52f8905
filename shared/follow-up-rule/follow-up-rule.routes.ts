import { FollowUpRuleReplayJob, ReplayFollowUpRule } from '../follow-up-replay/replay.schema.ts';
import { FollowUpRuleId } from '../follow-up/follow-up.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { crud, putOf } from '../http/crud.ts';
import { CreateFollowUpRule, EditFollowUpRule, FollowUpRule, FollowUpRuleFilter } from './follow-up-rule.schema.ts';

const path = '/api/crm/follow-up-rules';
const write = 'workflow:write';

const kind = {
  names: ['a follow-up rule', 'follow-up rules'],
  path,
  params: { ruleId: FollowUpRuleId },
  read: 'workflow:read',
  write,
  record: FollowUpRule,
  create: CreateFollowUpRule,
  edit: EditFollowUpRule,
  filter: FollowUpRuleFilter,
} as const;

export const followUpRuleRoutes = defineRoutes('follow-up-rule', {
  ...crud(kind),
  put: putOf(kind),
  replay: {
    method: 'POST',
    path: `${path}/replay`,
    summary: 'Try a follow-up rule on what has happened',
    description:
      'A job, whose result says how many follow-ups the rule would have opened in the last days, and to whom they would have been given. The other rules of the company stand beside it as they are today. No follow-up is opened. 409 while two of these run.',
    permission: write,
    body: ReplayFollowUpRule,
    reply: { 202: FollowUpRuleReplayJob },
    problems: ['conflict'],
  },
});
