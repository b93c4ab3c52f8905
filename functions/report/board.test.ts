import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { boardData } from '../../shared/board/board-data.ts';
import { boardEvents } from '../../shared/board/board.events.ts';
import { boardRoutes } from '../../shared/board/board.routes.ts';
import { BoardData, BoardQuery, type CreateBoard } from '../../shared/board/board.schema.ts';
import { givenBoard } from '../../shared/board/testing/given.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { knows } from '../../shared/people/testing/given.ts';
import { answersOn, computedOf, counted, defined, due, words } from '../../shared/report-run/testing/given.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { crudExamples, crudTests } from '../../shared/testing/crud-tests.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

const { routes } = boardRoutes;
const tile = (sectionId: string, ...metrics: string[]) => ({ sectionId, kind: 'kpi_row', metrics });
const body = {
  title: 'Support',
  sharing: 'roles',
  roles: ['manager'],
  preset: 'last_week',
  compare: 'both',
  filters: { teamId: 'team-1' },
  tiles: [{ ...tile('scores', 'csat_avg'), width: 'half' }],
};
const edit = { title: 'Other' };
const examples = crudExamples({ routes, handler, body: { ...body, sharing: 'private', roles: [] }, edit });
routeTests(boardRoutes, handler, { ...examples, copy: examples.get, data: examples.get });
crudTests({ routes, handler, body, edit }, boardEvents);

type Body = Partial<z.input<typeof CreateBoard>>;
const LAST_WEEK = { preset: 'last_week', compare: 'none' } as const;
/** A board whose tiles a test is about, made by an admin for the whole company. */
const shared = (ctx: Context, tiles: object[], more: Body = {}) =>
  givenBoard(ctx, { ...LAST_WEEK, sharing: 'company', tiles: tiles as never, ...more });
const dataOf = async (ctx: Context, boardId: string, query: object = {}) =>
  BoardData.parse(await boardData(ctx, { boardId: boardId as never, ...BoardQuery.parse(query) }, words));
const company = () => aContext({ now: due });
const scored = (more: object = {}) => answersOn('2026-11-16', 7, { scores: [3, 4, 5], ...more });

