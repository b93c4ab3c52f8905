import { describe, expect, test } from 'vitest';
import { create as createBenchmark } from '../../shared/benchmark/benchmark.ts';
import { CreateBenchmark } from '../../shared/benchmark/benchmark.schema.ts';
import { PutSettings } from '../../shared/company/settings.schema.ts';
import { putSettings } from '../../shared/company/put-settings.ts';
import { dashboardRoutes } from '../../shared/dashboard/dashboard.routes.ts';
import { pairsOf } from '../../shared/dashboard/periods.ts';
import { rangeOfPreset } from '../../shared/dashboard/preset.ts';
import { create as createGoal } from '../../shared/goal/goal.ts';
import { CreateGoal } from '../../shared/goal/goal.schema.ts';
import { addDays } from '../../shared/kernel/calendar.ts';
import { inTeam } from '../../shared/people/testing/given.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { count, nps } from '../../shared/metrics/testing/changes.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

const { routes } = dashboardRoutes;
const today = new Date().toISOString().slice(0, 10);
/** Days that are no preset: always as they are this moment. */
const thisMoment = { from: addDays(today, -27), to: today };

let serial = 0;
type Some = { day?: string; agentId?: string; teamId?: string; channel?: string; category?: string; value?: number };
/** CSAT answers on days before today. */
const answers = (many: number, { day = addDays(today, -3), value = 4, category, ...snapshot }: Some) =>
  Array.from({ length: many }, () => ({
    ...nps(serial++, 0),
    ledgerPage: `fb_d${serial % 40}`,
    occurredAt: `${day}T10:00:00.000Z`,
    scores: [{ metric: 'csat', value, scaleMin: 1, scaleMax: 5 }],
    ...(category !== undefined && { category }),
    snapshot,
  }));

const given = async (companyId: string, records: ReturnType<typeof answers>) => count(aContext({ companyId }), records);

routeTests(dashboardRoutes, handler, {
  executive: async (companyId) => {
    await given(companyId, answers(12, { channel: 'chat', agentId: 'ann', teamId: 'team-1' }));
    return { query: { preset: '28d' } };
  },
  manager: async (companyId) => {
    await given(companyId, answers(12, { channel: 'chat', agentId: 'ann', teamId: 'team-1', category: 'billing' }));
    return { query: { teamId: 'team-1', preset: '28d' } };
  },
  agent: async (companyId) => {
    await given(companyId, answers(12, { agentId: 'user-1', teamId: 'team-1' }));
    return { query: { agentId: 'user-1' } };
  },
});

describe('days', () => {
  const of = (query: Record<string, string>) => send(handler, routes.executive, { companyId: aCompany(), query });
  test.each<[string, Record<string, string>, string]>([
    ['a preset and days', { preset: '28d', from: '2026-11-01', to: '2026-11-02' }, 'preset'],
    ['from after to', { from: '2026-11-02', to: '2026-11-01' }, 'from'],
    ['half a range', { from: '2026-11-02' }, 'to'],
    ['the other half', { to: '2026-11-02' }, 'from'],
    ['367 days', { from: '2025-11-01', to: '2026-11-02' }, 'to'],
    ['an unknown preset', { preset: 'decade' }, 'preset'],
    ['an unknown parameter', { level: '0.1' }, 'level'],
  ])('that are %s are refused by name', async (_, query, parameter) => {
    const answer = await of(query);
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ parameter }]);
  });

  test('are the last 28 unless given', async () => {
    expect((await of({})).body).toMatchObject({ preset: '28d', from: addDays(today, -27), to: today });
  });
});

describe('whoever is an agent', () => {
  const as = { role: 'agent' as const, userId: 'ann' };
  test('gets 403 for another’s `agentId`, for executives and for managers', async () => {
    const companyId = aCompany();
    expectProblem(await send(handler, routes.agent, { ...as, companyId, query: { agentId: 'bob' } }), 403, 'forbidden');
    expectProblem(await send(handler, routes.executive, { ...as, companyId }), 403, 'forbidden');
    expectProblem(await send(handler, routes.manager, { ...as, companyId }), 403, 'forbidden');
  });

  test('sees own numbers beside the team’s average from three agents with ten answers on, and never a colleague', async () => {
    const companyId = aCompany();
    const team = { teamId: 'team-1' };
    await given(companyId, [
      ...answers(10, { ...team, agentId: 'ann', value: 3 }),
      ...answers(10, { ...team, agentId: 'bob', value: 5 }),
      ...answers(9, { ...team, agentId: 'cid', value: 4 }),
    ]);
    const look = async () => (await send(handler, routes.agent, { ...as, companyId, query: thisMoment })).body;
    const first = (await look())['me'] as { figures: Record<string, unknown>[] };
    expect(first.figures[0]).toMatchObject({ figure: { metric: 'csat_avg', value: 3, n: 10 } });
    expect(first.figures[0]).not.toHaveProperty('teamAverage');
    await given(companyId, answers(1, { ...team, agentId: 'cid', value: 4 }));
    const body = await look();
    expect((body['me'] as typeof first).figures[0]).toMatchObject({ teamAverage: 4 });
    expect(JSON.stringify(body)).not.toMatch(/bob|cid/);
  });
});

