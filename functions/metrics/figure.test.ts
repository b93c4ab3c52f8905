import { expect, test } from 'vitest';
import { submitMany } from '../../shared/feedback/feedback.bulk.ts';
import { change } from '../../shared/feedback/feedback.change.ts';
import { walk } from '../../shared/feedback/feedback.walk.ts';
import { newId } from '../../shared/kernel/ids.ts';
import { metricNames, metrics } from '../../shared/metrics/definitions.ts';
import type { Figure } from '../../shared/metrics/figure.schema.ts';
import type { Metric } from '../../shared/metrics/metric.ts';
import { metricsRoutes } from '../../shared/metrics/metrics.routes.ts';
import { count } from '../../shared/metrics/testing/changes.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { oneOf, randomOf } from '../../shared/testing/random.ts';
import { handler } from './handler.ts';

const { routes } = metricsRoutes;
const now = new Date('2026-11-21T12:00:00.000Z');
const november = { from: '2026-11-01', to: '2026-11-20' };

/** Records of a company with and without scores, agents, categories and comments. */
function records(seed: number, many: number): object[] {
  const random = randomOf(seed);
  const maybe = <T>(value: T): T | undefined => (random() < 0.5 ? value : undefined);
  return Array.from({ length: many }, () => ({
    source: oneOf(random, ['survey', 'chat', 'support_ticket']),
    occurredAt: `2026-11-${String(1 + Math.floor(random() * 20)).padStart(2, '0')}T12:00:00.000Z`,
    comments: maybe('Thank you'),
    category: maybe('billing'),
    scores: [
      { metric: 'nps', value: Math.floor(random() * 11), scaleMin: 0, scaleMax: 10 },
      { metric: 'csat', value: 1 + Math.floor(random() * 5), scaleMin: 1, scaleMax: 5 },
      { metric: 'ces', value: 1 + Math.floor(random() * 7), scaleMin: 1, scaleMax: 7 },
    ].filter(() => random() < 0.6),
    snapshot: { agentId: oneOf(random, ['ann', 'bob']), ...(random() < 0.5 && { firstContactResolved: true }) },
  }));
}

/** How many records a call lists, over all its pages. */
async function rowsOf(companyId: string, name: string, scope: Record<string, string>): Promise<number> {
  let rows = 0;
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = { ...scope, limit: '100', ...(cursor && { cursor }) };
    const page = await send(handler, routes.records, { companyId, params: { name }, query });
    expect(page.status).toBe(200);
    rows += (page.body['items'] as unknown[]).length;
    cursor = page.body['nextCursor'] as string | null;
  }
  return rows;
}

test('for a random company each figure opens a list with exactly n rows, or says why it opens none', async () => {
  const ctx = aContext({ now });
  const { results } = await submitMany(ctx, { items: records(7, 100) as never });
  expect(results.every(({ feedbackId }) => feedbackId !== undefined)).toBe(true);
  await change(ctx, results[0]?.feedbackId ?? newId('feedback'), 'exclude', (before) => ({
    ...before,
    excluded: { reason: 'spam', by: 'user-1', at: ctx.now.toISOString() },
  }));
  for (const [index, { feedbackId }] of results.entries()) {
    if (index % 3 !== 1) continue;
    const found = { emotions: index % 2 ? ['joy' as const, 'trust' as const] : [], urgency: 'high' as const };
    await change(ctx, feedbackId ?? newId('feedback'), 'score', (before) => ({
      ...before,
      analysis: { status: 'done', sentiment: index % 2 ? 'positive' : 'negative', ...found },
    }));
  }
  for await (const page of walk(ctx, '2026-11')) await count(ctx, page);
  const { companyId } = ctx;
  for (const name of metricNames) {
    const { live, family }: Metric = metrics[name];
    for (const scope of live
      ? [{}]
      : [november, ...(family === 'csat' ? [{ ...november, by: 'agent', key: 'ann' }] : [])]) {
      // What is broken down by category only has no number of an agent.
      if ('by' in scope && !(metrics[name] as Metric).dimensions.includes('agent')) continue;
      const { body } = await send(handler, routes.read, { companyId, params: { name }, query: scope });
      const figure = body['total'] as Figure;
      expect([name, figure.records === null]).toEqual([name, figure.reason !== undefined]);
      if (figure.records === null) continue;
      if (name === 'volume') expect([figure.n, figure.excluded]).toEqual([99, { spam: 1 }]);
      expect(figure.records.path).toBe(routes.records.path.replace('{name}', name));
      expect([name, scope, await rowsOf(companyId, name, figure.records.query)]).toEqual([name, scope, figure.n]);
      // A part has records of its own, as many as the breakdown says.
      for (const [part, { query }] of Object.entries(figure.partRecords ?? {}))
        expect([name, part, await rowsOf(companyId, name, query)]).toEqual([name, part, figure.breakdown?.[part]]);
      if (name === 'emotion_share') expect(figure.breakdown).toEqual({ joy: 17, trust: 17, none: 16 });
    }
  }
}, 120_000);

test('a part that the metric has not is refused, with those that it has', async () => {
  const ask = (name: string, part: string) => send(handler, routes.records, { params: { name }, query: { part } });
  const refused = await ask('nps', 'fans');
  expectProblem(refused, 400, 'validation-failed');
  expect(refused.body['errors']).toEqual([
    { parameter: 'part', detail: 'must be one of promoters, passives, detractors' },
  ]);
  expectProblem(await ask('volume', 'promoters'), 400, 'validation-failed');
});

test('a figure says why nothing is listed, and that it rests on few', async () => {
  const total = async (name: string) => (await send(handler, routes.read, { params: { name } })).body['total'];
  expect(await total('follow_up_closed')).toMatchObject({ records: null, reason: 'no_feedback', direction: 'neutral' });
  expect(await total('response_rate')).toMatchObject({ records: null, reason: 'answers_only' });
  expect(await total('follow_up_open')).toMatchObject({ records: null, reason: 'of_now', value: 0, n: 0 });
  expect(await total('follow_up_open')).not.toHaveProperty('lowSample');
  expect(await total('nps')).not.toHaveProperty('lowSample');
});
