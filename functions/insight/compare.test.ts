import { beforeEach, describe, expect, test } from 'vitest';
import { answered } from '../../shared/analytics/testing/answers.ts';
import { CreateBenchmark } from '../../shared/benchmark/benchmark.schema.ts';
import { create as createBenchmark } from '../../shared/benchmark/benchmark.ts';
import { CreateGoal } from '../../shared/goal/goal.schema.ts';
import { create as createGoal } from '../../shared/goal/goal.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { metricComparisonRoutes } from '../../shared/metric-comparison/metric-comparison.routes.ts';
import { metricNames, metrics } from '../../shared/metrics/definitions.ts';
import type { Metric } from '../../shared/metrics/metric.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

const { routes } = metricComparisonRoutes;
const october = { from: '2026-10-01', to: '2026-10-31' };
const now = new Date('2026-11-21T12:00:00.000Z');

routeTests(metricComparisonRoutes, handler, {
  compare: () => ({ params: { name: 'csat_avg' }, query: { ...october, with: 'rest', by: 'team' } }),
});

let ctx: Context;
beforeEach(() => {
  ctx = aContext({ now });
});
const ask = (name: string, query: Record<string, string>, more: object = {}) =>
  send(handler, routes.compare, {
    companyId: ctx.companyId,
    params: { name },
    query: { ...october, ...query },
    ...more,
  });
const givenTeams = () =>
  answered(ctx, [
    { day: '2026-10-10', counts: [14, 18, 26, 76, 66], snapshot: { teamId: 'night', agentId: 'ann' } },
    { day: '2026-10-10', counts: [20, 30, 50, 200, 200], snapshot: { teamId: 'day', agentId: 'bob' } },
  ]);
const aBenchmark = (more: object = {}) =>
  createBenchmark(ctx, {
    body: CreateBenchmark.parse({
      metric: 'csat_avg',
      industry: 'software',
      region: 'Europe',
      value: 4.06,
      source: { title: 'A published report', url: 'https://example.com/report', publishedOn: '2026-03-01' },
      asOf: '2025-12-31',
      validTo: '2026-12-31',
      ...more,
    }),
  });
const aGoal = (more: object = {}) =>
  createGoal(aContext({ companyId: ctx.companyId, now: new Date('2026-10-02T12:00:00.000Z') }), {
    body: CreateGoal.parse({
      scope: 'team',
      key: 'night',
      metric: 'csat_avg',
      target: 4.2,
      from: '2026-10-01',
      to: '2026-12-31',
      ...more,
    }),
  });

// The expected figures are those of SciPy 1.16 (ttest_ind with equal_var=False, ttest_1samp, ttest_ind_from_stats).
test('each group is compared with all others, which is the two-sample test of both', async () => {
  await givenTeams();
  const { status, body } = await ask('csat_avg', { with: 'rest', by: 'team' });
  expect(status).toBe(200);
  expect(body).toMatchObject({ figure: { n: 700 }, comparison: null });
  const [day, night] = body['groups'] as Record<string, object>[];
  expect(night).toMatchObject({
    key: 'night',
    figure: { value: 3.81, n: 200, scope: { ...october, by: 'team', key: 'night' } },
    comparison: {
      with: 'rest',
      before: { value: 4.06, n: 500, records: null, reason: 'of_rest' },
      difference: expect.closeTo(-0.25, 9),
      p: expect.closeTo(0.009966026916511479, 9),
      interval: { low: expect.closeTo(-0.43973349753206303, 9), high: expect.closeTo(-0.06026650246793608, 9) },
      family: 2,
      verdict: 'worse',
    },
  });
  expect(day).toMatchObject({ comparison: { before: { value: 3.81, n: 200 }, verdict: 'better' } });
  const one = await ask('csat_avg', { with: 'rest', by: 'team', key: 'night' });
  expect(one.body).toMatchObject({
    figure: { value: 3.81, n: 200 },
    comparison: { before: { value: 4.06, n: 500 }, family: 1, verdict: 'worse' },
  });
  expect(one.body).not.toHaveProperty('groups');
});

