import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { crud, putOf } from '../http/crud.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { ReplayAlertRule, RuleReplayJob } from '../alert-replay/replay.schema.ts';
import { MetricState } from '../metric-rule/metric-state.schema.ts';
import {
  AlertRule,
  AlertRuleDetail,
  AlertRuleFilter,
  CreateAlertRule,
  EditAlertRule,
  MuteAlertRule,
  RuleId,
} from './alert-rule.schema.ts';

const params = { ruleId: RuleId };
const path = '/api/crm/alert-rules';
const write = 'alerts:write';

const kind = {
  names: ['an alert rule', 'alert rules'],
  path,
  params,
  read: 'alerts:read',
  write,
  record: AlertRule,
  create: CreateAlertRule,
  edit: EditAlertRule,
  filter: AlertRuleFilter,
} as const;

const ofRecords = crud(kind);
/** A company has room for so many outside addresses. */
const problems = ['conflict'] as const;

export const alertRuleRoutes = defineRoutes('alert-rule', {
  ...ofRecords,
  get: { ...ofRecords.get, reply: { 200: AlertRuleDetail } },
  edit: { ...ofRecords.edit, problems },
  put: { ...putOf(kind), problems },
  replay: {
    method: 'POST',
    path: `${path}/replay`,
    summary: 'Try an alert rule on what has happened',
    description:
      'A job, whose result says which alerts the rule would have made in the last days, and whom they would have been told to. Nothing is stored as an alert, and nothing is sent. A rule on invitations (`response_rate`) is refused. 409 while two of these run.',
    permission: write,
    body: ReplayAlertRule,
    reply: { 202: RuleReplayJob },
    problems: ['conflict'],
  },
  states: {
    method: 'GET',
    path: `${path}/{ruleId}/states`,
    summary: 'List how the numbers of an alert rule stand',
    description: 'By key, since the rule watches what it watches now; none of a rule on feedback.',
    permission: 'alerts:read',
    params: z.object(params),
    query: z.strictObject(pageQuery),
    reply: { 200: pageOf(MetricState) },
  },
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
