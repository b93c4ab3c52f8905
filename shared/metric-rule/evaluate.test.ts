import { describe, expect, test } from 'vitest';
import { alerts } from '../alert/alert.store.ts';
import { resolve } from '../alert/alert.ts';
import { again } from '../feedback/testing/given.ts';
import { PutCalendar } from '../calendar/calendar.schema.ts';
import { put as putCalendar } from '../calendar/calendar.ts';
import { addDays } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { aContext } from '../testing/context.ts';
import { unitsOf } from '../testing/units.ts';
import { watchTable } from '../testing/watch-table.ts';
import type { MetricRule } from '../alert-rule/metric-test.ts';
import { evaluate } from './evaluate.ts';
import { states } from './metric-states.ts';
import { slotOf } from './periods.ts';
import { aMetricRule, countedBefore, countedDay, satisfied } from './testing/given.ts';

const zone = { timeZone: 'UTC', dayBoundary: '00:00' };
const NOON = new Date('2026-11-20T12:00:00.000Z');
const TODAY = '2026-11-20';
const YESTERDAY = '2026-11-19';
const later = (ctx: Context, minutes: number): Context => ({
  ...again(ctx),
  now: new Date(NOON.getTime() + minutes * 60_000),
});
const FIVE = 5;

/** Evaluates a rule at the end of the slot of so many minutes after noon, or of the last complete day. */
const look = (ctx: Context, rule: MetricRule, { minutes = 0, key = 'all', day = TODAY } = {}) => {
  const own = later(ctx, minutes + FIVE);
  return evaluate(own, rule, { key, slot: slotOf(rule.test, day, new Date(NOON.getTime() + minutes * 60_000)) }, zone);
};
const alertsOf = (ctx: Context) => alerts.every(ctx);

describe('a number beyond its threshold', () => {
  test('opens an alert that says everything, and ends it after two slots that are well', async () => {
    const ctx = aContext();
    const rule = await aMetricRule(ctx);
    await countedDay(ctx, satisfied(70, 100), { day: TODAY });
    expect((await look(ctx, rule)).steps).toMatchObject([{ step: 'opened' }]);
    expect(await alertsOf(ctx)).toMatchObject([
      {
        key: 'all',
        severity: 'critical',
        status: 'open',
        source: 'feedback',
        openedAt: '2026-11-20T12:05:00.000Z',
        subject: {
          feedbackIds: [],
          metric: { metric: 'csat_pct', value: 70, n: 100, limits: { warning: 85, critical: 75 }, window: TODAY },
        },
      },
    ]);
    await countedDay(ctx, satisfied(90, 100), { day: TODAY });
    expect(await look(ctx, rule, { minutes: 5 })).toMatchObject({ needsMore: true, alerted: true });
    expect(await alertsOf(ctx)).toMatchObject([{ status: 'open' }]);
    await look(ctx, rule, { minutes: 10 });
    expect(await alertsOf(ctx)).toMatchObject([{ status: 'auto_resolved', reason: 'recovered' }]);
  });

  test('rises from warning to critical, which is told once more, and never falls', async () => {
    const ctx = aContext();
    const rule = await aMetricRule(ctx);
    const steps: string[] = [];
    for (const [index, x] of [80, 70, 80, 70].entries()) {
      await countedDay(ctx, satisfied(x, 100), { day: TODAY });
      steps.push(...(await look(ctx, rule, { minutes: index * FIVE })).steps.map(({ step }) => step));
    }
    expect(steps).toEqual(['opened', 'raised-critical']);
    expect(await alertsOf(ctx)).toMatchObject([{ severity: 'critical', count: 4 }]);
  });

  test('mails nothing more while it stays, nor when somebody has resolved it meanwhile', async () => {
    const ctx = aContext();
    const rule = await aMetricRule(ctx);
    await countedDay(ctx, satisfied(70, 100), { day: TODAY });
    const [step] = (await look(ctx, rule)).steps;
    if (step) await resolve(again(ctx), { alertId: step.alert.alertId, body: { resolution: 'known' } });
    for (const minutes of [5, 60, 120]) expect((await look(ctx, rule, { minutes })).steps).toEqual([]);
    expect(await alertsOf(ctx)).toHaveLength(1);
  });

  test('is told again to whoever comes after one that died before the mail, and writes nothing', async () => {
    const ctx = aContext();
    const rule = await aMetricRule(ctx);
    await countedDay(ctx, satisfied(70, 100), { day: TODAY });
    const first = await look(ctx, rule);
    const { result, items } = await watchTable(() => look(ctx, rule));
    expect(result.steps).toEqual(first.steps);
    expect(items).toEqual([]);
  });

  test('waits for as many slots as the rule says, also where nothing changes in them', async () => {
    const ctx = aContext();
    const rule = await aMetricRule(ctx, { consecutive: 3 });
    await countedDay(ctx, satisfied(80, 100), { day: TODAY });
    expect(await look(ctx, rule)).toMatchObject({ steps: [], needsMore: true });
    expect(await look(ctx, rule, { minutes: 5 })).toMatchObject({ steps: [], needsMore: true });
    expect((await look(ctx, rule, { minutes: 10 })).steps).toMatchObject([{ step: 'opened' }]);
  });

  test('with n = 29 neither opens nor ends an alert', async () => {
    const ctx = aContext();
    const rule = await aMetricRule(ctx);
    await countedDay(ctx, satisfied(0, 29), { day: TODAY });
    await look(ctx, rule);
    expect(await alertsOf(ctx)).toEqual([]);
    expect((await states(ctx, { ruleId: rule.ruleId, limit: 10 })).items).toMatchObject([
      { key: 'all', state: 'INSUFFICIENT', n: 29, streak: 0 },
    ]);
  });

  test('has a state of its own for each key', async () => {
    const ctx = aContext();
    const rule = await aMetricRule(ctx, { scope: { dimension: 'team', each: true } });
    await countedDay(ctx, satisfied(70, 100), { day: TODAY, dimension: 'team', key: 'team-1' });
    await countedDay(ctx, satisfied(90, 100), { day: TODAY, dimension: 'team', key: 'Équipe 2' });
    for (const key of ['team-1', 'Équipe 2']) await look(ctx, rule, { key });
    const page = await states(later(ctx, FIVE), { ruleId: rule.ruleId, limit: 1 });
    const rest = await states(later(ctx, FIVE), { ruleId: rule.ruleId, limit: 5, cursor: String(page.nextCursor) });
    expect([...page.items, ...rest.items]).toMatchObject([
      { key: 'team-1', state: 'CRITICAL', value: 70, n: 100, streak: 2 },
      { key: 'Équipe 2', state: 'OK', value: 90 },
    ]);
    expect(await alertsOf(ctx)).toMatchObject([{ key: 'team-1' }]);
  });

  test('of seven days is that of today and the six days before', async () => {
    const ctx = aContext();
    const test = { kind: 'threshold', window: '7d', direction: 'below', warning: 85 };
    const rule = await aMetricRule(ctx, { test });
    await countedBefore(ctx, TODAY, 6, () => satisfied(10, 10));
    await countedDay(ctx, satisfied(0, 999), { day: addDays(TODAY, -7) });
    await countedDay(ctx, satisfied(0, 12), { day: TODAY });
    await look(ctx, rule);
    expect(await alertsOf(ctx)).toMatchObject([
      { severity: 'warning', subject: { metric: { n: 72, value: 6_000 / 72, window: '2026-11-14/2026-11-20' } } },
    ]);
  });
});