test('a figure is compared with the target of its open goal by the one-sample test', async () => {
  await givenTeams();
  const goal = await aGoal();
  await aGoal({ scope: 'company', key: undefined, metric: 'nps', target: 40 });
  const { body } = await ask('csat_avg', { with: 'goal', by: 'team', key: 'night' });
  expect(body).toMatchObject({
    figure: { value: 3.81, n: 200 },
    comparison: {
      with: 'goal',
      before: null,
      goal: { goalId: goal.goalId, target: 4.2 },
      difference: expect.closeTo(-0.39, 9),
      p: expect.closeTo(6.683363289396249e-6, 12),
      interval: { low: expect.closeTo(3.6437811974683383 - 4.2, 9), high: expect.closeTo(3.976218802531662 - 4.2, 9) },
      test: 'welch',
      verdict: 'worse',
    },
  });
  const all = await ask('csat_avg', { with: 'goal', by: 'team' });
  expect(all.body).toMatchObject({
    comparison: { verdict: null, reason: 'no_goal', difference: null },
    groups: [
      { key: 'day', comparison: { verdict: null, reason: 'no_goal' } },
      { key: 'night', comparison: { verdict: 'worse', family: 1 } },
    ],
  });
});

test('a goal of other days, or one that is only proposed, is none', async () => {
  await givenTeams();
  await aGoal({ from: '2026-11-01' });
  await createGoal(aContext({ companyId: ctx.companyId, now, role: 'agent', userId: 'ann' }), {
    body: CreateGoal.parse({
      scope: 'agent',
      key: 'ann',
      metric: 'csat_avg',
      target: 4.5,
      from: '2026-10-01',
      to: '2026-12-31',
    }),
  });
  for (const query of [
    { by: 'team', key: 'night' },
    { by: 'agent', key: 'ann' },
  ])
    expect((await ask('csat_avg', { with: 'goal', ...query })).body).toMatchObject({
      comparison: { verdict: null, reason: 'no_goal' },
    });
});

test('a share is held against a target by the score test', async () => {
  await answered(ctx, [{ day: '2026-10-10', counts: [35, 0, 0, 165, 0] }]);
  await aGoal({ scope: 'company', key: undefined, metric: 'csat_pct', target: 75 });
  expect((await ask('csat_pct', { with: 'goal' })).body).toMatchObject({
    comparison: {
      difference: expect.closeTo(7.5, 9),
      p: expect.closeTo(0.014305878435429699, 9),
      interval: { low: expect.closeTo(1.635568851751, 8), high: expect.closeTo(12.13948493372667, 8) },
      test: 'score',
      verdict: 'better',
    },
  });
});

test('a share against a target next to all is held against it exactly', async () => {
  await answered(ctx, [{ day: '2026-10-10', counts: [2, 0, 0, 0, 10] }]);
  await aGoal({ scope: 'company', key: undefined, metric: 'csat_pct', target: 95 });
  expect((await ask('csat_pct', { with: 'goal' })).body).toMatchObject({
    comparison: { p: expect.closeTo(0.06896405948432092, 9), test: 'binomial', verdict: 'no_clear_change' },
  });
});

