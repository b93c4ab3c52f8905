import type { Context } from '../kernel/context.ts';
import { cachedRules } from '../match/rule-set.ts';
import type { AlertRule } from './alert-rule.schema.ts';
import { alertRules } from './alert-rule.store.ts';
import { ruleChanges } from './ready-made.ts';

const enabledRules = async (ctx: Context): Promise<AlertRule[]> =>
  (await alertRules.every(ctx)).filter(({ enabled }) => enabled);

/** The rules of a company that are switched on, muted ones too, as they were at most 20 seconds ago. */
export const rulesFor = cachedRules(ruleChanges, enabledRules);