test('what chance never does is told all the same', async () => {
  const ctx = aContext();
  const rule = await aMetricRule(ctx, { metric: 'volume', test: { kind: 'spike' } });
  await countedBefore(ctx, TODAY, 56, () => ({ volume: 10 }));
  await countedDay(ctx, { volume: 1_000_000 }, { day: TODAY });
  await look(ctx, rule);
  const [alert] = await alertsOf(ctx);
  expect(alert).toMatchObject({ severity: 'critical', subject: { metric: { p: 1e-100, n: 1_000_000 } } });
  expect(alert?.subject.metric?.sentence).toBe(
    'Volume 1000000; usually 10 on this weekday (8 weeks); as high by chance less than once in a million days',
  );
});

test('a spike is measured by weeks without public holidays of the default calendar', async () => {
  const ctx = aContext();
  const rule = await aMetricRule(ctx, { metric: 'volume', test: { kind: 'spike' } });
  const closed = [addDays(TODAY, -14), addDays(TODAY, -35)];
  const body = PutCalendar.parse({
    timeZone: 'UTC',
    weekly: [{ day: 'monday', start: '09:00', end: '17:00' }],
    exceptions: [
      ...closed.map((date) => ({ date })),
      { date: addDays(TODAY, -7), intervals: [{ start: '09:00', end: '12:00' }] },
    ],
  });
  await putCalendar(again(ctx), { calendarId: 'default', body });
  await countedBefore(ctx, TODAY, 56, (ago) => ({ volume: ago === 14 || ago === 35 ? 900 : 10 }));
  await countedDay(ctx, { volume: 40 }, { day: TODAY });
  await look(ctx, rule);
  expect(await alertsOf(ctx)).toMatchObject([{ subject: { metric: { baseline: { value: 10, n: 6 } } } }]);
});

