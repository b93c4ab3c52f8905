import { describe, expect, test } from 'vitest';
import { benchmarkEvents } from '../../shared/benchmark/benchmark.events.ts';
import { benchmarkRoutes } from '../../shared/benchmark/benchmark.routes.ts';
import { exclude } from '../../shared/feedback/feedback.ts';
import { again, given } from '../../shared/feedback/testing/given.ts';
import { goalEvents } from '../../shared/goal/goal.events.ts';
import { goalRoutes } from '../../shared/goal/goal.routes.ts';
import { put as putPerson } from '../../shared/people/people.ts';
import { PutPerson } from '../../shared/people/people.schema.ts';
import { praiseRoutes } from '../../shared/praise/praise.routes.ts';
import { givenAnalysedPraise, givenSaidPraise } from '../../shared/praise/testing/said.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { crudExamples, crudTests } from '../../shared/testing/crud-tests.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

const goals = goalRoutes.routes;
const benchmarks = benchmarkRoutes.routes;
const praise = praiseRoutes.routes;
const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const aGoal = { scope: 'team', key: 'Team-1', metric: 'csat_avg', target: 4.2, from: day(-10), to: day(20), note: 'N' };
const goalCrud = {
  routes: goals,
  handler,
  body: { ...aGoal, minN: 40, direction: 'up_good' },
  edit: { target: 4.3 },
};
const aBenchmark = {
  metric: 'nps',
  industry: 'software',
  region: 'Europe',
  value: 41,
  low: 30,
  high: 50,
  n: 1_200,
  spread: 70,
  method: 'Online panel',
  source: { title: 'A published report', url: 'https://example.com/report', publishedOn: '2026-03-01' },
  asOf: '2025-12-31',
  validTo: '2026-12-31',
};
const benchmarkCrud = { routes: benchmarks, handler, body: aBenchmark, edit: { value: 42 } };

const AGENT = { role: 'agent', userId: 'ann' } as const;
const known = (companyId: string, userId: string) =>
  putPerson(aContext({ companyId }), {
    userId,
    body: PutPerson.parse({ name: userId, email: `${userId}@example.com` }),
  });
const made = async (companyId: string, body: object = aGoal, more: object = {}) => {
  const answer = await send(handler, goals.create, { companyId, body, ...more });
  expect(answer.status).toBe(201);
  return { ...answer, params: { goalId: String(answer.body['goalId']) } };
};
const proposed = (companyId: string, more: object = {}) =>
  made(companyId, { ...aGoal, scope: 'agent', key: 'ann', ...more }, AGENT);

const examples = crudExamples(goalCrud);
routeTests(goalRoutes, handler, {
  ...examples,
  accept: async (companyId) => ({ params: (await proposed(companyId)).params }),
  progress: examples.get,
});
crudTests(goalCrud, goalEvents);
routeTests(benchmarkRoutes, handler, crudExamples(benchmarkCrud));
crudTests(benchmarkCrud, benchmarkEvents);
routeTests(praiseRoutes, handler, {
  list: async (companyId) => {
    await givenAnalysedPraise(aContext({ companyId }));
    return { query: { agentId: 'agent-7' } };
  },
  act: async (companyId) => {
    const { feedbackId } = await givenSaidPraise(aContext({ companyId }));
    return { params: { feedbackId }, body: { action: 'pin' } };
  },
});

