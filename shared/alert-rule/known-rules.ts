import type { Context } from '../kernel/context.ts';
import { isThere } from '../kernel/store.ts';
import type { AlertRule } from './alert-rule.schema.ts';
import { alertRules } from './alert-rule.store.ts';

/** Whether a company has a rule. Apart from the verbs, which bring what signs the cursors of lists. */
export const isRule = async (ctx: Context, ruleId: string): Promise<boolean> =>
  isThere(ctx, await alertRules.find(ctx, ruleId as AlertRule['ruleId']));