describe('two evaluators at once', () => {
  test('→ one alert, and both are given the step that people are told once', async () => {
    for (let round = 0; round < 5; round++) {
      const ctx = aContext();
      const rule = await aMetricRule(ctx);
      await countedDay(ctx, satisfied(70, 100), { day: TODAY });
      const both = await Promise.all([look(ctx, rule), look(ctx, rule), look(ctx, rule)]);
      expect(await alertsOf(ctx)).toMatchObject([{ count: 1 }]);
      const ids = both.flatMap(({ steps }) => steps.map(({ alert, step }) => `${alert.alertId} ${step}`));
      expect(new Set(ids).size).toBe(1);
    }
  });

  test('of a recovery → it ends once', async () => {
    const ctx = aContext();
    const rule = await aMetricRule(ctx, { recoverAfter: 1 });
    await countedDay(ctx, satisfied(70, 100), { day: TODAY });
    await look(ctx, rule);
    await countedDay(ctx, satisfied(90, 100), { day: TODAY });
    await Promise.all([look(ctx, rule, { minutes: 5 }), look(ctx, rule, { minutes: 5 })]);
    expect(await alertsOf(ctx)).toMatchObject([{ status: 'auto_resolved', reason: 'recovered' }]);
  });
});

describe('a complete day', () => {
  const control = { test: { kind: 'control', direction: 'below' } };

  test('that is unlikely under the 56 days before opens an alert when it is over', async () => {
    const ctx = aContext();
    const rule = await aMetricRule(ctx, control);
    await countedBefore(ctx, YESTERDAY, 50, () => satisfied(8, 10));
    await countedDay(ctx, satisfied(0, 5), { day: YESTERDAY });
    expect((await look(ctx, rule, { day: YESTERDAY })).steps).toMatchObject([
      { step: 'opened', alert: { severity: 'warning', subject: { metric: { baseline: { value: 80, n: 500 } } } } },
    ]);
  });

  test('before yesterday never opens an alert, however late its numbers, nor one that is not over', async () => {
    const ctx = aContext();
    const rule = await aMetricRule(ctx, control);
    await countedBefore(ctx, TODAY, 60, (ago) => (ago === 2 ? satisfied(0, 50) : satisfied(8, 10)));
    await countedDay(ctx, satisfied(0, 50), { day: TODAY });
    for (const day of [addDays(TODAY, -2), TODAY]) expect((await look(ctx, rule, { day })).steps).toEqual([]);
    expect(await alertsOf(ctx)).toEqual([]);
  });

  test('is one step, however often it is looked at', async () => {
    const ctx = aContext();
    const rule = await aMetricRule(ctx, { ...control, consecutive: 2 });
    await countedBefore(ctx, YESTERDAY, 50, () => satisfied(8, 10));
    await countedDay(ctx, satisfied(0, 5), { day: YESTERDAY });
    for (let round = 0; round < 3; round++) await look(ctx, rule, { day: YESTERDAY, minutes: round * FIVE });
    expect(await alertsOf(ctx)).toEqual([]);
    await countedDay(ctx, satisfied(0, 5), { day: TODAY });
    await look(ctx, rule, { day: TODAY, minutes: 24 * 60 });
    expect(await alertsOf(ctx)).toMatchObject([{ severity: 'warning' }]);
  });

  test('of weeks is a whole ISO week, from Monday to Sunday', async () => {
    const ctx = aContext();
    const rule = await aMetricRule(ctx, { test: { kind: 'control', period: 'week' } });
    // 2026-11-20 is a Friday: the last complete week ended on the 15th.
    await countedBefore(ctx, '2026-11-09', 26 * 7, (ago) => (ago % 7 === 3 ? satisfied(16, 20) : {}));
    await countedDay(ctx, satisfied(1, 4), { day: '2026-11-09' });
    await countedDay(ctx, satisfied(1, 4), { day: '2026-11-15' });
    await look(ctx, rule, { day: '2026-11-12' });
    expect(await alertsOf(ctx)).toMatchObject([
      { subject: { metric: { n: 8, window: '2026-11-09/2026-11-15', baseline: { n: 520 } } } },
    ]);
  });
});

describe('an evaluation', () => {
  /** What is read for one evaluation, the first of its day and another one, with so many records behind the numbers. */
  async function reads(times: number, test: object) {
    const ctx = aContext();
    const rule = await aMetricRule(ctx, { test });
    const day = test === today ? TODAY : YESTERDAY;
    await countedBefore(ctx, day, 84, () => satisfied(8 * times, 10 * times));
    await countedDay(ctx, satisfied(8 * times, 10 * times), { day });
    const first = await unitsOf(() => look(ctx, rule, { day }));
    const second = await unitsOf(() => look(ctx, rule, { day, minutes: 5 }));
    return { first: first.units.read, second: second.units.read, written: second.units.write };
  }
  const today = { kind: 'threshold', window: '28d', direction: 'below', warning: 50 };

  test.each([
    ['threshold', today],
    ['control', { kind: 'control' }],
    ['ewma', { kind: 'ewma' }],
  ])(
    'reads no more at 10⁶ records a day than at 10², and at most 2 units once the day has its baseline: %s',
    async (_, test) => {
      // A counter row is as long for any number of records but for digits: so is what is read, whatever stands behind it.
      const [few, many] = [await reads(10, test), await reads(100_000, test)];
      expect(many).toEqual(few);
      expect(few.second).toBeLessThanOrEqual(2);
      expect(few.written).toBe(0);
    },
  );
});