describe('the data of a board', () => {
  test('same section on two boards and in a report: equal figures', async () => {
    const ctx = company();
    await counted(ctx, scored());
    const section = tile('scores', 'csat_avg', 'volume');
    const one = await shared(ctx, [section], { compare: 'previous' });
    const other = await shared(ctx, [tile('more', 'nps'), section], { compare: 'previous' });
    const { sections } = await computedOf(ctx, defined([section]));
    const [first, second] = [await dataOf(ctx, one.boardId), await dataOf(ctx, other.boardId)];
    expect(first.tiles).toEqual(sections);
    // More figures are one family there, which only the words about chance can tell.
    const figures = ({ tiles }: BoardData) => tiles.flatMap((of) => (of.kind === 'kpi_row' ? of.figures : []));
    expect(
      figures(second)
        .slice(1)
        .map(({ figure }) => figure),
    ).toEqual(figures(first).map(({ figure }) => figure));
    expect(figures(first)[0]).toMatchObject({ figure: { value: 4, n: 21 } });
  });

  test('a tile of a deleted team is empty, the rest stays', async () => {
    const ctx = company();
    await counted(ctx, scored({ teamId: 'team-1' }));
    const gone = { ...tile('gone', 'csat_avg', 'volume'), override: { filters: { teamId: 'team-gone' } } };
    const { boardId } = await shared(ctx, [gone, tile('all', 'csat_avg')]);
    expect((await dataOf(ctx, boardId)).tiles.map(({ state }) => state)).toEqual(['empty', 'ok']);
  });

  test('an agent on a company board sees own figures, labelled so', async () => {
    const ctx = company();
    await knows(ctx, 'ada');
    await counted(ctx, [...scored({ agentId: 'ada' }), ...answersOn('2026-11-16', 7, { scores: [1], agentId: 'bob' })]);
    const colleague = { ...tile('bob', 'csat_avg'), override: { filters: { agentId: 'bob' } } };
    const byTeam = { sectionId: 'teams', kind: 'breakdown', metric: 'csat_avg', by: 'team' };
    const { boardId } = await shared(ctx, [
      tile('mine', 'csat_avg'),
      colleague,
      byTeam,
      { sectionId: 'a', kind: 'alerts' },
    ]);
    const agent = aContext({ companyId: ctx.companyId, role: 'agent', userId: 'ada', now: due });
    const { own, tiles } = await dataOf(agent, boardId);
    expect(own).toEqual({ key: 'ada', label: 'ada' });
    expect(tiles.map(({ state }) => state)).toEqual(['ok', 'forbidden', 'forbidden', 'forbidden']);
    expect(tiles[0]).toMatchObject({ figures: [{ figure: { value: 4, n: 21, scope: { by: 'agent', key: 'ada' } } }] });
    expect((await dataOf(ctx, boardId)).own).toBeUndefined();
  });

  test('a tile that cannot be computed in the period asked for says why, and the rest stays', async () => {
    const ctx = company();
    await counted(ctx, scored());
    const days = { sectionId: 'days', kind: 'trend', metric: 'csat_avg' };
    const { boardId } = await shared(ctx, [days, tile('all', 'csat_avg')]);
    const { tiles, period } = await dataOf(ctx, boardId, { from: '2025-06-01', to: '2026-11-22' });
    expect(period).toEqual({ from: '2025-06-01', to: '2026-11-22' });
    expect(tiles).toMatchObject([{ state: 'error', reason: expect.stringContaining('366') }, { state: 'ok' }]);
  });

  test('a tile with a defect of ours says so, and the rest stays', async () => {
    const ctx = company();
    await counted(ctx, scored());
    const { boardId } = await shared(ctx, [{ sectionId: 'a', kind: 'alerts' }, tile('all', 'csat_avg')]);
    const through = ctx.db.send.bind(ctx.db) as (command: object) => Promise<unknown>;
    const broken = (command: object) =>
      JSON.stringify(command).includes('alert#open') ? Promise.reject(new Error('broken')) : through(command);
    const faulty: Context = { ...ctx, db: { send: broken as never } };
    expect((await dataOf(faulty, boardId)).tiles.map(({ state }) => state)).toEqual(['error', 'ok']);
  });

  test.each([
    [{ preset: 'last_week', from: '2026-11-01', to: '2026-11-02' }, 'preset'],
    [{ from: '2026-11-02' }, 'to'],
    [{ from: '2026-11-02', to: '2026-11-01' }, 'to'],
  ])('is refused for %j', async (query, parameter) => {
    const companyId = aCompany();
    const { boardId } = await shared(aContext({ companyId }), [tile('all', 'nps')]);
    const answer = await send(handler, routes.data, { companyId, params: { boardId }, query });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ parameter }]);
  });

  test('a longer period than a board may read is refused, naming the tile', async () => {
    const companyId = aCompany();
    const table = { sectionId: 'agents', kind: 'table', metrics: ['csat_avg'], by: 'agent' };
    const { boardId } = await shared(aContext({ companyId }), [tile('all', 'csat_avg'), table], { compare: 'both' });
    const call = (query: Record<string, string>) =>
      send(handler, routes.data, { companyId, params: { boardId }, query });
    expect((await call({ preset: 'last_3_months' })).status).toBe(200);
    const answer = await call({ preset: 'last_4_months' });
    expectProblem(answer, 400, 'too-many-reads');
    expect(answer.body['errors']).toMatchObject([{ pointer: '#/tiles/1' }]);
  });
});