test('an agent’s page has the goals that have not ended, as they stand, and the agent’s praise', async () => {
  const companyId = aCompany();
  const ctx = aContext({ companyId });
  await inTeam(ctx, 'ann', ['team-1']);
  const ofAnn = { scope: 'agent', key: 'ann', metric: 'csat_avg', target: 4.5, minN: 10 };
  await createGoal(ctx, { body: CreateGoal.parse({ ...ofAnn, from: addDays(today, -9), to: addDays(today, 10) }) });
  await given(companyId, answers(30, { agentId: 'ann', value: 4 }));
  const { body } = await send(handler, routes.agent, { companyId, role: 'agent', userId: 'ann' });
  expect(body).toMatchObject({
    goals: [{ target: 4.5, status: 'behind', figure: { value: 4, n: 30, scope: { by: 'agent', key: 'ann' } } }],
    praise: { items: [], all: { path: '/api/crm/praise', query: { agentId: 'ann' } } },
  });
});

test('executives see published benchmarks beside the company’s value, and which of them are out of date', async () => {
  const companyId = aCompany();
  const ctx = aContext({ companyId });
  const source = { title: 'A published report', url: 'https://example.com/report', publishedOn: '2024-03-01' };
  const common = { industry: 'software', region: 'Europe', source, asOf: '2023-12-31' };
  const write = (fields: object) => createBenchmark(ctx, { body: CreateBenchmark.parse({ ...common, ...fields }) });
  await write({ metric: 'csat_avg', value: 4.2, validTo: addDays(today, 1) });
  await write({ metric: 'nps', value: 41, validTo: '2024-12-31' });
  await write({ metric: 'fcr_csat', value: 4.1, validTo: '2024-12-31' });
  await given(companyId, answers(12, { value: 4 }));
  const { body } = await send(handler, routes.executive, { companyId, query: thisMoment });
  const shown = body['benchmark'] as { benchmark: { metric: string } }[];
  expect(shown.toSorted((a, b) => (a.benchmark.metric < b.benchmark.metric ? -1 : 1))).toMatchObject([
    { benchmark: { metric: 'csat_avg', directional: true }, value: 4, distance: expect.closeTo(-0.2) },
    { benchmark: { metric: 'nps' }, value: null, distance: null, outdated: true },
  ]);
});

test('24 November: this month is compared with the complete days of October before that day', () => {
  const { previous } = pairsOf(rangeOfPreset('month', '2026-11-25'), '2026-11-25');
  expect(previous).toEqual({
    now: { from: '2026-11-01', to: '2026-11-24' },
    before: { from: '2026-10-01', to: '2026-10-24' },
    partial: true,
  });
});

test('an unchanged page is answered with 304, a changed one is sent', async () => {
  const companyId = aCompany();
  await given(companyId, answers(12, {}));
  const asked = { companyId, query: thisMoment };
  const { headers } = await send(handler, routes.executive, asked);
  const again = { ...asked, headers: { 'if-none-match': String(headers['etag']) } };
  const same = await send(handler, routes.executive, again);
  expect([same.status, same.text, same.headers['etag']]).toEqual([304, '', headers['etag']]);
  await given(companyId, answers(1, {}));
  const changed = await send(handler, routes.executive, again);
  expect(changed.status).toBe(200);
  expect(changed.headers['etag']).not.toBe(headers['etag']);
});

