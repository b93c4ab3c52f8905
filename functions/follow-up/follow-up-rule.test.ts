import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { followUpRuleEvents } from '../../shared/follow-up-rule/follow-up-rule.events.ts';
import { followUpRuleRoutes } from '../../shared/follow-up-rule/follow-up-rule.routes.ts';
import { followUpRuleSet } from '../../shared/follow-up-rule/follow-up-rule.store.ts';
import { companyPrefix, tableName } from '../../shared/kernel/table.ts';
import { PutPerson } from '../../shared/people/people.schema.ts';
import { put as putPerson } from '../../shared/people/people.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { crudExamples, crudTests } from '../../shared/testing/crud-tests.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { handler } from './handler.ts';

useQueues();
const { routes } = followUpRuleRoutes;
const crud = {
  routes,
  handler,
  body: {
    name: 'Angry gold customers',
    enabled: true,
    match: { all: { tier: 'gold' }, any: [{ emotion: 'anger' }, { sentimentScoreMax: -60 }], none: [{ tag: 'test' }] },
    maxAgeDays: 3,
    order: 20,
    urgencyFrom: 'fixed',
    urgency: 'high',
    due: { firstTouch: 60, close: 480 },
    calendarId: 'default',
    assign: { mode: 'none', teamId: 'team-1' },
  },
  edit: { order: 15 },
  company: async () => {
    const ctx = aContext();
    await followUpRuleSet.noteGiven(ctx, 9);
    return ctx.companyId;
  },
};

const examples = crudExamples(crud);
routeTests(followUpRuleRoutes, handler, {
  ...examples,
  replay: async (companyId) => ({ body: { ...(await examples.get(companyId)).params, days: 90 } }),
});
crudTests(crud, followUpRuleEvents);

const make = (companyId: string, more: object = {}) =>
  send(handler, routes.create, { companyId, body: { ...crud.body, ...more } });
const made = async (companyId: string, more: object = {}) => {
  const answer = await make(companyId, more);
  return { ...answer, params: { ruleId: String(answer.body['ruleId']) } };
};
const knows = (companyId: string, userId: string) =>
  putPerson(aContext({ companyId }), {
    userId,
    body: PutPerson.parse({ name: userId, email: `${userId}@example.com` }),
  });

describe('a follow-up rule', () => {
  test('needs a name, a match and its place in the order; everything else has a default', async () => {
    const { name, match, order } = crud.body;
    const answer = await send(handler, routes.create, { companyId: aCompany(), body: { name, match, order } });
    expect(answer.body).toMatchObject({
      enabled: true,
      maxAgeDays: 7,
      urgencyFrom: 'analysis',
      assign: { mode: 'none' },
    });
    expect(answer.body).not.toHaveProperty('urgency');
  });

  test('stands ready made: critical or high is switched on, a detractor with text is not', async () => {
    const companyId = aCompany();
    const names = async (enabled: string) =>
      ((await send(handler, routes.list, { companyId, query: { enabled } })).body['items'] as { name: string }[]).map(
        ({ name }) => name,
      );
    expect(await names('true')).toEqual(['Critical or high']);
    expect(await names('false')).toEqual(['Detractor with text']);
  });

  test('names people and a calendar that the company knows; those of another are unknown', async () => {
    const [companyId, other] = [aCompany(), aCompany()];
    await knows(companyId, 'ada');
    await knows(other, 'eve');
    const assign = (...userIds: string[]) => ({ assign: { mode: 'round_robin', userIds } });
    const { params, body } = await made(companyId, assign('ada'));
    expect(body).toMatchObject(assign('ada'));
    for (const [edit, pointer] of [
      [assign('ada', 'eve'), '#/assign/userIds/1'],
      [{ calendarId: 'berlin' }, '#/calendarId'],
    ] as const) {
      const answer = await send(handler, routes.edit, { companyId, params, body: edit });
      expectProblem(answer, 400, 'validation-failed');
      expect(answer.body['errors']).toContainEqual(expect.objectContaining({ pointer }));
    }
    const cleared = await send(handler, routes.edit, { companyId, params, body: { calendarId: null, due: null } });
    expect(cleared.status).toBe(200);
    expect(cleared.body).not.toHaveProperty('calendarId');
    expect(cleared.body).not.toHaveProperty('due');
  });

  test('has an urgency of its own exactly where that is fixed, also after a change', async () => {
    const companyId = aCompany();
    const { params } = await made(companyId);
    const edit = (body: object) => send(handler, routes.edit, { companyId, params, body });
    for (const body of [{ urgencyFrom: 'analysis' }, { urgency: null }]) {
      const answer = await edit(body);
      expectProblem(answer, 400, 'validation-failed');
      expect(answer.body['errors']).toMatchObject([{ pointer: '#/urgency' }]);
    }
    expect((await edit({ urgencyFrom: 'analysis', urgency: null })).body).not.toHaveProperty('urgency');
    expect((await edit({ urgencyFrom: 'fixed', urgency: 'low' })).body).toMatchObject({ urgency: 'low' });
  });

  test('is the 50th of its company at most; of two that take the last place one is refused', async () => {
    const ctx = aContext();
    const Item = { pk: `${companyPrefix(ctx.companyId)}set`, sk: 'follow-up-rules', n: 49 };
    await ctx.db.send(new PutCommand({ TableName: tableName(), Item }));
    const answers = await Promise.all([make(ctx.companyId), make(ctx.companyId)]);
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409]);
    const refused = await make(ctx.companyId);
    expectProblem(refused, 409, 'conflict');
    expect(refused.body['detail']).toContain('50 follow-up rules');
  });

  test('is not made by an agent, who may read it', async () => {
    const companyId = aCompany();
    const { params } = await made(companyId);
    expectProblem(await send(handler, routes.create, { companyId, body: crud.body, role: 'agent' }), 403, 'forbidden');
    expect((await send(handler, routes.get, { companyId, params, role: 'agent' })).status).toBe(200);
  });
});

