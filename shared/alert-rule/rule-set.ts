import type { Context } from '../kernel/context.ts';
import type { AlertRule } from './alert-rule.schema.ts';
import { alertRules } from './alert-rule.store.ts';
import { currentRuleSet } from './ready-made.ts';

/** A rule that was saved is in force 30 seconds later; the rest is for a batch of events that is under way. */
const FRESH_MS = 20_000;
const MOST_COMPANIES = 1_000;

type Cached = { until: number; changes: number; rules: Promise<readonly AlertRule[]> };
const cache = new Map<string, Cached>();

/**
 * The rules of a company that are switched on, muted ones too. They stay in the process; every 20 seconds one row says
 * whether any was changed, and only then they are read again.
 */
export async function rulesFor(ctx: Context): Promise<readonly AlertRule[]> {
  const now = ctx.now.getTime();
  const cached = cache.get(ctx.companyId);
  if (cached && now < cached.until) return cached.rules;
  // Before the rules: a change in between makes them be read once more.
  const { changes } = await currentRuleSet(ctx);
  if (cache.size > MOST_COMPANIES) cache.clear();
  const rules = cached?.changes === changes ? cached.rules : enabledRules(ctx);
  cache.set(ctx.companyId, { until: now + FRESH_MS, changes, rules });
  rules.catch(() => cache.delete(ctx.companyId));
  return rules;
}

const enabledRules = async (ctx: Context): Promise<AlertRule[]> =>
  (await alertRules.every(ctx)).filter(({ enabled }) => enabled);