describe('a benchmark', () => {
  test('that says n and spread is compared like any sample', async () => {
    await givenTeams();
    await aBenchmark({ n: 500, spread: 1.1 });
    expect((await ask('csat_avg', { with: 'benchmark', by: 'team', key: 'night' })).body).toMatchObject({
      comparison: {
        benchmark: { value: 4.06, source: { publishedOn: '2026-03-01' } },
        difference: expect.closeTo(-0.25, 9),
        p: expect.closeTo(0.01084833022570901, 9),
        verdict: 'worse',
      },
    });
  });

  test('without n and spread: no verdict, `too_different`, but value, distance and source', async () => {
    await givenTeams();
    await aBenchmark();
    expect((await ask('csat_avg', { with: 'benchmark', by: 'team', key: 'night' })).body).toMatchObject({
      comparison: {
        benchmark: { value: 4.06, directional: true },
        difference: expect.closeTo(-0.25, 9),
        p: null,
        verdict: null,
        reason: 'too_different',
      },
    });
  });

  test('is the newest that is valid, unless one is named', async () => {
    await givenTeams();
    const old = await aBenchmark({ value: 3, asOf: '2026-01-31', validTo: '2026-06-30' });
    const newer = await aBenchmark({ value: 3.9, asOf: '2025-11-30' });
    await aBenchmark({ value: 3.8, asOf: '2024-11-30' });
    const { body } = await ask('csat_avg', { with: 'benchmark' });
    expect(body).toMatchObject({ comparison: { benchmark: { benchmarkId: newer.benchmarkId } } });
    expect(body['comparison']).not.toHaveProperty('outdated');
    const named = await ask('csat_avg', { with: 'benchmark', benchmarkId: old.benchmarkId });
    expect(named.body).toMatchObject({ comparison: { benchmark: { value: 3 }, outdated: true } });
  });

  test('that nobody has written down is told', async () => {
    await givenTeams();
    expect((await ask('csat_avg', { with: 'benchmark' })).body).toMatchObject({
      comparison: { verdict: null, reason: 'no_benchmark' },
    });
  });
});

test('with a past it says what `compare` of the metric says', async () => {
  await givenTeams();
  await answered(ctx, [{ day: '2026-09-10', counts: [4, 6, 8, 24, 18], snapshot: { teamId: 'night' } }], 1_000);
  const { body } = await ask('csat_avg', { with: 'previous', by: 'team' });
  expect(body).toMatchObject({
    comparison: { with: 'previous', before: { n: 60, scope: { from: '2026-09-01', to: '2026-09-30' } } },
    groups: [
      { key: 'day', comparison: { reason: 'too_few' } },
      { key: 'night', comparison: { verdict: 'no_clear_change' } },
    ],
  });
});

test('an agent compares their own numbers, with anything but the rest', async () => {
  await givenTeams();
  const ann = { role: 'agent', userId: 'ann' };
  expect((await ask('csat_avg', { with: 'goal' }, ann)).body).toMatchObject({ figure: { value: 3.81, n: 200 } });
  expectProblem(await ask('csat_avg', { with: 'rest' }, ann), 403, 'forbidden');
  expectProblem(await ask('csat_avg', { with: 'goal', by: 'agent', key: 'bob' }, ann), 403, 'forbidden');
});

test.each<[string, string, Record<string, string>, string]>([
  ['a number of now', 'follow_up_open', { with: 'previous' }, 'name'],
  ['the rest of no group', 'nps', { with: 'rest' }, 'by'],
  ['a key without `by`', 'nps', { with: 'rest', key: 'ann' }, 'key'],
  ['another way', 'nps', { with: 'average' }, 'with'],
  ['a level of the caller’s own', 'nps', { with: 'rest', by: 'team', level: '0.1' }, 'level'],
  ['a benchmark with a goal', 'nps', { with: 'goal', benchmarkId: 'bm_01j8zq4yhj5n3t2m8k7v6w5x4r' }, 'benchmarkId'],
  ['a foreign benchmark', 'nps', { with: 'benchmark', benchmarkId: 'bm_01j8zq4yhj5n3t2m8k7v6w5x4r' }, 'benchmarkId'],
  ['periods that overlap', 'nps', { with: 'lastYear', from: '2025-10-31' }, 'with'],
  ['from after to', 'nps', { with: 'goal', from: '2026-12-01' }, 'from'],
])('%s is 400 and names the parameter', async (_, name, query, parameter) => {
  const answer = await ask(name, query);
  expectProblem(answer, 400, 'validation-failed');
  expect(answer.body['errors']).toMatchObject([{ parameter }]);
});

test('every metric of days is compared with the rest of each of its groups', async () => {
  for (const name of metricNames) {
    const { live, dimensions }: Metric = metrics[name];
    if (live) continue;
    for (const by of dimensions)
      expect([name, by, (await ask(name, { with: 'rest', by })).status]).toEqual([name, by, 200]);
  }
}, 120_000);
