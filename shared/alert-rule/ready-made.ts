import type { Context } from '../kernel/context.ts';
import { changesOf, giveReadyMade as give } from '../match/rule-set.ts';
import { CreateAlertRule } from './alert-rule.schema.ts';
import { alertRules, alertRuleSet } from './alert-rule.store.ts';

/** By these the words of {@link readyMade} are found in feedback of four languages. */
const words = 'lawyer refund cancel unsafe Anwalt kündig gefährlich abogado reembols rembours'.split(' ');

const roles = ['admin', 'manager'];
const rule = (name: string, more: object) => ({
  ...CreateAlertRule.parse({ name, enabled: false, severity: 'warning', notify: { roles }, ...more }),
  epoch: 1,
});

/** The rules that every company has at first; it may change and delete them as any other. */
const readyMade = (): Record<string, CreateAlertRule & { epoch: number }> => ({
  critical: rule('Critical message', { enabled: true, severity: 'critical', match: { all: { urgency: 'critical' } } }),
  unhappy: rule('Very unhappy customer', {
    enabled: true,
    match: {
      all: { hasText: true },
      any: [
        { scoreMetric: 'csat', scoreMax: 2 },
        { scoreMetric: 'nps', scoreMax: 3 },
      ],
    },
  }),
  top: rule('Top tier unhappy', {
    match: { all: { sentiment: 'negative' }, any: ['gold', 'platinum', 'enterprise'].map((tier) => ({ tier })) },
  }),
  anger: rule('Anger or fear', { match: { all: {}, any: [{ emotion: 'anger' }, { emotion: 'fear' }] } }),
  words: rule('Word list', { match: { all: {}, any: words.map((q) => ({ q })) } }),
  press: rule('Legal or press', {
    match: { all: {}, any: ['legal', 'press'].flatMap((name) => [{ tag: name }, { category: name }]) },
  }),
});

/** Gives a company the ready-made rules, once in its life. */
export const giveReadyMade = (ctx: Context): Promise<void> => give(ctx, alertRules, alertRuleSet, readyMade());

/** How often the rules of a company were changed, after it has been given what it gets. */
export const ruleChanges = (ctx: Context): Promise<number> => changesOf(ctx, alertRuleSet, giveReadyMade);