describe('executives', () => {
  test('see who does best, never the worst; an agent with 9 answers of 5 has no place', async () => {
    const companyId = aCompany();
    const means = { ann: 5, bob: 4, cid: 3, dora: 2, eve: 1 };
    await given(companyId, [
      ...Object.entries(means).flatMap(([agentId, value]) => [
        ...answers(30, { agentId, value }),
        ...answers(3, { agentId, value: 3 }),
      ]),
      ...answers(9, { agentId: 'nine', value: 5 }),
    ]);
    const { body } = await send(handler, routes.executive, { companyId });
    const agents = body['agents'] as { top: { key: string; place: number }[] };
    expect(agents).toMatchObject({ ranked: true, bottomHidden: 1 });
    expect(agents.top.map(({ key }) => key)).toEqual(['ann', 'bob', 'cid', 'dora', 'eve']);
  });

  test('see no ranking where agents differ by no more than chance makes them', async () => {
    const companyId = aCompany();
    const same = (agentId: string) => [1, 2, 3, 4, 5].flatMap((value) => answers(8, { agentId, value }));
    await given(companyId, ['ann', 'bob', 'cid', 'dora', 'eve'].flatMap(same));
    const { body } = await send(handler, routes.executive, { companyId });
    expect(body['agents']).toMatchObject({ ranked: false, reason: 'chance', top: [], bottomHidden: 5 });
  });

  test('see volume by channel with its share, by source where no record names a channel', async () => {
    const companyId = aCompany();
    await given(companyId, [...answers(6, {}), ...answers(2, {})]);
    const look = async () => (await send(handler, routes.executive, { companyId, query: thisMoment })).body['volume'];
    expect(await look()).toMatchObject({ by: 'source', byChannel: [{ key: 'survey', share: 1 }] });
    await given(companyId, answers(8, { channel: 'chat' }));
    expect(await look()).toMatchObject({
      figure: { n: 16 },
      by: 'channel',
      byChannel: [{ key: 'chat', share: 0.5, figure: { n: 8, scope: { by: 'channel', key: 'chat' } } }],
    });
  });

  test('have all comparisons with one past judged as one family', async () => {
    const companyId = aCompany();
    const before = addDays(today, -35);
    await given(companyId, [
      ...answers(40, { channel: 'chat', value: 4 }),
      ...answers(40, { channel: 'chat', value: 4, day: before }),
      ...answers(12, { channel: 'phone', value: 5 }),
    ]);
    const { body } = await send(handler, routes.executive, { companyId });
    type Compared = { metric: string; compare: { previous: { family: number; reason?: string } } };
    const headline = body['headline'] as Compared[];
    const channels = (body['volume'] as { byChannel: { figure: Compared }[] }).byChannel.map(({ figure }) => figure);
    const families = [...headline, ...channels].map(({ compare }) => compare.previous.family);
    const tested = [...headline, ...channels].filter(({ compare }) => compare.previous.reason === undefined);
    expect(new Set(families)).toEqual(new Set([tested.length]));
    expect(tested.length).toBeGreaterThan(4);
  });

  test('are told what they may not read', async () => {
    const { body } = await send(handler, routes.executive, { companyId: aCompany(), scope: 'metrics:read' });
    expect(body).toMatchObject({ hidden: ['critical', 'followUps'] });
    expect(body).not.toHaveProperty('critical');
  });
});

describe('managers', () => {
  test('see their own teams only where the company wants it', async () => {
    const companyId = aCompany();
    const as = { companyId, role: 'manager' as const, userId: 'mia' };
    expect((await send(handler, routes.manager, as)).status).toBe(200);
    await putSettings(aContext({ companyId }), PutSettings.parse({ dashboards: { managersSeeOwnTeamsOnly: true } }));
    expectProblem(await send(handler, routes.manager, { ...as, query: { teamId: 'team-2' } }), 403, 'forbidden');
    const { body } = await send(handler, routes.executive, as);
    await inTeam(aContext({ companyId }), 'mia', ['team-1']);
    expect((await send(handler, routes.manager, as)).body).toMatchObject({ teamId: 'team-1' });
    expectProblem(await send(handler, routes.manager, { ...as, query: { teamId: 'team-2' } }), 403, 'forbidden');
    expect(body).toMatchObject({ hidden: ['agents', 'teams'] });
    expect(body).not.toHaveProperty('agents');
  });

  test('see the agents of a team with adjusted and raw values, categories, emotions and themes', async () => {
    const companyId = aCompany();
    const found = { status: 'done', sentiment: 'negative', emotions: ['anger'], urgency: 'high' };
    await given(companyId, [
      ...answers(12, { agentId: 'ann', teamId: 'team-1', value: 5, category: 'billing' }),
      ...answers(12, { agentId: 'bob', teamId: 'team-1', value: 3, category: 'billing' }),
      ...answers(12, { agentId: 'eve', teamId: 'team-2', value: 1, category: 'delivery' }),
      ...answers(5, { agentId: 'ann', teamId: 'team-1' }).map((one) => ({ ...one, theme: 'login', analysis: found })),
    ]);
    const { body } = await send(handler, routes.manager, { companyId, query: { teamId: 'team-1' } });
    expect(body).toMatchObject({
      teamId: 'team-1',
      team: { agents: [{ agentId: 'ann' }, { agentId: 'bob', csat_avg: { value: 3, n: 12 } }] },
      categories: [
        { key: 'billing', figure: { n: 24, value: 4 } },
        { key: 'delivery', figure: { n: 12 } },
      ],
      emotions: [{ metric: 'emotion_share', part: 'anger', value: 1, n: 5 }],
      topics: { top: [{ key: 'login', figure: { n: 5 } }] },
      hidden: [],
    });
  });
});
