import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { crud } from '../http/crud.ts';
import {
  AlertRule,
  AlertRuleFilter,
  CreateAlertRule,
  EditAlertRule,
  MuteAlertRule,
  RuleId,
} from './alert-rule.schema.ts';

const params = { ruleId: RuleId };
const path = '/api/crm/alert-rules';
const write = 'alerts:write';

export const alertRuleRoutes = defineRoutes('alert-rule', {
  ...crud({
    names: ['an alert rule', 'alert rules'],
    path,
    params,
    read: 'alerts:read',
    write,
    record: AlertRule,
    create: CreateAlertRule,
    edit: EditAlertRule,
    filter: AlertRuleFilter,
  }),
  mute: {
    method: 'POST',
    path: `${path}/{ruleId}/mute`,
    summary: 'Mute an alert rule',
    description: 'What it finds until then waits, and opens afterwards if it still stands.',
    permission: write,
    params: z.object(params),
    body: MuteAlertRule,
    reply: { 200: AlertRule },
  },
});
