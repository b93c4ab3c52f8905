import { describe, expect, test } from 'vitest';
import { aContext, aCompany } from '../../shared/testing/context.ts';
import { again, given } from '../../shared/feedback/testing/given.ts';
import { awayIs, inTeam as putInTeam, knows } from '../../shared/people/testing/given.ts';
import { find } from '../../shared/feedback/feedback.walk.ts';
import { feedbackEventsOf } from '../../shared/feedback/feedback.events.ts';
import { exclude, get as getFeedback, edit as editFeedback } from '../../shared/feedback/feedback.ts';
import { followUpEvents } from '../../shared/follow-up/follow-up.events.ts';
import { messageEvents } from '../../shared/message/message.events.ts';
import { followUpRoutes, recordFollowUpRoutes } from '../../shared/follow-up/follow-up.routes.ts';
import { followUpRuleRoutes } from '../../shared/follow-up-rule/follow-up-rule.routes.ts';
import { openByRule } from '../../shared/follow-up/opening.ts';
import { csatTemplate } from '../../shared/survey-template/ready-made/csat.ts';
import { SurveyTemplateInput } from '../../shared/survey-template/survey-template.schema.ts';
import { create as createTemplate } from '../../shared/survey-template/survey-template.ts';
import type { Route } from '../../shared/http/contract.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

const everyLanguage = Object.fromEntries(['en', 'de', 'es', 'fr', 'ar'].map((language) => [language, 'Why?']));
const routes = { ...followUpRoutes.routes, ...recordFollowUpRoutes.routes };
const resolved = {
  status: 'resolved',
  rootCause: { code: 'billing_error' },
  action: { code: 'refunded' },
  customerInformed: true,
};

const inTeam = (companyId: string, userId: string, teamIds: string[], absentUntil?: string) =>
  putInTeam(aContext({ companyId }), userId, teamIds, absentUntil);

/** A follow-up that was just opened. */
async function opened(companyId: string, body: object = {}) {
  const { feedbackId } = await given(aContext({ companyId }));
  await knows(aContext({ companyId }), 'ada', 'bob', 'eve');
  const answer = await send(handler, routes.open, { companyId, params: { feedbackId }, body });
  expect(answer.status).toBe(201);
  return { feedbackId, params: { followUpId: String(answer.body['followUpId']) }, body: answer.body };
}
const one =
  (more: object = {}) =>
  async (companyId: string) => ({ params: (await opened(companyId)).params, ...more });
const ofFeedback = (more: object) => async (companyId: string) => {
  const { feedbackId } = await opened(companyId);
  return { params: { feedbackId }, ...more };
};

routeTests(followUpRoutes, handler, {
  list: async (companyId) => {
    await opened(companyId, { note: 'Call her', assign: { ownerId: 'ada' } });
    return {};
  },
  board: one({ params: undefined }),
  changeMany: async (companyId) => {
    const { followUpId } = (await opened(companyId)).params;
    return { body: { action: 'urgency', followUpIds: [followUpId], urgency: 'critical' } };
  },
  get: one(),
  take: one(),
  assign: one({ body: { ownerId: 'ada' } }),
  contact: one({ body: { channel: 'phone', outcome: 'reached', note: 'She was glad.' } }),
  note: one({ body: { text: 'Ask finance first.' } }),
  messages: async (companyId) => {
    const { params } = await opened(companyId);
    await send(handler, routes.message, { companyId, params, body: { text: 'Dear Ada, we are sorry.' } });
    return { params };
  },
  message: one({ body: { text: 'Dear Ada,\n\nwe are sorry.' } }),
  close: one({ body: resolved }),
  reopen: async (companyId) => {
    const { params } = await opened(companyId);
    await send(handler, routes.close, { companyId, params, body: resolved });
    return { params, body: { reason: 'It happened again.' } };
  },
});

routeTests(recordFollowUpRoutes, handler, {
  open: async (companyId) => {
    const { feedbackId } = await given(aContext({ companyId }));
    return { params: { feedbackId }, body: { urgency: 'high', note: 'Call her' } };
  },
  patch: ofFeedback({ body: { assignedTo: 'ada', status: 'in_progress' } }),
  settings: () => ({}),
  putSettings: () => ({ body: { targets: { critical: { firstTouch: 30, close: 240 } } } }),
});

