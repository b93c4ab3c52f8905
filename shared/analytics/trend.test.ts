import { expect, test } from 'vitest';
import { Initiative } from '../initiative/initiative.schema.ts';
import { CreateInitiative } from '../initiative/initiative.schema.ts';
import { create } from '../initiative/initiative.ts';
import { addDays } from '../kernel/calendar.ts';
import { aContext } from '../testing/context.ts';
import { ControlQuery } from './control.schema.ts';
import { control } from './control.ts';
import { isRefusal } from './refusal.ts';
import { answered } from './testing/answers.ts';
import { TrendQuery } from './trend.schema.ts';
import { trend } from './trend.ts';

const now = new Date('2026-11-21T12:00:00.000Z');
type Ctx = ReturnType<typeof aContext>;
const trendOf = (ctx: Ctx, more: object = {}) => trend(ctx, TrendQuery.parse({ metric: 'csat_avg', ...more }));
const controlOf = (ctx: Ctx, more: object = {}) => control(ctx, ControlQuery.parse({ metric: 'csat_avg', ...more }));
const last = '2026-11-20';
const first = addDays(last, -111);
const stepOn = addDays(last, -25);
const days = Array.from({ length: 112 }, (_, index) => addDays(first, index));

/** 112 days of four answers a day, whose last 26 days are worse. */
const fallen = async (): Promise<Ctx> => {
  const ctx = aContext({ now });
  const good = [0, 0, 1, 2, 1];
  await answered(
    ctx,
    days.map((day, index) => ({
      day,
      counts: day >= stepOn ? [2, 1, 1, 0, 0] : index % 2 === 0 ? good : [0, 1, 0, 2, 1],
      snapshot: { agentId: 'ann' },
    })),
  );
  return ctx;
};

test('a fall is a change point on its day, with what was shipped near it, and a control chart begins anew there', async () => {
  const ctx = await fallen();
  const shippedAt = new Date(`${addDays(stepOn, -2)}T10:00:00.000Z`);
  const shipped: Initiative = await create(aContext({ companyId: ctx.companyId, now: shippedAt }), {
    body: CreateInitiative.parse({ title: 'New checkout', status: 'shipped' }),
  });
  const found = await trendOf(ctx, { from: first, to: last });
  if (isRefusal(found.changePoints)) throw new Error('refused');
  expect(found.changePoints).toMatchObject([
    { day: stepOn, p: 0.002, causes: [{ kind: 'initiative', id: shipped.initiativeId, name: 'New checkout' }] },
  ]);
  expect(found.changePoints[0]?.interval.high).toBeLessThan(0);
  expect(found.raw).toHaveLength(112);
  expect(found.adjusted).toHaveLength(112);
  expect(found.month).toMatchObject({ reason: 'too_short', need: 730 });
  expect(found.trend).toMatchObject({ verdict: 'worse' });
  const chart = await controlOf(ctx);
  expect(chart.points).toHaveLength(56);
  expect(chart.limits.map(({ from }) => from)).toEqual([first, stepOn]);
  expect(chart.limits[1]?.usual).toMatchObject({ centre: 1.75 });
  expect(chart.signals.filter(({ period }) => period >= stepOn)).toEqual([]);
}, 120_000);

test('numbers of records have a season that multiplies, and no control chart', async () => {
  const ctx = await fallen();
  const found = await trendOf(ctx, { metric: 'volume', from: first, to: last });
  expect(found.scale).toBe('multiplicative');
  expect(found.trend).toMatchObject({ verdict: 'no_clear_change', slope: 0 });
  await expect(controlOf(ctx, { metric: 'volume' })).rejects.toMatchObject({ errors: [{ parameter: 'metric' }] });
});

test('weeks of a control chart are whole ones', async () => {
  const ctx = await fallen();
  const chart = await controlOf(ctx, { grain: 'week' });
  expect(chart.points).toHaveLength(26);
  expect(chart.points.at(-1)).toMatchObject({ period: '2026-11-09', n: 28 });
});

test.each([
  ['trend with 5 days', { from: '2026-11-16', to: last }, 'from'],
  ['a median', { metric: 'follow_up_close_median' }, 'metric'],
  ['a correlation', { metric: 'resolution_correlation' }, 'metric'],
  ['a number of now', { metric: 'follow_up_open' }, 'metric'],
  ['a dimension without a key', { by: 'team' }, 'key'],
  ['a key without a dimension', { key: 'a' }, 'key'],
  ['a dimension that the metric has not', { by: 'owner', key: 'a' }, 'by'],
  ['more than three years', { from: '2020-01-01', to: last }, 'to'],
  ['from after to', { from: '2026-11-21', to: '2026-11-01' }, 'from'],
])('%s is 400 and names the parameter', async (_, more, parameter) => {
  await expect(trendOf(aContext({ now }), more)).rejects.toMatchObject({
    code: 'validation-failed',
    errors: [{ parameter }],
  });
});

test('an agent reads their own trend, without causes, and nobody else’s', async () => {
  const { companyId } = await fallen();
  const agent = aContext({ companyId, now, role: 'agent', userId: 'ann' });
  const own = await trendOf(agent, { from: first, to: last });
  expect(own).toMatchObject({ by: 'agent', key: 'ann', changePoints: [{ day: stepOn }] });
  expect(JSON.stringify(own)).not.toContain('causes');
  await expect(trendOf(agent, { by: 'agent', key: 'bob' })).rejects.toMatchObject({ code: 'forbidden' });
});

test('where nothing was answered every part says what it takes', async () => {
  const found = await trendOf(aContext({ now }));
  expect(found).toMatchObject({
    weekday: { value: null, reason: 'too_few', need: 100, have: 0 },
    trend: { value: null, reason: 'too_short', need: 8, have: 0 },
    changePoints: { value: null, reason: 'too_short', need: 28, have: 0 },
  });
  expect(found.raw).toHaveLength(365);
  expect((await controlOf(aContext({ now }))).limits).toMatchObject([{ usual: { reason: 'too_short', need: 20 } }]);
});
