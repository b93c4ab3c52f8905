import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, test } from 'vitest';
import { submitMany } from '../../shared/feedback/feedback.bulk.ts';
import { change } from '../../shared/feedback/feedback.change.ts';
import { list } from '../../shared/feedback/feedback.list.ts';
import { walk } from '../../shared/feedback/feedback.walk.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { metricNames, metrics } from '../../shared/metrics/definitions.ts';
import type { Metric } from '../../shared/metrics/metric.ts';
import { metricsRoutes } from '../../shared/metrics/metrics.routes.ts';
import { count } from '../../shared/metrics/testing/changes.ts';
import { aContext } from '../../shared/testing/context.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { logged } from '../../shared/testing/logged.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';
import { newId } from '../../shared/kernel/ids.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';

const november = { from: '2026-11-01', to: '2026-11-20' };
const now = new Date('2026-11-21T12:00:00.000Z');
const { routes } = metricsRoutes;

routeTests(metricsRoutes, handler, {
  catalogue: () => ({}),
  reconcile: () => ({ query: november }),
  read: () => ({ params: { name: 'nps' }, query: { ...november, grain: 'day', by: 'agent' } }),
  records: async (companyId) => {
    await given(aContext({ companyId, now }), [nps(9)]);
    return { params: { name: 'volume' }, query: november };
  },
});

/** Feedback as the API stores it, counted as the stream reader would. */
async function given(ctx: Context, items: object[]): Promise<Id<'feedback'>[]> {
  const { results } = await submitMany(ctx, {
    items: items.map((item, index) => ({
      source: 'survey',
      occurredAt: `2026-11-${String((index % 20) + 1).padStart(2, '0')}T12:00:00.000Z`,
      ...item,
    })),
  });
  await recount(ctx);
  return results.map(({ feedbackId = newId('feedback') }) => feedbackId);
}
async function recount(ctx: Context): Promise<void> {
  for await (const page of walk(ctx, '2026-11')) await count(ctx, page);
}
const nps = (value: number) => ({ scores: [{ metric: 'nps', value, scaleMin: 0, scaleMax: 10 }] });
const csat = (value: number, agentId: string) => ({
  scores: [{ metric: 'csat', value, scaleMin: 1, scaleMax: 5 }],
  snapshot: { agentId },
});

test('the catalogue names formula, unit and dimensions of every metric', async () => {
  const { body } = await send(handler, routes.catalogue, {});
  const items = body['items'] as { name: string; formula: string; unit: string }[];
  expect(items.map(({ name }) => name)).toEqual(metricNames);
  for (const { name, formula, unit } of items) {
    expect({ formula, unit }).toEqual({
      formula: metrics[name as keyof typeof metrics].formula,
      unit: metrics[name as keyof typeof metrics].unit,
    });
  }
});

test('39 answers submitted in bulk give the NPS of their formula, and reconcile finds drift 0', async () => {
  const ctx = aContext({ now });
  await given(ctx, [...Array<number>(8).fill(9), ...Array<number>(9).fill(8), ...Array<number>(22).fill(0)].map(nps));
  const { status, body } = await send(handler, routes.read, {
    companyId: ctx.companyId,
    params: { name: 'nps' },
    query: november,
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    metric: 'nps',
    unit: 'points',
    total: { n: 39, excluded: {} },
    breakdown: { promoters: 8, passives: 9, detractors: 22 },
  });
  expect((body['total'] as { value: number }).value).toBeCloseTo(-35.897435897435898, 9);
  const drift = await send(handler, routes.reconcile, { companyId: ctx.companyId, query: november });
  expect(drift.body).toMatchObject({ drift: 0, checked: 39 });
});

test('a reconcile that finds a difference asks for the sweep of the months it is in, and says so in log and metric', async () => {
  const bus = mockClient(EventBridgeClient)
    .on(PutEventsCommand)
    .resolves({ Entries: [{}] });
  process.env['BUS_NAME'] = 'bus';
  const { companyId } = aContext({ now });
  const ask = () => send(handler, routes.reconcile, { companyId, query: november });
  expect((await ask()).body).toMatchObject({ drift: 0, sweepRequested: [] });
  expect(bus.commandCalls(PutEventsCommand)).toHaveLength(0);
  // Stored, and never seen by the reader that counts.
  await submitMany(aContext({ companyId, now }), {
    items: [{ source: 'survey', occurredAt: '2026-11-10T12:00:00.000Z', ...nps(9) }],
  });
  const lines = await logged(async () => {
    expect((await ask()).body).toMatchObject({ checked: 1, sweepRequested: ['2026-11'] });
  });
  const [call] = bus.commandCalls(PutEventsCommand);
  const [entry] = call?.args[0].input.Entries ?? [];
  expect(entry?.DetailType).toBe('NumbersDrifted');
  expect(JSON.parse(entry?.Detail ?? '')).toMatchObject({ companyId, months: ['2026-11'] });
  expect(lines).toContainEqual(expect.objectContaining({ company: companyId, months: ['2026-11'] }));
  expect(lines).toContainEqual(expect.objectContaining({ companyId, sweep_requested: 1 }));
});

