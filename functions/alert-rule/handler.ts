import { alertRuleRoutes } from '../../shared/alert-rule/alert-rule.routes.ts';
import { create, edit, get, list, mute, remove } from '../../shared/alert-rule/alert-rule.ts';
import { serve } from '../../shared/http/serve.ts';

export const handler = serve(alertRuleRoutes, { list, create, get, edit, remove, mute });