describe('who may do what with a board', () => {
  const users = { owner: 'agent', colleague: 'agent', analyst: 'analyst', manager: 'manager', admin: 'admin' } as const;
  const as = (userId: keyof typeof users) => ({ role: users[userId], userId });
  const opened = async (sharing: Body) => {
    const companyId = aCompany();
    const { boardId } = await givenBoard(
      { ...aContext({ companyId }), actor: aContext({ userId: 'owner' }).actor },
      sharing,
    );
    const may: Record<string, unknown> = {};
    for (const userId of Object.keys(users) as (keyof typeof users)[]) {
      const one = { companyId, ...as(userId), params: { boardId } };
      const [read, data, changed, copied] = [
        await send(handler, routes.get, one),
        await send(handler, routes.data, one),
        await send(handler, routes.edit, { ...one, body: { sharing: 'private', roles: [], title: userId } }),
        await send(handler, routes.copy, one),
      ];
      const { items } = (await send(handler, routes.list, { companyId, ...as(userId) })).body as {
        items: { boardId: string }[];
      };
      expect(items.some((item) => item.boardId === boardId)).toBe(read.status === 200);
      may[userId] = [read.status, data.status, changed.status, copied.status];
      if (copied.status === 201) expect(copied.body).toMatchObject({ ownerId: userId, sharing: 'private', roles: [] });
      if (changed.status === 200)
        await send(handler, routes.edit, { companyId, userId: 'root', params: { boardId }, body: sharing });
    }
    return may;
  };
  const all = [200, 200, 200, 201];
  const reads = [200, 200, 403, 201];
  const none = [404, 404, 404, 404];

  test('only owner and admins edit; others copy', async () => {
    expect(await opened({ sharing: 'company', roles: [] })).toEqual({
      owner: all,
      colleague: reads,
      analyst: reads,
      manager: reads,
      admin: all,
    });
  });

  test('a private board is known to its owner and to admins alone', async () => {
    const may = await opened({ sharing: 'private', roles: [] });
    expect(may).toEqual({ owner: all, colleague: none, analyst: none, manager: none, admin: all });
  });

  test('a board of some roles is opened by who has one of them', async () => {
    const may = await opened({ sharing: 'roles', roles: ['manager'] });
    expect(may).toEqual({ owner: all, colleague: none, analyst: none, manager: reads, admin: all });
  });

  test('agents have private boards and share none', async () => {
    const companyId = aCompany();
    const one = { companyId, ...as('owner') };
    const made = await send(handler, routes.create, { ...one, body: { title: 'Mine' } });
    expect(made.status).toBe(201);
    const params = { boardId: String(made.body['boardId']) };
    const sharing = { sharing: 'company' };
    expectProblem(
      await send(handler, routes.create, { ...one, body: { title: 'Ours', ...sharing } }),
      403,
      'forbidden',
    );
    expectProblem(await send(handler, routes.edit, { ...one, params, body: sharing }), 403, 'forbidden');
    expect((await send(handler, routes.remove, { ...one, params })).status).toBe(204);
  });

  test('whoever may not change a board may not delete it either', async () => {
    const companyId = aCompany();
    const { boardId } = await shared(aContext({ companyId }), [tile('all', 'nps')]);
    const one = { companyId, ...as('manager'), params: { boardId } };
    expectProblem(await send(handler, routes.remove, one), 403, 'forbidden');
    expect((await send(handler, routes.get, one)).status).toBe(200);
  });

  test('two people reorder at once: one 200, one 412 with both orders', async () => {
    const companyId = aCompany();
    const [a, b, c] = [tile('a', 'nps'), tile('b', 'csat_avg'), tile('c', 'volume')];
    const { boardId } = await shared(aContext({ companyId }), [a, b, c]);
    const reorder = (tiles: object[]) =>
      send(handler, routes.put, {
        companyId,
        params: { boardId },
        headers: { 'if-match': '"1"' },
        body: { title: 'Support', tiles },
      });
    const answers = await Promise.all([reorder([b, a, c]), reorder([c, b, a])]);
    const [won, lost] = answers.toSorted((one, other) => one.status - other.status);
    expect([won?.status, lost?.status]).toEqual([200, 412]);
    const orders = answers[0].status === 200 ? ['b, a, c', 'c, b, a'] : ['c, b, a', 'b, a, c'];
    expect(lost?.body['errors']).toEqual([
      { pointer: '#/tiles', detail: `stand now as: ${orders[0]}` },
      { pointer: '#/tiles', detail: `were sent as: ${orders[1]}` },
    ]);
  });
});

