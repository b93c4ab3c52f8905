import { beforeAll, expect, test, vi } from 'vitest';
import { dueAlerts } from '../alert/alert.due.ts';
import type { Alert } from '../alert/alert.schema.ts';
import { alerts } from '../alert/alert.store.ts';
import { replay } from '../alert-replay/replay.ts';
import { alertRuleReplay } from '../alert-replay/replay.job.ts';
import { ReplayAlertRule, RuleReplay } from '../alert-replay/replay.schema.ts';
import { alertRuleSet } from '../alert-rule/alert-rule.store.ts';
import type { MetricRule } from '../alert-rule/metric-test.ts';
import { EditFeedback } from '../feedback/feedback.requests.schema.ts';
import { correct, edit, exclude, include } from '../feedback/feedback.ts';
import { stored } from '../feedback/testing/given.ts';
import { dispatch } from '../kernel/due.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { idMonth } from '../kernel/ids.ts';
import { systemDb } from '../kernel/table.ts';
import { dueMarks } from '../metric-rule/due-marks.ts';
import { markMoved } from '../metric-rule/marking.ts';
import { aMetricRule } from '../metric-rule/testing/given.ts';
import type { Countable } from '../metrics/contribution.ts';
import { countedFeedback } from '../metrics/feedback.counted.ts';
import { applyChanges, tableStore } from '../metrics/rollup.ts';
import { oneOf, randomOf } from '../testing/random.ts';
import { aWorldOf } from '../replay/testing/world.ts';
import { ownTable } from '../testing/own-table.ts';
import { useQueues } from '../testing/queues.ts';

useQueues();
beforeAll(() => ownTable());

const MINUTE = 60_000;
const SLOT = 5 * MINUTE;
const HOUR = 60 * MINUTE;
const zone = { timeZone: 'UTC', dayBoundary: '00:00' };
const untold = async () => {
  throw new Error('nobody is told');
};

/** A company whose records are counted as they change, and whose marks are looked at when their slots end. */
async function aWorld() {
  const world = aWorldOf(async (ctx, _, { feedbackId }) => {
    const record = await stored(ctx, feedbackId);
    const page = feedbackId;
    const countable = { ...record, ledgerPage: page, excluded: record.excluded } as unknown as Countable;
    const change = { id: feedbackId, month: idMonth(feedbackId), page, revision: record.revision, record: countable };
    await applyChanges(
      tableStore(ctx, countedFeedback, () => Promise.resolve(zone)),
      [change],
      { announce: (rows) => markMoved(ctx, rows, zone) },
    );
  });
  const { context, clock, after } = world;
  await alertRuleSet.noteGiven(context(), 9);
  const tick = () =>
    dispatch([dueAlerts(untold), dueMarks(untold as never)], {
      systemDb: systemDb(),
      now: clock,
      deadline: new Date(Date.now() + 60_000),
    });
  return {
    ...world,
    /** Time passes; each slot that ends is looked at as it does. */
    async pass(ms: number): Promise<void> {
      const end = clock().getTime() + ms;
      for (let at = Math.ceil((clock().getTime() + 1) / SLOT) * SLOT; at <= end; at += SLOT) {
        after(at - clock().getTime());
        await tick();
      }
      after(end - clock().getTime());
    },
    /** A bad or a good day passes without anybody looking. */
    rate: (value: number, more: object = {}): Promise<Id<'feedback'>> =>
      world.submit({ scores: [{ metric: 'csat', value, scaleMin: 1, scaleMax: 5 }], ...more }),
    async live({ ruleId }: MetricRule): Promise<Alert[]> {
      return (await alerts.every(context())).filter((alert) => alert.ruleId === ruleId);
    },
    async replayed(body: object): Promise<RuleReplay> {
      const { jobId } = await replay(context(), { body: ReplayAlertRule.parse({ days: 1, ...body }) });
      return RuleReplay.parse(await world.resultOf(alertRuleReplay, jobId));
    },
  };
}

const lines = (all: readonly Pick<Alert, 'key' | 'severity' | 'openedAt' | 'count' | 'reason' | 'subject'>[]) =>
  all
    .map(({ key, severity, openedAt, count, reason, subject: { metric } }) =>
      [key, severity, Math.floor(Date.parse(openedAt) / SLOT), count, reason, metric?.value, metric?.n].join(' '),
    )
    .toSorted();

test('60 random changes of stored records, counted live, then replayed: the same list, in many parts, too, and of an equal unsaved rule', async () => {
  const world = await aWorld();
  const today = { dimension: 'team', each: true } as const;
  const below = { kind: 'threshold', direction: 'below' } as const;
  const rules = [
    await aMetricRule(world.context(), { scope: today, minSample: 2, test: { ...below, warning: 60, critical: 40 } }),
    await aMetricRule(world.context(), { minSample: 10, test: { ...below, window: '7d', warning: 80, critical: 60 } }),
  ];
  world.after(MINUTE);
  const random = randomOf(5);
  const ids: Id<'feedback'>[] = [];
  for (let index = 0; index < 12; index++) ids.push(await world.rate(5));
  // The stretch that is replayed begins after these, and some of them are changed in it.
  await world.pass(10 * MINUTE);
  world.after(16 * HOUR);
  for (let index = 0; index < 60; index++) {
    await world.pass(random() * 6 * MINUTE);
    const feedbackId = oneOf(random, ids) as Id<'feedback'>;
    const teamId = oneOf(random, ['team-1', 'team-2']);
    if (random() < 0.4)
      ids.push(await world.rate(oneOf(random, index < 40 ? [1, 2, 5] : [5]), { snapshot: { agentId: 'a', teamId } }));
    else
      await oneOf<() => Promise<void>>(random, [
        () => world.analyse(feedbackId, { status: 'done', sentiment: 'negative' }),
        () => world.change(feedbackId, (ctx) => correct(ctx, { feedbackId, correction: { sentiment: 'neutral' } })),
        () =>
          world.change(feedbackId, (ctx) =>
            edit(ctx, { feedbackId, edit: EditFeedback.parse({ category: oneOf(random, ['app', 'billing']) }) }),
          ),
        () => world.change(feedbackId, (ctx) => exclude(ctx, { feedbackId, reason: 'test' })),
        () => world.change(feedbackId, (ctx) => include(ctx, { feedbackId })),
      ])();
  }
  await world.pass(15 * MINUTE);
  for (const rule of rules) {
    const { ruleId, metric, scope, test: tested, minSample, name } = rule;
    const live = await world.live(rule);
    const saved = await world.replayed({ ruleId });
    expect(lines(saved.alerts)).toEqual(lines(live));
    expect(live.length).toBeGreaterThan(0);
    expect(saved.approximate).toEqual([]);
    const unsaved = { rule: { name, kind: 'metric', metric, scope, test: tested, minSample } };
    let part = Date.now();
    const slow = vi.spyOn(Date, 'now').mockImplementation(() => (part += 10_000));
    const again = await world.replayed(unsaved);
    slow.mockRestore();
    expect(JSON.stringify(again)).toBe(JSON.stringify(saved));
  }
}, 180_000);

test('a number that nobody has told of in 90 days sets nothing off', async () => {
  const world = await aWorld();
  const rule = {
    name: 'One',
    kind: 'metric',
    metric: 'csat_pct',
    scope: { all: true },
    test: { kind: 'control' },
  };
  const { alerts: found, perKey, notices, approximate } = await world.replayed({ rule, days: 90 });
  expect({ found, perKey, notices, approximate }).toEqual({
    found: [],
    perKey: [],
    notices: {},
    approximate: ['journal_short'],
  });
});
