import { acknowledge, assign, bulk, comment, get, list, resolve, snooze } from '../../shared/alert/alert.ts';
import { alertRoutes } from '../../shared/alert/alert.routes.ts';
import * as rules from '../../shared/alert-rule/alert-rule.ts';
import { alertRuleRoutes } from '../../shared/alert-rule/alert-rule.routes.ts';
import { replay } from '../../shared/alert-replay/replay.ts';
import { states } from '../../shared/metric-rule/metric-states.ts';
import { maskLists } from '../../shared/analysis/masking.ts';
import { bind, serveAll } from '../../shared/http/serve.ts';

const { create, edit, mute, put, remove } = rules;

export const handler = serveAll(
  bind(alertRoutes, { list, get, acknowledge, resolve, snooze, assign, comment, bulk }, { masking: maskLists }),
  bind(alertRuleRoutes, { list: rules.list, create, get: rules.get, edit, put, remove, mute, replay, states }),
);
