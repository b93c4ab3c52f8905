import type { Context } from '../kernel/context.ts';
import { changesOf, giveReadyMade } from '../match/rule-set.ts';
import { CreateFollowUpRule } from './follow-up-rule.schema.ts';
import { followUpRules, followUpRuleSet } from './follow-up-rule.store.ts';

/** Below the 7 of a passive, on a scale that may have decimals (`metrics/readings.ts`). */
const HIGHEST_DETRACTOR = 6.9;

/** The rules that every company has at first; it may change and delete them as any other. */
const readyMade = (): Record<string, CreateFollowUpRule> => ({
  urgent: CreateFollowUpRule.parse({
    name: 'Critical or high',
    order: 100,
    match: { all: {}, any: [{ urgency: 'critical' }, { urgency: 'high' }] },
  }),
  detractor: CreateFollowUpRule.parse({
    name: 'Detractor with text',
    enabled: false,
    order: 200,
    match: { all: { scoreMetric: 'nps', scoreMax: HIGHEST_DETRACTOR, hasText: true } },
  }),
});

/** How often the rules of a company were changed, after it has been given what it gets. */
export const ruleChanges = (ctx: Context): Promise<number> =>
  changesOf(ctx, followUpRuleSet, {
    parts: 1,
    give: (own) => giveReadyMade(own, followUpRules, followUpRuleSet, [readyMade]),
  });