describe('a goal', () => {
  test.each([
    ['in the past', { from: day(-20), to: day(-1) }, '#/to'],
    ['with its days the wrong way round', { from: day(9), to: day(8) }, '#/from'],
    ['of more than ten years', { to: '2046-01-01' }, '#/to'],
    ['off the scale', { target: 5.1 }, '#/target'],
    [
      'below the scale',
      { metric: 'volume', direction: 'up_good', scope: 'company', key: undefined, target: -1 },
      '#/target',
    ],
    ['for a foreign agent', { scope: 'agent', key: 'nobody' }, '#/key'],
    ['of a team without its name', { key: undefined }, '#/key'],
    ['of the company with a key', { scope: 'company' }, '#/key'],
    ['of what is counted as of now', { metric: 'follow_up_overdue' }, '#/metric'],
    ['of what is not counted for a team', { metric: 'category_csat' }, '#/metric'],
    ['that does not say what is good where the metric does not', { metric: 'volume' }, '#/direction'],
    ['that calls bad what the metric calls good', { direction: 'down_good' }, '#/direction'],
  ])('%s is 400 and says where', async (_, more, pointer) => {
    const companyId = aCompany();
    const answer = await send(handler, goals.create, { companyId, body: { ...aGoal, ...more } });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toContainEqual(expect.objectContaining({ pointer }));
    expect((await send(handler, goals.list, { companyId })).body['items']).toEqual([]);
  });

  test('a fourth that has not ended, of one scope, key and metric, is 409, also of many at once', async () => {
    const companyId = aCompany();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => send(handler, goals.create, { companyId, body: aGoal })),
    );
    const times = (wanted: number) => answers.filter(({ status }) => status === wanted).length;
    expect([times(201), times(409)]).toEqual([3, 3]);
    expectProblem(await send(handler, goals.create, { companyId, body: aGoal }), 409, 'conflict');
    const other = await made(companyId, { ...aGoal, metric: 'nps', target: 30 });
    const moved = { params: other.params, body: { metric: 'csat_avg', target: 4 } };
    expectProblem(await send(handler, goals.edit, { companyId, ...moved }), 409, 'conflict');
    const [first] = answers.filter(({ status }) => status === 201);
    const params = { goalId: String(first?.body['goalId']) };
    expect((await send(handler, goals.remove, { companyId, params })).status).toBe(204);
    expect((await send(handler, goals.edit, { companyId, ...moved })).status).toBe(200);
    await made(companyId, { ...aGoal, metric: 'nps', target: 30 });
  });

  test('the list shows what every given filter lets through', async () => {
    const companyId = aCompany();
    await known(companyId, 'ann');
    const [team, whole, agent] = [
      await made(companyId),
      await made(companyId, { ...aGoal, scope: 'company', key: undefined, metric: 'nps', target: 30 }),
      await made(companyId, { ...aGoal, scope: 'agent', key: 'ann' }),
    ].map(({ params }) => params.goalId);
    const listed = async (query: Record<string, string>) => {
      const { body } = await send(handler, goals.list, { companyId, query });
      return (body['items'] as { goalId: string }[]).map(({ goalId }) => goalId).toSorted();
    };
    expect(await listed({ scope: 'team', key: 'Team-1' })).toEqual([team]);
    expect(await listed({ scope: 'team', key: 'team-1' })).toEqual([]);
    expect(await listed({ scope: 'company' })).toEqual([whole]);
    expect(await listed({ scope: 'agent' })).toEqual([agent]);
    expect(await listed({ metric: 'nps' })).toEqual([whole]);
    expect(await listed({ open: 'true' })).toEqual([team, whole, agent].map(String).toSorted());
    expect(await listed({ open: 'false' })).toEqual([]);
  });

  test('agents propose for themselves, a manager accepts, once; agents see their own and no others', async () => {
    const companyId = aCompany();
    const team = await made(companyId);
    const { params, body } = await proposed(companyId);
    expect(body).toMatchObject({ state: 'proposed', scope: 'agent', key: 'ann' });
    const asAgent = { companyId, ...AGENT };
    for (const other of [{ ...aGoal }, { ...aGoal, scope: 'agent', key: 'ben' }])
      expectProblem(await send(handler, goals.create, { ...asAgent, body: other }), 403, 'forbidden');
    const items = (await send(handler, goals.list, asAgent)).body['items'];
    expect(items).toEqual([body]);
    expect((await send(handler, goals.progress, { ...asAgent, params })).status).toBe(200);
    for (const route of [goals.get, goals.progress])
      expectProblem(await send(handler, route, { ...asAgent, params: team.params }), 404, 'not-found');
    expectProblem(await send(handler, goals.list, { ...asAgent, query: { scope: 'team' } }), 403, 'forbidden');
    expectProblem(await send(handler, goals.list, { ...asAgent, query: { key: 'ben' } }), 403, 'forbidden');
    expectProblem(await send(handler, goals.accept, { ...asAgent, params }), 403, 'forbidden');
    const accepted = await send(handler, goals.accept, { companyId, params });
    expect(accepted.body).toMatchObject({ state: 'open', acceptedBy: 'user-1' });
    expectProblem(await send(handler, goals.accept, { companyId, params }), 409, 'conflict');
  });

  test('analysts read goals and benchmarks and write none', async () => {
    const companyId = aCompany();
    const analyst = { companyId, role: 'analyst' } as const;
    const { params } = await made(companyId);
    expect((await send(handler, goals.get, { ...analyst, params })).status).toBe(200);
    expectProblem(await send(handler, goals.create, { ...analyst, body: aGoal }), 403, 'forbidden');
    expectProblem(await send(handler, benchmarks.create, { ...analyst, body: aBenchmark }), 403, 'forbidden');
  });
});