describe('bad input', () => {
  test.each<[title: string, body: object, pointer: string]>([
    ['a filter of an unknown name', { match: { all: { tier: 'gold', colour: 'red' } } }, '#/match/all/colour'],
    ['`from` in a filter', { match: { all: { from: '2026-11-01', tier: 'gold' } } }, '#/match/all/from'],
    ['a match of everything that does not say so', { match: { all: {} } }, '#/match/all'],
    ['due after 0 minutes', { due: { firstTouch: 0, close: 10 } }, '#/due/firstTouch'],
    ['closing due after 0 minutes', { due: { firstTouch: 1, close: 0 } }, '#/due/close'],
    ['a first touch due after the closing', { due: { firstTouch: 20, close: 10 } }, '#/due/firstTouch'],
    ['an unknown urgency', { urgency: 'urgent' }, '#/urgency'],
    ['a fixed urgency that is not given', { urgency: undefined }, '#/urgency'],
    ['an urgency beside that of the analysis', { urgencyFrom: 'analysis' }, '#/urgency'],
    ['the order 0', { order: 0 }, '#/order'],
    ['a calendar that the company does not have', { calendarId: 'berlin' }, '#/calendarId'],
    ['an unknown mode', { assign: { mode: 'random', userIds: ['ada'] } }, '#/assign/mode'],
    ['a pool of nobody', { assign: { mode: 'round_robin', userIds: [] } }, '#/assign/userIds'],
    [
      'a pool of 51',
      { assign: { mode: 'least_loaded', userIds: Array.from({ length: 51 }, (_, at) => `user-${at}`) } },
      '#/assign/userIds',
    ],
    ['people and a team', { assign: { mode: 'round_robin', userIds: ['ada'], teamId: 't' } }, '#/assign'],
    ['neither people nor a team', { assign: { mode: 'least_loaded' } }, '#/assign'],
    ['a person who is named twice', { assign: { mode: 'round_robin', userIds: ['a', 'a'] } }, '#/assign/userIds'],
    ['two people where one is fixed', { assign: { mode: 'fixed', userIds: ['a', 'b'] } }, '#/assign/userIds'],
    ['a stranger', { assign: { mode: 'fixed', userIds: ['nobody'] } }, '#/assign/userIds/0'],
    ['an age of -1 days', { maxAgeDays: -1 }, '#/maxAgeDays'],
  ])('%s is refused, and where is said', async (_, more, pointer) => {
    const answer = await make(aCompany(), more);
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toContainEqual(expect.objectContaining({ pointer }));
  });
});

describe('a replay', () => {
  const { assign: _, calendarId: _none, ...rule } = crud.body;
  const replay = (companyId: string, body: object) => send(handler, routes.replay, { companyId, body });

  test.each<[title: string, body: object, pointer: string]>([
    ['of 0 days', { rule, days: 0 }, '#/days'],
    ['of 91 days', { rule, days: 91 }, '#/days'],
    ['of neither a saved rule nor another', { days: 90 }, '#'],
    ['of both', { rule, ruleId: 'fr_01m6b8te80fbv1ave12d1pmmz7', days: 90 }, '#'],
    ['of a rule that is none', { ruleId: 'fr_01m6b8te80fbv1ave12d1pmmz7', days: 90 }, '#/ruleId'],
    ['of a rule that could not be saved', { rule: { ...rule, urgency: undefined }, days: 90 }, '#/rule/urgency'],
  ])('%s is refused, and where is said', async (__, body, pointer) => {
    const answer = await replay(aCompany(), body);
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toContainEqual(expect.objectContaining({ pointer }));
  });

  test('is refused while two run, and is not started by an agent', async () => {
    const companyId = aCompany();
    const answers = [await replay(companyId, { rule, days: 90 }), await replay(companyId, { rule, days: 90 })];
    expect(answers.map(({ status, body }) => [status, body['kind']])).toEqual([
      [202, 'followUpRuleReplay'],
      [202, 'followUpRuleReplay'],
    ]);
    expectProblem(await replay(companyId, { rule, days: 90 }), 409, 'conflict');
    const byAgent = await send(handler, routes.replay, { companyId, body: { rule, days: 90 }, role: 'agent' });
    expectProblem(byAgent, 403, 'forbidden');
  });
});