type Step = (params: object, body?: object, more?: object) => ReturnType<typeof send>;
const stepIn =
  (companyId: string) =>
  (route: Route): Step =>
  (params, body, more = {}) =>
    send(handler, route, { companyId, params: params as Record<string, string>, ...(body && { body }), ...more });
const pointers = ({ body }: { body: Record<string, unknown> }) =>
  (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);

describe('opening', () => {
  test('twice is one follow-up: 201, then 200 with the one that is there', async () => {
    const companyId = aCompany();
    const { feedbackId, body } = await opened(companyId);
    expect(body['followUpId']).toBe(feedbackId.replace('fb_', 'fu_'));
    const second = await send(handler, routes.open, { companyId, params: { feedbackId }, body: { urgency: 'low' } });
    expect(second).toMatchObject({ status: 200, body });
  });

  test('is answered with 201 again where the same request is repeated', async () => {
    const ctx = aContext();
    const { feedbackId } = await given(ctx);
    const request = {
      companyId: ctx.companyId,
      params: { feedbackId },
      body: {},
      headers: { 'idempotency-key': 'once' },
    };
    const answers = [await send(handler, routes.open, request), await send(handler, routes.open, request)];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[1]?.body).toEqual(answers[0]?.body);
  });

  test('shows on the record at once, and changes neither its version nor its events', async () => {
    const ctx = aContext();
    const { feedbackId, version } = await given(ctx);
    const before = await find(ctx, feedbackId);
    await send(handler, routes.open, { companyId: ctx.companyId, params: { feedbackId }, body: {} });
    const shown = await getFeedback(ctx, { feedbackId });
    expect(shown).toMatchObject({ version, followUp: { required: true, status: 'pending' } });
    const after = await find(ctx, feedbackId);
    expect(after?.revision).toBe((before?.revision ?? 0) + 1);
    expect(feedbackEventsOf({ before, after } as never)).toEqual([]);
    // A change that was decided before it does not undo it.
    const edit = { theme: 'refunds' } as never;
    const edited = await editFeedback(again(ctx), { feedbackId, ifMatch: version, edit });
    expect(edited).toMatchObject({ theme: 'refunds', followUp: { status: 'pending' } });
  });

  test('is refused for a record that is excluded, unknown or deleted', async () => {
    const ctx = aContext();
    const { companyId } = ctx;
    const { feedbackId } = await given(ctx);
    await exclude(again(ctx), { feedbackId, reason: 'spam' });
    const open = stepIn(companyId)(routes.open);
    expectProblem(await open({ feedbackId }, {}), 409, 'conflict');
    expectProblem(await open({ feedbackId: (await given(aContext())).feedbackId }, {}), 404, 'not-found');
  });

  test('counts the due times by the urgency and the company’s business hours', async () => {
    const companyId = aCompany();
    const { body, params } = await opened(companyId, { urgency: 'low' });
    const [{ openedAt, dueAt } = { openedAt: '', dueAt: '' }] = body['cycles'] as { openedAt: string; dueAt: string }[];
    expect(dueAt > openedAt).toBe(true);
    const bulk = { action: 'urgency', followUpIds: [params.followUpId], urgency: 'critical' };
    await send(handler, routes.changeMany, { companyId, body: bulk });
    const { body: sooner } = await stepIn(companyId)(routes.get)(params);
    expect(String(sooner['dueAt']) < dueAt).toBe(true);
    const [cycle] = sooner['cycles'] as { openedAt: string; dueAt: string }[];
    expect(cycle).toMatchObject({ openedAt, dueAt: sooner['dueAt'] });
  });
});