describe('the records behind a number', () => {
  test('are exactly as many as its n, over all pages', async () => {
    const ctx = aContext({ now });
    const ids = await given(ctx, [nps(9), nps(3), csat(5, 'ann'), { comments: 'no score' }, nps(7)]);
    await change(ctx, ids[0] ?? newId('feedback'), 'exclude', (before) => ({
      ...before,
      excluded: { reason: 'spam', by: 'user-1', at: ctx.now.toISOString() },
    }));
    await recount(ctx);
    const behind = async (name: string, query: object = {}) => {
      const found: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await send(handler, routes.records, {
          companyId: ctx.companyId,
          params: { name },
          query: { ...november, ...query, limit: '1', ...(cursor && { cursor }) },
        });
        const { items, nextCursor } = page.body as { items: { feedbackId: string }[]; nextCursor: string | null };
        found.push(...items.map(({ feedbackId }) => feedbackId));
        cursor = nextCursor;
      }
      return found.toSorted();
    };
    expect(await behind('nps')).toEqual([String(ids[1]), String(ids[4])].toSorted());
    expect(await behind('csat_avg', { by: 'agent', key: 'ann' })).toEqual([ids[2]]);
    expect(await behind('agent_rating')).toEqual([ids[2]]);
    expect(await behind('volume')).toHaveLength(4);
    for (const name of metricNames.filter((one) => metrics[one].family !== undefined)) {
      const { body } = await send(handler, routes.read, {
        companyId: ctx.companyId,
        params: { name },
        query: november,
      });
      expect([name, (await behind(name)).length]).toEqual([name, (body['total'] as { n: number }).n]);
    }
  });

  test('are found by the key that the groups show, slashes and all', async () => {
    const ctx = aContext({ now });
    const [first, second] = await given(ctx, [
      { ...csat(5, 'ann'), category: 'a/b', subcategory: 'c' },
      { ...csat(1, 'ann'), category: 'a', subcategory: 'b/c' },
    ]);
    const request = { companyId: ctx.companyId, params: { name: 'category_csat' } };
    const query = { ...november, by: 'subcategory' };
    const { body } = await send(handler, routes.read, { ...request, query });
    const keys = (body['groups'] as { key: string }[]).map(({ key }) => key).toSorted();
    const behind = async (key = '') => {
      const page = await send(handler, routes.records, { ...request, query: { ...query, key } });
      return (page.body['items'] as { feedbackId: string }[]).map(({ feedbackId }) => feedbackId);
    };
    expect([await behind(keys[0]), await behind(keys[1])]).toEqual([[second], [first]]);
  });

  test('are found by the true name that the groups show, also where it is too long for a key of the table', async () => {
    const ctx = aContext({ now });
    const names = { category: '評'.repeat(100), subcategory: 'Billing 価'.repeat(10) };
    const [one] = await given(ctx, [{ ...csat(5, 'ann'), ...names }, csat(1, 'ann')]);
    const request = { companyId: ctx.companyId, params: { name: 'category_csat' } };
    const query = { ...november, by: 'subcategory' };
    const { body } = await send(handler, routes.read, { ...request, query });
    const key = `${names.category}/${names.subcategory}`;
    expect(body['groups']).toMatchObject([{ key }]);
    const behind = await send(handler, routes.records, { ...request, query: { ...query, key } });
    expect(behind.body['items']).toMatchObject([{ feedbackId: one }]);
  });

  test('are an agent’s own for an agent', async () => {
    const ctx = aContext({ now });
    const [own] = await given(ctx, [csat(5, 'ann'), csat(1, 'bob')]);
    const asAnn = {
      companyId: ctx.companyId,
      role: 'agent' as const,
      userId: 'ann',
      params: { name: 'csat_avg' },
      query: november,
    };
    const { body } = await send(handler, routes.records, asAnn);
    expect((body['items'] as { feedbackId: string }[]).map(({ feedbackId }) => feedbackId)).toEqual([own]);
    expectProblem(
      await send(handler, routes.records, { ...asAnn, query: { ...november, by: 'agent', key: 'bob' } }),
      403,
      'forbidden',
    );
  });
});

