import { set } from '../kernel/change.ts';
import { type Context, systemContext } from '../kernel/context.ts';
import { deterministicId } from '../kernel/ids.ts';
import { Problem } from '../http/problem.ts';
import { CreateAlertRule } from './alert-rule.schema.ts';
import { alertRules, noteGiven, readRuleSet } from './alert-rule.store.ts';

/** By these the words of {@link readyMade} are found in feedback of four languages. */
const words = 'lawyer refund cancel unsafe Anwalt kündig gefährlich abogado reembols rembours'.split(' ');

const roles = ['admin', 'manager'];
const rule = (name: string, more: object): CreateAlertRule =>
  CreateAlertRule.parse({ name, enabled: false, severity: 'warning', notify: { roles }, ...more });

/** The rules that every company has at first; it may change and delete them as any other. */
const readyMade = (): Record<string, CreateAlertRule> => ({
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

/** They stand below what the company makes itself. */
const MADE_AT = new Date('2020-01-01T00:00:00.000Z');

/**
 * Gives a company the ready-made rules, once in its life. Their ids are known beforehand: of two that do so at once, or
 * of one that died over it and one that comes later, nobody makes a rule twice, nor again what was deleted since.
 */
export async function giveReadyMade(ctx: Context): Promise<void> {
  const own = systemContext(ctx.companyId, 'ready-made', { now: ctx.now, requestId: ctx.requestId });
  for (const [name, draft] of Object.entries(readyMade())) {
    const ruleId = deterministicId('alertRule', MADE_AT, `${ctx.companyId}#${name}`);
    // Also of a deleted one there is a row still; where that is gone, too, the rule set says that they were given.
    if (await alertRules.find(own, ruleId)) continue;
    try {
      await set(own, alertRules, ruleId, 'create', (before) => before ?? { ...draft, ruleId, epoch: 1 });
    } catch (error) {
      if (!isFull(error)) throw error;
    }
  }
  await noteGiven(own);
}

/** A company that has made as many rules as it may before it was given these has no need of them. */
const isFull = (error: unknown): boolean => error instanceof Problem && error.code === 'conflict';

/** The rule set of a company that has been given what it gets. */
export async function currentRuleSet(ctx: Context): Promise<{ changes: number }> {
  const before = await readRuleSet(ctx);
  if (before.given) return { changes: before.changes ?? 0 };
  await giveReadyMade(ctx);
  return { changes: (await readRuleSet(ctx)).changes ?? 0 };
}
