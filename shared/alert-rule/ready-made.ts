import type { Draft } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { changesOf, giveReadyMade as give } from '../match/rule-set.ts';
import { type AlertRule, CreateAlertRule } from './alert-rule.schema.ts';
import { alertRules, alertRuleSet } from './alert-rule.store.ts';
import { completed } from './metric-test.ts';

/** By these the words of {@link onRecords} are found in feedback of four languages. */
const words = 'lawyer refund cancel unsafe Anwalt kündig gefährlich abogado reembols rembours'.split(' ');

const roles = ['admin', 'manager'];
type ReadyMade = Omit<Draft<AlertRule>, 'ruleId'>;
const rule = (name: string, more: object): ReadyMade => {
  const given = CreateAlertRule.parse({ name, enabled: false, severity: 'warning', notify: { roles }, ...more });
  return completed({ ...given, epoch: 1 } as AlertRule);
};

/** The rules that every company has at first; it may change and delete them as any other. */
const onRecords = (): Record<string, ReadyMade> => ({
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

const onMetrics = (): Record<string, ReadyMade> => ({
  csat: rule('CSAT falls', {
    kind: 'metric',
    metric: 'csat_avg',
    scope: { all: true },
    test: { kind: 'control', direction: 'below' },
  }),
  volume: rule('Volume spike', { kind: 'metric', metric: 'volume', scope: { all: true }, test: { kind: 'spike' } }),
});

/** The ready-made rules in the parts in which companies were given them: who has had the first gets the second. */
const readyMade = [onRecords, onMetrics] as const;

/** Gives a company the ready-made rules that it has not been given yet. */
export const giveReadyMade = (ctx: Context): Promise<void> => give(ctx, alertRules, alertRuleSet, readyMade);

/** How often the rules of a company were changed, after it has been given what it gets. */
export const ruleChanges = (ctx: Context): Promise<number> =>
  changesOf(ctx, alertRuleSet, { parts: readyMade.length, give: giveReadyMade });