test.each([
  [{ from: '2026-02-30' }, 'from'],
  [{ from: '2026-11-20', to: '2026-11-01' }, 'from'],
  [{ from: '2010-01-01', to: '2026-01-01' }, 'to'],
  [{ grain: 'hour' }, 'grain'],
  [{ by: 'shoe-size' }, 'by'],
  [{ key: 'x' }, 'key'],
])('a query of %j is 400 and names %s', async (query, parameter) => {
  const answer = await send(handler, routes.read, { params: { name: 'nps' }, query: query as Record<string, string> });
  expectProblem(answer, 400, 'validation-failed');
  expect(answer.body['errors']).toMatchObject([{ parameter }]);
});

test('`by` that does not fit is 400 and lists those that do', async () => {
  const query = { by: 'category' };
  const answer = await send(handler, routes.read, { params: { name: 'response_rate' }, query });
  expectProblem(answer, 400, 'validation-failed');
  expect(answer.body['errors']).toEqual([
    { parameter: 'by', detail: expect.stringContaining(metrics.response_rate.dimensions.join(', ')) },
  ]);
});

const DAYS = { ...november, grain: 'day' };

test.each([
  ['nps', { variant: 'wall' }, 'variant'],
  ['follow_up_first_touch_median', { variant: 'moon' }, 'variant'],
  ['follow_up_closed', { by: 'agent' }, 'by'],
  ['alert_opened', { by: 'owner' }, 'by'],
  ['follow_up_open', { from: '2026-11-01' }, 'from'],
  ['follow_up_open', { to: '2026-11-01' }, 'to'],
  ['follow_up_open', { grain: 'day' }, 'grain'],
  ['follow_up_open', { by: 'owner' }, 'key'],
  ['follow_up_unassigned', { by: 'owner', key: 'ada' }, 'by'],
])('of %s %j is 400 and names %s', async (name, query: Record<string, string>, parameter) => {
  const answer = await send(handler, routes.read, { params: { name }, query });
  expectProblem(answer, 400, 'validation-failed');
  expect(answer.body['errors']).toMatchObject([{ parameter }]);
});

test('numbers of follow-ups and alerts have no feedback behind them, which is said with 400', async () => {
  for (const name of metricNames.filter((one) => metrics[one].family === undefined)) {
    const answer = await send(handler, routes.records, { params: { name } });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ parameter: 'name' }]);
  }
});

test('every number of follow-ups and alerts is read by each of its breakdowns, by day and in its variants', async () => {
  const { companyId } = aContext();
  const cases = metricNames.flatMap((name) => {
    const { family, live, dimensions, variants = {} }: Metric = metrics[name];
    if (family !== undefined) return [];
    const breakdowns = dimensions.map((by) => (live ? { by, key: 'ada' } : { ...DAYS, by }));
    return [{}, ...breakdowns, ...Object.keys(variants).map((variant) => ({ variant }))].map((query) => [name, query]);
  }) as [string, Record<string, string>][];
  expect(cases.length).toBeGreaterThan(80);
  for (const [name, query] of cases)
    expect([name, query, (await send(handler, routes.read, { companyId, params: { name }, query })).status]).toEqual([
      name,
      query,
      200,
    ]);
}, 60_000);

test('an unknown metric is 404', async () => {
  expectProblem(await send(handler, routes.read, { params: { name: 'happiness' } }), 404, 'not-found');
});

test('a cursor leads on behind its own number only', async () => {
  const ctx = aContext({ now });
  await given(ctx, [csat(5, 'agent-7'), csat(4, 'agent-7'), csat(3, 'agent-7')]);
  const { companyId } = ctx;
  const asked = { ...november, limit: '1' };
  const page = (name: string, query: Record<string, string>) =>
    send(handler, routes.records, { companyId, params: { name }, query: { ...asked, ...query } });
  const cursor = String((await page('volume', {})).body['nextCursor']);
  expect((await page('volume', { cursor })).body['items']).toHaveLength(1);
  expectProblem(await page('sentiment_share', { cursor }), 400, 'invalid-cursor');
  expectProblem(await page('volume', { cursor, by: 'agent', key: 'agent-7' }), 400, 'invalid-cursor');
  expectProblem(await page('volume', { cursor, to: '2026-11-19' }), 400, 'invalid-cursor');
  const all = list({ ...ctx, now: new Date() }, { ...november, excluded: false, limit: 1, cursor });
  await expect(all).rejects.toMatchObject({ code: 'invalid-cursor' });
});