describe('a board', () => {
  const create = (companyId: string, more: object) =>
    send(handler, routes.create, { companyId, body: { title: 'Board', ...more } });
  const some = ['nps', 'csat_avg', 'csat_pct', 'ces_avg', 'volume', 'comment_rate', 'net_sentiment', 'response_rate'];
  const ofTeam = (one: object) => ({ ...one, override: { filters: { teamId: 'team-1' } } });
  const text = (markdown: string) => ({ sectionId: 'text', kind: 'text', markdown });

  test.each([
    ['25 tiles', { tiles: Array.from({ length: 25 }, (_, index) => tile(`t${index}`, 'nps')) }, '#/tiles'],
    ['an unknown kind', { tiles: [{ sectionId: 'a', kind: 'pie' }] }, '#/tiles/0/kind'],
    ['an unknown metric', { tiles: [tile('a', 'happiness')] }, '#/tiles/0/metrics/0'],
    ['text over 2 000 characters', { tiles: [text('x'.repeat(2_001))] }, '#/tiles/0/markdown'],
    ['an unknown role', { sharing: 'roles', roles: ['manager', 'chief'] }, '#/roles/1'],
    ['roles without need', { sharing: 'company', roles: ['manager'] }, '#/roles'],
    ['no roles', { sharing: 'roles' }, '#/roles'],
    [
      'a dimension that a metric has not',
      { tiles: [{ sectionId: 'b', kind: 'breakdown', metric: 'response_rate', by: 'category' }] },
      '#/tiles/0/by',
    ],
    ['a tile named twice', { tiles: [tile('a', 'nps'), tile('a', 'volume')] }, '#/tiles'],
  ])('is refused with %s', async (_, more, pointer) => {
    const answer = await create(aCompany(), more);
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ pointer }]);
  });

  test('has 12 different metrics and dimensions and is refused with 13 metrics, naming the tile', async () => {
    const companyId = aCompany();
    const more = ['follow_up_closed', 'follow_up_on_time', 'follow_up_open', 'follow_up_overdue'];
    const tiles: object[] = [tile('one', ...some), tile('two', ...more), tile('same', 'nps', 'csat_avg')];
    expect((await create(companyId, { compare: 'none', tiles })).status).toBe(201);
    for (const last of [tile('four', 'alert_opened'), ofTeam(tile('four', 'nps'))]) {
      const answer = await create(companyId, { compare: 'none', tiles: [...tiles, last] });
      expectProblem(answer, 400, 'too-many-reads');
      const detail = expect.stringMatching(/`four` has the 13th/);
      expect(answer.body).toMatchObject({ errors: [{ pointer: '#/tiles/3' }], detail });
    }
  });

  test('keeps HTML as text', async () => {
    const ctx = company();
    const { boardId } = await shared(ctx, [text('<b>Hi</b> **you**')]);
    const { tiles } = await dataOf(ctx, boardId);
    const spans = [{ text: '<b>Hi</b> ' }, { text: 'you', bold: true }];
    expect(tiles).toMatchObject([{ state: 'ok', blocks: [{ type: 'paragraph', spans }] }]);
  });

  test('a company has at most 100', async () => {
    const companyId = aCompany();
    for (let from = 0; from < 100; from += 10)
      await Promise.all(Array.from({ length: 10 }, () => givenBoard(aContext({ companyId }), { tiles: [] })));
    expectProblem(await create(companyId, {}), 409, 'conflict');
  }, 60_000);
});