describe('a benchmark', () => {
  test.each([
    ['without source', { source: undefined }, '#/source'],
    ['without the date of its source', { source: { title: 'T', url: 'https://example.com' } }, '#/source/publishedOn'],
    ['with an `http:` link', { source: { ...aBenchmark.source, url: 'http://example.com' } }, '#/source/url'],
    ['with a link that is none', { source: { ...aBenchmark.source, url: 'the report' } }, '#/source/url'],
    [
      'of a source that is still to be published',
      { source: { ...aBenchmark.source, publishedOn: day(3) } },
      '#/source/publishedOn',
    ],
    ['of days after its source', { asOf: '2026-03-02' }, '#/asOf'],
    ['that ends before it begins', { validTo: '2025-12-30' }, '#/validTo'],
    ['off the scale', { value: 101 }, '#/value'],
    ['above its range', { high: 40 }, '#/high'],
    ['below its range', { low: 42 }, '#/low'],
    ['without spread of its answers', { spread: 0 }, '#/spread'],
  ])('%s is 400 and says where', async (_, more, pointer) => {
    const companyId = aCompany();
    const answer = await send(handler, benchmarks.create, { companyId, body: { ...aBenchmark, ...more } });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toContainEqual(expect.objectContaining({ pointer }));
    expect((await send(handler, benchmarks.list, { companyId })).body['items']).toEqual([]);
  });

  test('is marked as directional where its source gives no n, and says who wrote it last', async () => {
    const companyId = aCompany();
    const { n: _, ...without } = aBenchmark;
    const { body } = await send(handler, benchmarks.create, { companyId, body: without });
    expect(body).toMatchObject({ directional: true, editedBy: 'user-1' });
    const params = { benchmarkId: String(body['benchmarkId']) };
    const changed = await send(handler, benchmarks.edit, { companyId, params, body: { n: 900 } });
    expect(changed.body).not.toHaveProperty('directional');
  });

  test('the list shows what every given filter lets through', async () => {
    const companyId = aCompany();
    const of = async (more: object) =>
      (await send(handler, benchmarks.create, { companyId, body: { ...aBenchmark, ...more } })).body['benchmarkId'];
    const [one, two] = [await of({}), await of({ metric: 'csat_pct', industry: 'retail', region: 'World' })];
    const listed = async (query: Record<string, string>) =>
      ((await send(handler, benchmarks.list, { companyId, query })).body['items'] as { benchmarkId: string }[]).map(
        ({ benchmarkId }) => benchmarkId,
      );
    expect(await listed({ metric: 'nps' })).toEqual([one]);
    expect(await listed({ industry: 'retail' })).toEqual([two]);
    expect(await listed({ region: 'Europe' })).toEqual([one]);
    expect(await listed({ region: 'Europe', industry: 'retail' })).toEqual([]);
  });
});

describe('praise', () => {
  test('praise of an excluded record is 409, and of one that praises nobody', async () => {
    const ctx = aContext();
    const act = (feedbackId: string) =>
      send(handler, praise.act, { companyId: ctx.companyId, params: { feedbackId }, body: { action: 'thank' } });
    const { feedbackId } = await givenSaidPraise(ctx);
    expect((await act(feedbackId)).status).toBe(200);
    await exclude(again(ctx), { feedbackId, reason: 'test' });
    expectProblem(await act(feedbackId), 409, 'conflict');
    expectProblem(await act((await given(ctx)).feedbackId), 409, 'conflict');
  });

  test('managers say why they hide; agents hide and show their own and do nothing else', async () => {
    const ctx = aContext();
    const { companyId } = ctx;
    const { feedbackId } = await givenSaidPraise(ctx, { agentId: 'ann' });
    const other = await givenSaidPraise(ctx);
    const act = (id: string, body: object, more: object = {}) =>
      send(handler, praise.act, { companyId, params: { feedbackId: id }, body, ...more });
    const refused = await act(feedbackId, { action: 'hide' });
    expectProblem(refused, 400, 'validation-failed');
    expect(refused.body['errors']).toEqual([{ pointer: '#/reason', detail: 'must say why it is hidden' }]);
    for (const action of ['pin', 'unpin', 'thank'])
      expectProblem(await act(feedbackId, { action }, AGENT), 403, 'forbidden');
    expectProblem(await act(other.feedbackId, { action: 'hide' }, AGENT), 404, 'not-found');
    expect((await act(feedbackId, { action: 'hide' }, AGENT)).body).toMatchObject({ hidden: { by: 'ann' } });
    expect((await act(feedbackId, { action: 'show' }, AGENT)).body).not.toHaveProperty('hidden');
    expect((await act(feedbackId, { action: 'hide', reason: 'Irony' })).status).toBe(200);
    expectProblem(await act(feedbackId, { action: 'show' }, AGENT), 403, 'forbidden');
    const listed = await send(handler, praise.list, { companyId, ...AGENT });
    expect(listed.body['items']).toEqual([]);
    expectProblem(
      await send(handler, praise.list, { companyId, ...AGENT, query: { agentId: 'agent-7' } }),
      403,
      'forbidden',
    );
    const hidden = await send(handler, praise.list, { companyId, query: { agentId: 'ann', hidden: 'true' } });
    expect(hidden.body['items']).toMatchObject([{ praise: { feedbackId, hidden: { reason: 'Irony' } } }]);
    expectProblem(await send(handler, praise.list, { companyId, query: { hidden: 'true' } }), 400, 'validation-failed');
  });
});
