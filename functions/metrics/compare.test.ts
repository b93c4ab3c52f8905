import { describe, expect, test } from 'vitest';
import type { MetricName } from '../../shared/metrics/definitions.ts';
import { metricNames, metrics } from '../../shared/metrics/definitions.ts';
import type { Metric } from '../../shared/metrics/metric.ts';
import { metricsRoutes } from '../../shared/metrics/metrics.routes.ts';
import { count, nps } from '../../shared/metrics/testing/changes.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { handler } from './handler.ts';

const { routes } = metricsRoutes;
const november = { from: '2024-11-01', to: '2024-11-30' };
const ask = (name: MetricName, query: Record<string, string>, companyId = aContext().companyId) =>
  send(handler, routes.read, { companyId, params: { name }, query });

test('a metric is compared with both pasts over HTTP, with a verdict, in words, and with the call that lists what is behind', async () => {
  const ctx = aContext();
  const answers = (month: string, detractors: number, promoters: number) =>
    Array.from({ length: detractors + promoters }, (_, index) => ({
      ...nps(0, index < detractors ? 3 : 10),
      feedbackId: `fb_${month}${index}`,
      ledgerPage: `fb_${month}`,
      occurredAt: `${month}-15T10:00:00.000Z`,
    }));
  await count(ctx, [...answers('2024-11', 10, 40), ...answers('2024-10', 30, 20), ...answers('2023-11', 4, 3)]);
  const { status, body } = await ask('nps', { ...november, compare: 'both' }, ctx.companyId);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    total: { value: 60, n: 50, direction: 'up_good', unit: 'points', scope: november, formulaVersion: 1 },
    comparisons: {
      previous: {
        with: 'previous',
        before: { value: -20, n: 50, scope: { from: '2024-10-01', to: '2024-10-31' } },
        difference: 80,
        level: 0.05,
        family: 1,
        test: 'welch',
        verdict: 'better',
        words: expect.stringMatching(/^better: \+80 points \(/),
      },
      lastYear: { with: 'lastYear', before: { n: 7, lowSample: true }, verdict: null, reason: 'too_few' },
    },
  });
  expect(body['total']).not.toHaveProperty('lowSample');
  const total = body['total'] as { records: { path: string; query: Record<string, string> } };
  expect(total.records).toEqual({ path: '/api/crm/metrics/nps/records', query: november });
});

describe('is 400 and names the parameter:', () => {
  test.each<[string, MetricName, Record<string, string>, string]>([
    ['a level of the caller’s own', 'nps', { ...november, compare: 'previous', level: '0.1' }, 'level'],
    ['another past', 'nps', { ...november, compare: 'rest' }, 'compare'],
    ['a benchmark, which says neither n nor spread', 'nps', { ...november, compare: 'benchmark' }, 'compare'],
    ['a number of now', 'follow_up_open', { compare: 'previous' }, 'compare'],
    ['367 days by day', 'nps', { from: '2023-11-30', to: '2024-11-30', compare: 'previous' }, 'to'],
    [
      'a range that reaches into the past it is compared with',
      'nps',
      { from: '2022-12-01', to: '2023-12-01', compare: 'lastYear' },
      'compare',
    ],
    ['from after to', 'nps', { from: '2024-12-01', to: '2024-11-30', compare: 'both' }, 'from'],
  ])('%s', async (_, name, query, parameter) => {
    const answer = await ask(name, query);
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ parameter }]);
  });
});

test('an agent compares their own numbers only', async () => {
  const { companyId } = aContext();
  const agent = { companyId, role: 'agent' as const, userId: 'ann', params: { name: 'csat_avg' } };
  const own = await send(handler, routes.read, { ...agent, query: { ...november, compare: 'previous' } });
  expect(own.body).toMatchObject({ comparisons: { previous: { before: { scope: { by: 'agent', key: 'ann' } } } } });
  const bob = { ...november, compare: 'previous', by: 'agent', key: 'bob' };
  expectProblem(await send(handler, routes.read, { ...agent, query: bob }), 403, 'forbidden');
});

test('every metric of days is compared by each of its breakdowns and in its variants', async () => {
  const { companyId } = aContext();
  for (const name of metricNames) {
    const { live, dimensions, variants = {} }: Metric = metrics[name];
    if (live) continue;
    const breakdowns: Record<string, string>[] = dimensions.map((by) => ({ by }));
    for (const more of [{}, ...breakdowns, ...Object.keys(variants).map((variant) => ({ variant }))]) {
      const { status, body } = await ask(name, { ...november, compare: 'both', ...more }, companyId);
      expect([name, more, status]).toEqual([name, more, 200]);
      expect(body['comparisons']).toMatchObject({ previous: { verdict: null }, lastYear: { verdict: null } });
    }
  }
}, 120_000);