describe('closing', () => {
  test('without root cause and action is 400 with both pointers, and nothing is written', async () => {
    const companyId = aCompany();
    const { params, body } = await opened(companyId);
    const step = stepIn(companyId);
    const { result: answer, items } = await watchTable(() =>
      step(routes.close)(params, { status: 'resolved', customerInformed: false }),
    );
    expectProblem(answer, 400, 'validation-failed');
    expect(pointers(answer)).toEqual(['#/rootCause', '#/action']);
    expect(items).toEqual([]);
    expect((await step(routes.get)(params)).body).toEqual(body);
  });

  test.each([
    ['an unknown code', { ...resolved, rootCause: { code: 'no_such' } }, '#/rootCause/code'],
    ['a retired code', { ...resolved, action: { code: 'apologised' } }, '#/action/code'],
    ['the code other without words', { ...resolved, action: { code: 'other' } }, '#/action/note'],
    [
      'a note of 2 001 letters',
      { ...resolved, rootCause: { code: 'price', note: 'x'.repeat(2_001) } },
      '#/rootCause/note',
    ],
    ['nothing said of the customer', { ...resolved, customerInformed: undefined }, '#/customerInformed'],
    ['no reason to do nothing', { status: 'no_action' }, '#/reason'],
    ['the reason other without words', { status: 'no_action', reason: 'other' }, '#/note'],
    ['a reason that is none', { status: 'no_action', reason: 'bored' }, '#/reason'],
  ])('with %s is refused', async (_, body, pointer) => {
    const companyId = aCompany();
    const { params } = await opened(companyId);
    const retiredAt = '2020-01-01T00:00:00.000Z';
    const actions = ['apologised', 'refunded', 'other'].map((code) => ({
      code,
      label: { en: code },
      ...(code === 'apologised' && { retiredAt }),
    }));
    await send(handler, routes.putSettings, { companyId, body: { actions } });
    const answer = await stepIn(companyId)(routes.close)(params, body);
    expectProblem(answer, 400, 'validation-failed');
    expect(pointers(answer)).toEqual([pointer]);
  });

  test('twice at once by who has seen the same version: one 200, one 412; of a closed one 409', async () => {
    const companyId = aCompany();
    const { params } = await opened(companyId);
    const close = () => stepIn(companyId)(routes.close)(params, resolved, { headers: { 'if-match': '"1"' } });
    const answers = await Promise.all([close(), close()]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
    expectProblem(await stepIn(companyId)(routes.close)(params, resolved), 409, 'conflict');
  });

  test('and reopening begins another cycle; the first one stays as it was', async () => {
    const companyId = aCompany();
    const { params, feedbackId } = await opened(companyId);
    const step = stepIn(companyId);
    await step(routes.take)(params);
    await step(routes.contact)(params, { channel: 'phone', outcome: 'no_answer' });
    const { body: closed } = await step(routes.close)(params, resolved);
    expect(closed).toMatchObject({ status: 'resolved', ownerId: 'user-1' });
    const [first] = closed['cycles'] as object[];
    expect(first).toMatchObject({ closedAs: 'resolved', onTime: true, ownerId: 'user-1', firstTouchTook: {} });
    expectProblem(await step(routes.reopen)(params, { reason: ' ' }), 400, 'validation-failed');
    expectProblem(await step(routes.reopen)(params, {}), 400, 'validation-failed');
    const { body: again } = await step(routes.reopen)(params, { reason: 'It came back' });
    expect(again).toMatchObject({ status: 'in_progress', ownerId: 'user-1', reopenCount: 1 });
    expect(again).not.toHaveProperty('closedAt');
    expect((again['cycles'] as object[])[0]).toEqual(first);
    expectProblem(await step(routes.reopen)(params, { reason: 'Twice' }), 409, 'conflict');
    // Opening a closed one is a reopening, too.
    await step(routes.close)(params, { status: 'no_action', reason: 'praise' });
    const { status, body } = await step(routes.open)({ feedbackId }, { note: 'Not praise at all' });
    expect({ status, reopened: body['reopenCount'] }).toEqual({ status: 200, reopened: 2 });
  });
});

describe('whoever has it', () => {
  test('may close it; who may only work on their own may not close that of others, not even where they read it', async () => {
    const companyId = aCompany();
    const { params } = await opened(companyId);
    const step = stepIn(companyId);
    const as = (userId: string) => ({ userId, claims: { 'cognito:groups': ['heed:agent', 'heed:analyst'] } });
    await step(routes.take)(params, undefined, as('ada'));
    expect((await step(routes.get)(params, undefined, as('bob'))).status).toBe(200);
    expectProblem(await step(routes.close)(params, resolved, as('bob')), 409, 'conflict');
    expect(await step(routes.close)(params, resolved, as('ada'))).toMatchObject({ status: 200 });
  });

  test('takes it and is in progress; somebody else is told so', async () => {
    const companyId = aCompany();
    const { params, feedbackId } = await opened(companyId);
    const step = stepIn(companyId);
    expectProblem(await step(routes.patch)({ feedbackId }, { status: 'in_progress' }), 409, 'conflict');
    const { body } = await step(routes.take)(params, undefined, { userId: 'ada' });
    expect(body).toMatchObject({ ownerId: 'ada', status: 'in_progress', assignedReason: 'taken' });
    expectProblem(await step(routes.take)(params, undefined, { userId: 'bob' }), 409, 'conflict');
    expect(await getFeedback(aContext({ companyId }), { feedbackId: feedbackId as never })).toMatchObject({
      followUp: { assignedTo: 'ada', status: 'in_progress' },
    });
  });

  test('is an agent who sees, too, what waits in pools that they are in, and can take it; what waits elsewhere is 404', async () => {
    const companyId = aCompany();
    const mine = await opened(companyId, { assign: { ownerId: 'ada' } });
    const nobodys = await opened(companyId);
    const away = '2099-01-01T00:00:00.000Z';
    await inTeam(companyId, 'ada', ['support'], away);
    await awayIs(aContext({ companyId }), 'bob', away);
    const auto = (to: object) => ({ assign: { auto: { mode: 'round_robin', ...to } } });
    const open = async (body: object) => {
      const answer = await send(handler, routes.open, {
        companyId,
        params: { feedbackId: (await given(aContext({ companyId }))).feedbackId },
        body,
      });
      return { followUpId: String(answer.body['followUpId']) };
    };
    const ofTeam = await open({ assign: { teamId: 'support' } });
    const inTurns = await open(auto({ teamId: 'support' }));
    const ofPeople = await open(auto({ userIds: ['ada', 'bob'] }));
    const ofOthers = await open(auto({ userIds: ['bob'] }));
    const elsewhere = await open({ assign: { teamId: 'sales' } });
    const ada = { role: 'agent', userId: 'ada' } as const;
    const waiting = [ofTeam, inTurns, ofPeople].map(({ followUpId }) => followUpId);
    const pages: string[] = [];
    let cursor: string | undefined;
    do {
      const query: Record<string, string> = { limit: '2', ...(cursor !== undefined && { cursor }) };
      const { body } = await send(handler, routes.list, { companyId, ...ada, query });
      pages.push(...(body['items'] as { followUpId: string }[]).map(({ followUpId }) => followUpId));
      cursor = (body['nextCursor'] as string | null) ?? undefined;
    } while (cursor !== undefined);
    expect(pages[0]).toBe(mine.params.followUpId);
    expect(pages.slice(1).toSorted()).toEqual(waiting.toSorted());
    const step = stepIn(companyId);
    for (const params of [ofOthers, elsewhere, nobodys.params]) {
      expectProblem(await step(routes.get)(params, undefined, ada), 404, 'not-found');
      expectProblem(await step(routes.take)(params, {}, ada), 404, 'not-found');
    }
    const taken = await step(routes.take)(ofTeam, {}, ada);
    expect(taken.body).toMatchObject({ ownerId: 'ada', status: 'in_progress', teamId: 'support' });
    const eve = { role: 'agent', userId: 'eve' } as const;
    await inTeam(companyId, 'eve', ['support']);
    expectProblem(await step(routes.get)(ofTeam, undefined, eve), 404, 'not-found');
    expect((await step(routes.get)(inTurns, undefined, eve)).status).toBe(200);
  });

  test('is an agent who sees and changes their own only', async () => {
    const companyId = aCompany();
    const mine = await opened(companyId, { assign: { ownerId: 'ada' } });
    const other = await opened(companyId, { assign: { ownerId: 'bob' } });
    const ada = { role: 'agent', userId: 'ada' } as const;
    const step = stepIn(companyId);
    expect((await step(routes.note)(mine.params, { text: 'On it' }, ada)).status).toBe(201);
    expectProblem(await step(routes.note)(other.params, { text: 'On it' }, ada), 404, 'not-found');
    expectProblem(await step(routes.get)(other.params, undefined, ada), 404, 'not-found');
    expectProblem(await step(routes.assign)(mine.params, { ownerId: 'bob' }, ada), 403, 'forbidden');
    const { body } = await send(handler, routes.list, { companyId, ...ada });
    expect(body).toMatchObject({ items: [{ followUpId: mine.params.followUpId }], counts: { pending: 1 } });
    const query = { assignedTo: 'bob' };
    expect((await send(handler, routes.list, { companyId, query, ...ada })).body).toMatchObject({
      items: [],
      counts: { pending: 0 },
    });
  });

  test('outside of the pool gets it by force only', async () => {
    const companyId = aCompany();
    const auto = { mode: 'least_loaded', userIds: ['ada', 'bob'] };
    const { params, body } = await opened(companyId, { assign: { auto } });
    expect(body).toMatchObject({ ownerId: 'ada', assignedReason: '0 open, least of 2' });
    const step = stepIn(companyId)(routes.assign);
    expectProblem(await step(params, { ownerId: 'eve' }), 409, 'conflict');
    expect((await step(params, { ownerId: 'bob' })).body).toMatchObject({ ownerId: 'bob' });
    expect((await step(params, { ownerId: 'eve', force: true })).body).toMatchObject({ ownerId: 'eve' });
    expectProblem(await step(params, { ownerId: 'ada', teamId: 't' }), 400, 'validation-failed');
    const pool = await step(params, { teamId: 'team-1' });
    expect(pool.body).toMatchObject({ teamId: 'team-1', status: 'pending' });
    expect(pool.body).not.toHaveProperty('ownerId');
  });

  test('is somebody whom the company knows, unless by force', async () => {
    const companyId = aCompany();
    const { params, feedbackId } = await opened(companyId);
    await knows(aContext(), 'mia');
    const step = stepIn(companyId);
    const auto = { mode: 'round_robin', userIds: ['ada', 'mia'] };
    for (const to of [{ ownerId: 'mia' }, { auto }])
      expectProblem(await step(routes.assign)(params, to), 409, 'conflict');
    expectProblem(await step(routes.patch)({ feedbackId }, { assignedTo: 'mia' }), 409, 'conflict');
    const bulk = { action: 'assign', followUpIds: [params.followUpId], to: { ownerId: 'mia' } };
    const { body } = await send(handler, routes.changeMany, { companyId, body: bulk });
    expect(body['results']).toMatchObject([{ status: 409 }]);
    const other = await given(aContext({ companyId }));
    const open = (assign: object) => step(routes.open)({ feedbackId: other.feedbackId }, { assign });
    expectProblem(await open({ ownerId: 'mia' }), 409, 'conflict');
    expect((await step(routes.get)(params)).body).toMatchObject({ version: 1 });
    expect((await step(routes.assign)(params, { ownerId: 'mia', force: true })).body).toMatchObject({ ownerId: 'mia' });
    expect(await open({ ownerId: 'mia', force: true })).toMatchObject({ status: 201, body: { ownerId: 'mia' } });
  });

  test('reaches the customer after the opening and not ahead of time', async () => {
    const companyId = aCompany();
    const { params } = await opened(companyId);
    const contact = stepIn(companyId)(routes.contact);
    for (const at of ['2020-01-01T00:00:00Z', '2099-01-01T00:00:00Z']) {
      const answer = await contact(params, { channel: 'email', outcome: 'sent', at });
      expect(pointers(answer)).toEqual(['#/at']);
    }
  });
});

describe('the list', () => {
  const idsOf = async (companyId: string, query: Record<string, string>) => {
    const { body } = await send(handler, routes.list, { companyId, query });
    return (body['items'] as { followUpId: string }[]).map(({ followUpId }) => followUpId);
  };

  test('shows open ones by their due times, and what every filter lets through; it counts what is open', async () => {
    const companyId = aCompany();
    const slow = (await opened(companyId, { urgency: 'low', assign: { teamId: 't-1' } })).params.followUpId;
    const soon = (await opened(companyId, { urgency: 'critical', assign: { ownerId: 'ada' } })).params.followUpId;
    const done = await opened(companyId);
    await stepIn(companyId)(routes.close)(done.params, resolved);
    expect(await idsOf(companyId, {})).toEqual([soon, slow]);
    expect(await idsOf(companyId, { urgency: 'low' })).toEqual([slow]);
    expect(await idsOf(companyId, { teamId: 't-1' })).toEqual([slow]);
    expect(await idsOf(companyId, { assignedTo: 'ada' })).toEqual([soon]);
    expect(await idsOf(companyId, { overdue: 'true' })).toEqual([]);
    expect(await idsOf(companyId, { overdue: 'false' })).toEqual([soon, slow]);
    expect(await idsOf(companyId, { requested: 'true' })).toEqual([]);
    expect(await idsOf(companyId, { dueTo: '2020-01-01T00:00:00Z' })).toEqual([]);
    expect(await idsOf(companyId, { status: 'closed', rootCause: 'billing_error' })).toEqual([done.params.followUpId]);
    expect(await idsOf(companyId, { status: 'no_action' })).toEqual([]);
    const { body } = await send(handler, routes.board, { companyId });
    expect(body['counts']).toMatchObject({ pending: 2, inProgress: 0, unassigned: 1, requested: 0, overdue: 0 });
    const columns = body['columns'] as { status: string; items: object[]; more: boolean }[];
    expect(columns.map(({ status, items, more }) => [status, items.length, more])).toEqual([
      ['pending', 2, false],
      ['in_progress', 0, false],
      ['resolved', 1, false],
      ['no_action', 0, false],
    ]);
  });

  test('changes many, each for itself', async () => {
    const companyId = aCompany();
    const [mine, foreign] = [await opened(companyId), await opened(aCompany())];
    const followUpIds = [foreign.params.followUpId, mine.params.followUpId];
    const body = { action: 'assign', followUpIds, to: { ownerId: 'ada' } };
    const answer = await send(handler, routes.changeMany, { companyId, body });
    expect((answer.body['results'] as { status: number }[]).map(({ status }) => status)).toEqual([404, 200]);
    const many = { ...body, followUpIds: Array.from({ length: 201 }, () => mine.params.followUpId) };
    expectProblem(await send(handler, routes.changeMany, { companyId, body: many }), 400, 'validation-failed');
  });
});

describe('the settings', () => {
  test('are 14 root causes, 10 actions and targets by urgency until somebody puts others', async () => {
    const { body } = await send(handler, routes.settings, { companyId: aCompany() });
    expect(body).toMatchObject({
      version: 0,
      calendarId: 'default',
      targets: { critical: { firstTouch: 60, close: 480 } },
    });
    expect(body['rootCauses']).toHaveLength(14);
    expect(body['actions']).toHaveLength(10);
  });

  test.each([
    ['due in 0 minutes', { targets: { high: { firstTouch: 0, close: 10 } } }, '#/targets/high/firstTouch'],
    ['touched after it is closed', { targets: { high: { firstTouch: 20, close: 10 } } }, '#/targets/high/firstTouch'],
    ['by an unknown calendar', { calendarId: 'no-such' }, '#/calendarId'],
    ['with a code twice', { actions: [1, 2].map(() => ({ code: 'a', label: { en: 'A' } })) }, '#/actions'],
    [
      'with three levels',
      {
        rootCauses: [
          { code: 'a', label: { en: 'A' } },
          { code: 'b', label: { en: 'B' }, parent: 'a' },
          { code: 'c', label: { en: 'C' }, parent: 'b' },
        ],
      },
      '#/rootCauses',
    ],
  ])('are not put: %s', async (_, body, pointer) => {
    const answer = await send(handler, routes.putSettings, { companyId: aCompany(), body });
    expectProblem(answer, 400, 'validation-failed');
    expect(pointers(answer)).toContain(pointer);
  });
});

describe('asking the customer again', () => {
  const withTemplate = async (companyId: string, more: object = {}) => {
    const body = SurveyTemplateInput.parse({ ...csatTemplate, ...more });
    return (await createTemplate(aContext({ companyId }), { body })).templateId;
  };
  const put = (companyId: string, resurvey: object, more: object = {}) =>
    send(handler, routes.putSettings, { companyId, body: { resurvey, ...more } });

  test('is off by default; 48 hours later where a template is named; left out of a later PUT it is off again', async () => {
    const companyId = aCompany();
    const before = await send(handler, routes.settings, { companyId });
    expect(before.body).toMatchObject({ reopenIfUnhappy: true });
    expect(before.body).not.toHaveProperty('resurvey');
    const templateId = await withTemplate(companyId);
    const { body } = await put(companyId, { templateId }, { reopenIfUnhappy: false });
    expect(body).toMatchObject({ resurvey: { templateId, afterHours: 48 }, reopenIfUnhappy: false });
    const after = await send(handler, routes.putSettings, { companyId, body: {} });
    expect(after.body).toMatchObject({ reopenIfUnhappy: true });
    expect(after.body).not.toHaveProperty('resurvey');
    expect((await send(handler, routes.settings, { companyId })).body).not.toHaveProperty('resurvey');
  });

  test.each([
    ['of another company', (other: string) => withTemplate(other), 'is no template'],
    ['that is anonymous', (_: string, own: string) => withTemplate(own, { anonymous: true }), 'anonymous'],
    [
      'without a score',
      (_: string, own: string) =>
        withTemplate(own, { type: 'custom', questions: [{ id: 'why', type: 'text', text: everyLanguage }] }),
      'must ask for',
    ],
  ])('is refused by a template %s, for the company and for a rule', async (_, make, detail) => {
    const companyId = aCompany();
    const resurvey = { templateId: await make(aCompany(), companyId) };
    const rule = { name: 'Angry', order: 1, match: { all: { emotion: 'anger' } }, resurvey };
    for (const answer of [
      await put(companyId, resurvey),
      await send(handler, followUpRuleRoutes.routes.create, { companyId, body: rule }),
    ]) {
      expectProblem(answer, 400, 'validation-failed');
      expect(answer.body['errors']).toMatchObject([
        { pointer: '#/resurvey/templateId', detail: expect.stringContaining(detail) },
      ]);
    }
  });

  test.each([
    [{ afterHours: 0 }, '#/resurvey/afterHours'],
    [{ afterHours: 721 }, '#/resurvey/afterHours'],
    [{ afterHours: 1.5 }, '#/resurvey/afterHours'],
    [{ templateId: 'tpl_none' }, '#/resurvey/templateId'],
    [{ templateId: undefined }, '#/resurvey/templateId'],
    [{ twice: true }, '#/resurvey/twice'],
  ])('is refused with %o', async (more, pointer) => {
    const companyId = aCompany();
    const answer = await put(companyId, { templateId: await withTemplate(companyId), ...more });
    expectProblem(answer, 400, 'validation-failed');
    expect(pointers(answer)).toEqual([pointer]);
  });

  test('goes by the rule that opened the follow-up, in place of what the company has', async () => {
    const companyId = aCompany();
    const [ofCompany, ofRule] = [await withTemplate(companyId), await withTemplate(companyId)];
    await put(companyId, { templateId: ofCompany });
    const body = { name: 'Billing', order: 1, match: { all: { category: 'billing' } } };
    const rule = { ...body, resurvey: { templateId: ofRule, afterHours: 2 } };
    const { body: made } = await send(handler, followUpRuleRoutes.routes.create, { companyId, body: rule });
    expect(made).toMatchObject({ resurvey: { templateId: ofRule, afterHours: 2 } });
    const ctx = aContext({ companyId });
    const feedback = await given(ctx);
    await openByRule(ctx, feedback, { urgency: 'high', rule: made as never });
    const params = { followUpId: feedback.feedbackId.replace('fb_', 'fu_') };
    const { body: closed } = await stepIn(companyId)(routes.close)(params, resolved);
    const [cycle] = closed['cycles'] as { closedAt: string; resurvey: object }[];
    expect(cycle?.resurvey).toEqual({
      state: 'waiting',
      templateId: ofRule,
      askAt: new Date(Date.parse(cycle?.closedAt ?? '') + 2 * 3_600_000).toISOString(),
    });
  });
});

test('every step of a follow-up is told once, with facts and no words', async () => {
  const companyId = aCompany();
  const { items, result } = await watchTable(async () => {
    const { params } = await opened(companyId, { note: 'Call her at home' });
    const step = stepIn(companyId);
    await step(routes.take)(params);
    await step(routes.contact)(params, { channel: 'phone', outcome: 'reached', note: 'She was glad.' });
    await step(routes.close)(params, { ...resolved, note: 'All is well' });
    await step(routes.reopen)(params, { reason: 'It came back' });
    await step(routes.note)(params, { text: 'Ask finance' });
    await step(routes.message)(params, { text: 'Dear Ada' });
    return params.followUpId;
  });
  const images = items.filter(({ followUpId, __edb_e__: kind }) => followUpId === result && kind === 'followUp');
  const told = images.flatMap((after, index) => followUpEvents.eventsOf({ after, before: images[index - 1] }));
  expect(told.map(({ type }) => type)).toEqual([
    'FollowUpOpened',
    'FollowUpAssigned',
    'FollowUpTouched',
    'FollowUpClosed',
    'FollowUpReopened',
    'FollowUpChanged',
    'FollowUpTouched',
  ]);
  const [message] = items.filter(({ __edb_e__: kind }) => kind === 'message');
  const written = messageEvents.eventsOf({ after: message });
  expect(written).toMatchObject([{ type: 'MessageRequested', detail: { followUpId: result, state: 'queued' } }]);
  expect(JSON.stringify([...told, ...written])).not.toMatch(/Call her|glad|All is well|came back|finance|Dear Ada/);
  for (const after of images) expect(followUpEvents.eventsOf({ before: after, after })).toEqual([]);
});
