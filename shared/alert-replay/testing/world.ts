import { dueAlerts } from '../../alert/alert.due.ts';
import type { Alert } from '../../alert/alert.schema.ts';
import { alerts } from '../../alert/alert.store.ts';
import { watch } from '../../alert/watch.ts';
import { alertRuleEvents } from '../../alert-rule/alert-rule.events.ts';
import { type AlertRule, CreateAlertRule } from '../../alert-rule/alert-rule.schema.ts';
import { alertRules, alertRuleSet } from '../../alert-rule/alert-rule.store.ts';
import { create } from '../../alert-rule/alert-rule.ts';
import { keep } from '../../journal/journal.ts';
import type { Context } from '../../kernel/context.ts';
import { dispatch } from '../../kernel/due.ts';
import { systemDb } from '../../kernel/table.ts';
import { aWorldOf } from '../../replay/testing/world.ts';
import { replay } from '../replay.ts';
import { alertRuleReplay } from '../replay.job.ts';
import { ReplayAlertRule, RuleReplay } from '../replay.schema.ts';

/** A company on a clock of its own, whose rules see every change as it happens and whose journal keeps it. */
export async function aWorld(start?: string) {
  const untold = () => {
    throw new Error('nobody is told');
  };
  const world = aWorldOf((ctx, type, event) => watch(ctx, type, event, untold), start);
  const { context, clock } = world;

  // No ready-made rules.
  await alertRuleSet.noteGiven(context(), 9);

  return {
    ...world,
    /** What is due happens, as the schedule of each minute does it. */
    tick: () =>
      dispatch([dueAlerts(async () => undefined)], {
        systemDb: systemDb(),
        now: clock,
        deadline: new Date(Date.now() + 60_000),
      }),
    async rule(more: object = {}): Promise<AlertRule> {
      const body = { name: 'One', severity: 'critical', match: { all: { category: 'billing' } }, ...more };
      return create(context(), { body: CreateAlertRule.parse(body) });
    },
    /** A change of a rule. */
    async changeRule({ ruleId }: AlertRule, act: (ctx: Context) => Promise<unknown>): Promise<void> {
      const before = await alertRules.find(context(), ruleId);
      await act(context());
      const after = await alertRules.find(context(), ruleId);
      await keep(context(), alertRuleEvents.eventsOf({ before, after }), new Date(clock().getTime() + 1_000));
    },
    /** What became of a rule live, in the order in which its alerts opened. */
    async live({ ruleId }: AlertRule): Promise<Alert[]> {
      const all = await alerts.every(context());
      return all
        .filter((alert) => alert.ruleId === ruleId)
        .toSorted((one, other) => (one.openedAt < other.openedAt ? -1 : 1));
    },
    /** What a replay says. */
    async replayed(body: object): Promise<RuleReplay> {
      const { jobId } = await replay(context(), { body: ReplayAlertRule.parse({ days: 90, ...body }) });
      return RuleReplay.parse(await world.resultOf(alertRuleReplay, jobId));
    },
  };
}
