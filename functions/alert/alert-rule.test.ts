import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { alertRuleEvents } from '../../shared/alert-rule/alert-rule.events.ts';
import { alertRuleRoutes } from '../../shared/alert-rule/alert-rule.routes.ts';
import { alertRuleSet } from '../../shared/alert-rule/alert-rule.store.ts';
import { again } from '../../shared/feedback/testing/given.ts';
import { noteAddresses, stop } from '../../shared/outside-address/outside-address.ts';
import { aNamed, anAgreed } from '../../shared/outside-address/testing/given.ts';
import { PutPerson } from '../../shared/people/people.schema.ts';
import { put as putPerson } from '../../shared/people/people.ts';
import { companyPrefix, tableName } from '../../shared/kernel/table.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { crudExamples, crudTests } from '../../shared/testing/crud-tests.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { evaluate } from '../../shared/metric-rule/evaluate.ts';
import { slotOf } from '../../shared/metric-rule/periods.ts';
import { aMetricRule, countedDay, satisfied } from '../../shared/metric-rule/testing/given.ts';
import { handler } from './handler.ts';

const queues = useQueues();
const { routes } = alertRuleRoutes;
const crud = {
  routes,
  handler,
  body: {
    name: 'Angry gold customers',
    kind: 'record',
    enabled: true,
    severity: 'warning',
    match: { all: { tier: 'gold' }, any: [{ emotion: 'anger' }, { sentimentScoreMax: -60 }], none: [{ tag: 'test' }] },
    groupBy: 'customer',
    maxAgeDays: 3,
    cooldownMinutes: 30,
    stormAfter: 10,
    notify: { userIds: [], roles: ['manager'], ownerOnly: false, minSeverity: 'warning' },
  },
  edit: { stormAfter: 15 },
  company: async () => {
    const ctx = aContext();
    await alertRuleSet.noteGiven(ctx, 9);
    return ctx.companyId;
  },
};

const examples = crudExamples(crud);
const FAR = '2099-01-01T00:00:00.000Z';
routeTests(alertRuleRoutes, handler, {
  ...examples,
  states: async (companyId) => {
    const ctx = aContext({ companyId });
    const key = 'team-of-berlin';
    const rule = await aMetricRule(ctx, { scope: { dimension: 'team', key } });
    const day = ctx.now.toISOString().slice(0, 10);
    await countedDay(ctx, satisfied(70, 100), { day, dimension: 'team', key });
    const slot = slotOf(rule.test, day, ctx.now);
    await evaluate(ctx, rule, { key, slot }, { timeZone: 'UTC', dayBoundary: '00:00' });
    return { params: { ruleId: rule.ruleId } };
  },
  mute: async (companyId) => ({ ...(await examples.get(companyId)), body: { until: FAR } }),
  replay: async (companyId) => ({ body: { ...(await examples.get(companyId)).params, days: 90 } }),
});
crudTests(crud, alertRuleEvents);

const made = async (companyId: string, more: object = {}) => {
  const answer = await send(handler, routes.create, { companyId, body: { ...crud.body, ...more } });
  return { ...answer, params: { ruleId: String(answer.body['ruleId']) } };
};

describe('an alert rule', () => {
  test('needs a name, a severity and a match; everything else has a default', async () => {
    const { name, severity, match } = crud.body;
    const answer = await send(handler, routes.create, { companyId: aCompany(), body: { name, severity, match } });
    expect(answer.body).toMatchObject({
      kind: 'record',
      enabled: true,
      groupBy: 'record',
      maxAgeDays: 7,
      cooldownMinutes: 60,
      stormAfter: 20,
      notify: { userIds: [], roles: [], ownerOnly: false, minSeverity: 'info' },
      epoch: 1,
    });
  });

  test('begins a new epoch when it waits for something else, and only then', async () => {
    const companyId = aCompany();
    const { params } = await made(companyId);
    const epochAfter = async (body: object) =>
      (await send(handler, routes.edit, { companyId, params, body })).body['epoch'];
    expect(await epochAfter({ name: 'Other', severity: 'info', enabled: false, stormAfter: 50 })).toBe(1);
    expect(await epochAfter({ match: crud.body.match, groupBy: 'customer' })).toBe(1);
    expect(await epochAfter({ match: { all: { tier: 'free' } } })).toBe(2);
    expect(await epochAfter({ groupBy: 'agent' })).toBe(3);
    expect(await epochAfter({ notify: { roles: ['admin'] } })).toBe(3);
  });

  test('has an owner and people to tell whom the company knows; those of another are unknown', async () => {
    const [ctx, other] = [aContext(), aContext()];
    const { companyId } = ctx;
    const person = (name: string) => PutPerson.parse({ name, email: `${name.toLowerCase()}@example.com` });
    await putPerson(ctx, { userId: 'ada', body: person('Ada') });
    await putPerson(other, { userId: 'eve', body: person('Eve') });
    const { params, body } = await made(companyId, { ownerId: 'ada', notify: { userIds: ['ada'] } });
    expect(body).toMatchObject({ ownerId: 'ada', notify: { userIds: ['ada'] } });
    for (const edit of [{ ownerId: 'eve' }, { notify: { userIds: ['ada', 'eve'] } }]) {
      const answer = await send(handler, routes.edit, { companyId, params, body: edit });
      expectProblem(answer, 400, 'validation-failed');
      const pointer = 'ownerId' in edit ? '#/ownerId' : '#/notify/userIds/1';
      expect(answer.body['errors']).toMatchObject([{ pointer }]);
    }
    const cleared = await send(handler, routes.edit, { companyId, params, body: { ownerId: null } });
    expect(cleared.body).not.toHaveProperty('ownerId');
  });

  test('shows how the outside addresses stand that it and its escalation name', async () => {
    const ctx = aContext();
    const { companyId } = ctx;
    const addresses = ['agreed@example.com', 'new@example.com'];
    const escalation = [{ afterMinutes: 5, notify: { addresses: ['stopped@example.com', 'New@example.com'] } }];
    const { params, body } = await made(companyId, { notify: { addresses }, escalation });
    expect(body).toMatchObject({ notify: { addresses } });
    await anAgreed(ctx, 'agreed@example.com');
    await stop(again(ctx), { addressId: await aNamed(ctx, 'stopped@example.com') });
    expect((await send(handler, routes.get, { companyId, params })).body['outsideAddresses']).toMatchObject([
      { email: 'agreed@example.com', state: 'confirmed' },
      { email: 'New@example.com', state: 'pending' },
      { email: 'stopped@example.com', state: 'stopped' },
    ]);
  });

  test('that names more outside addresses than a company may have is refused, and those it has count once', async () => {
    const ctx = aContext();
    const { companyId } = ctx;
    const named = Array.from({ length: 498 }, (_, index) => `a${index}@example.com`);
    await noteAddresses(again(ctx), named);
    const addresses = ['b1@example.com', 'b2@example.com', 'b3@example.com'];
    const refused = await send(handler, routes.create, { companyId, body: { ...crud.body, notify: { addresses } } });
    expectProblem(refused, 409, 'conflict');
    await made(companyId, { notify: { addresses: [...named.slice(0, 8), ...addresses.slice(0, 2)] } });
  }, 60_000);

  test('stays muted when it is replaced, and begins anew where it waits for something else then', async () => {
    const companyId = await crud.company();
    const { params } = await examples.get(companyId);
    await send(handler, routes.mute, { companyId, params, body: { until: FAR } });
    const put = (body: object) => send(handler, routes.put, { companyId, params, body: { ...crud.body, ...body } });
    expect((await put({ name: 'Angry' })).body).toMatchObject({ name: 'Angry', mutedUntil: FAR, epoch: 1 });
    expect((await put({ match: { all: { tier: 'gold' } } })).body).toMatchObject({ mutedUntil: FAR, epoch: 2 });
  });

  test('is muted until a time that lies ahead, and heard again before it', async () => {
    const companyId = aCompany();
    const { params } = await made(companyId);
    const mute = (until: string | null) => send(handler, routes.mute, { companyId, params, body: { until } });
    expect((await mute(FAR)).body).toMatchObject({ mutedUntil: FAR, version: 2, epoch: 1 });
    expect((await mute(null)).body).not.toHaveProperty('mutedUntil');
    const answer = await mute('2020-01-01T00:00:00.000Z');
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ pointer: '#/until' }]);
  });

  test('has steps of escalation and hours, both of which can be taken away again', async () => {
    const companyId = aCompany();
    const escalation = [5, 15, 10_080].map((afterMinutes) => ({ afterMinutes, notify: { roles: ['admin'] } }));
    const { params, body } = await made(companyId, { escalation, activeHours: { calendarId: 'default' } });
    expect(body).toMatchObject({ escalation, activeHours: { calendarId: 'default' }, epoch: 1 });
    const edited = { activeHours: null, escalation: null };
    const cleared = await send(handler, routes.edit, { companyId, params, body: edited });
    expect(cleared.body).not.toHaveProperty('escalation');
    expect(cleared.body).not.toHaveProperty('activeHours');
  });

  test('is listed by kind and by whether it is switched on', async () => {
    const companyId = await crud.company();
    const off = await made(companyId, { enabled: false });
    const on = await made(companyId);
    const listed = async (query: Record<string, string>) =>
      ((await send(handler, routes.list, { companyId, query })).body['items'] as { ruleId: string }[]).map(
        ({ ruleId }) => ruleId,
      );
    expect(await listed({ enabled: 'true' })).toEqual([on.params.ruleId]);
    expect(await listed({ enabled: 'false' })).toEqual([off.params.ruleId]);
    expect(await listed({ kind: 'record' })).toHaveLength(2);
  });

  test('is the 100th of its company at most; of two that take the last place one is refused', async () => {
    const ctx = aContext();
    const Item = { pk: `${companyPrefix(ctx.companyId)}set`, sk: 'alert-rules', n: 99 };
    await ctx.db.send(new PutCommand({ TableName: tableName(), Item }));
    const answers = await Promise.all([made(ctx.companyId), made(ctx.companyId)]);
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409]);
    const refused = await made(ctx.companyId);
    expectProblem(refused, 409, 'conflict');
    expect(refused.body['detail']).toContain('100 alert rules');
  });
});

describe('a replay of a rule', () => {
  const replay = (companyId: string, body: object) =>
    send(handler, routes.replay, { companyId, body: { days: 90, ...body } });
  const { name, severity, match } = crud.body;
  const rule = { name, severity, match };

  test('is a job of the caller; a third one while two run is refused', async () => {
    const companyId = aCompany();
    const { params } = await made(companyId);
    const first = await replay(companyId, { ruleId: params.ruleId });
    expect(first).toMatchObject({ status: 202, body: { kind: 'alertRuleReplay', status: 'queued' } });
    expect(await replay(companyId, { rule })).toMatchObject({ status: 202 });
    expectProblem(await replay(companyId, { rule }), 409, 'conflict');
    expect(queues.sent('jobs').filter(({ body }) => body.includes(companyId))).toHaveLength(2);
    expect(await replay(aCompany(), { rule })).toMatchObject({ status: 202 });
  });

  const onNumbers = { name, kind: 'metric', metric: 'csat_pct', scope: { all: true }, test: { kind: 'control' } };
  const unknown = 'ar_01jd3k5w8z9x7v6t5s4r3q2p1n';
  test.each<[title: string, body: object, pointer: string]>([
    ['0 days', { rule, days: 0 }, '#/days'],
    ['91 days', { rule, days: 91 }, '#/days'],
    ['both a rule and an id', { rule, ruleId: unknown }, '#'],
    ['neither of them', {}, '#'],
    ['an unknown rule', { ruleId: unknown }, '#/ruleId'],
    ['a rule on invitations', { rule: { ...onNumbers, metric: 'response_rate' } }, '#/rule/metric'],
    ['a rule on a number that could not be saved', { rule: { ...onNumbers, metric: 'volume' } }, '#/rule/test/kind'],
    ['a rule without a match', { rule: { name, severity } }, '#/rule/match'],
    ['a match of everything that does not say so', { rule: { ...rule, match: { all: {} } } }, '#/rule/match/all'],
    ['people whom nobody knows', { rule: { ...rule, notify: { userIds: ['eve'] } } }, '#/rule/notify/userIds/0'],
    ['a field that does not exist', { rule, from: '2026-11-01T00:00:00Z' }, '#/from'],
  ])('of %s is refused', async (_, body, pointer) => {
    const answer = await replay(aCompany(), body);
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ pointer }]);
  });

  test('of a saved rule on a number is a job; on invitations, or of another company, it is refused', async () => {
    const companyId = aCompany();
    const onNumber = await made(companyId, { ...onNumbers, match: undefined });
    expect(await replay(companyId, { ruleId: onNumber.params.ruleId })).toMatchObject({ status: 202 });
    const saved = await made(companyId, { ...onNumbers, metric: 'response_rate', match: undefined });
    const foreign = await made(aCompany());
    for (const { ruleId } of [saved.params, foreign.params]) {
      const answer = await replay(companyId, { ruleId });
      expectProblem(answer, 400, 'validation-failed');
      expect(answer.body['errors']).toMatchObject([{ pointer: '#/ruleId' }]);
    }
  });
});

/** A rule on a number. */
const onNumber = {
  name: 'Satisfaction of teams',
  kind: 'metric',
  metric: 'csat_pct',
  scope: { dimension: 'team', each: true },
  test: { kind: 'threshold', window: '7d', direction: 'below', warning: 85, critical: 75 },
};

describe('a rule on a number', () => {
  test('needs a metric, a scope and a test; everything else has a default that fits the test', async () => {
    const companyId = aCompany();
    const answer = await send(handler, routes.create, { companyId, body: onNumber });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      ...onNumber,
      minSample: 30,
      consecutive: 1,
      recoverAfter: 2,
      cooldownMinutes: 60,
    });
    expect(answer.body).not.toHaveProperty('match');
    for (const [test, given, minSample] of [
      [{ kind: 'control' }, { period: 'day', direction: 'both', warning: 3, critical: 4 }, 5],
      [{ kind: 'ewma' }, { period: 'day', lambda: 0.2, warning: 2.962, critical: 3.5 }, 5],
    ] as const) {
      const { body } = await send(handler, routes.create, { companyId, body: { ...onNumber, test } });
      expect(body).toMatchObject({ test: { ...test, ...given }, minSample });
    }
    const spike = { ...onNumber, metric: 'volume', test: { kind: 'spike' } };
    expect((await send(handler, routes.create, { companyId, body: spike })).body).toMatchObject({
      test: { direction: 'above', warning: 0.001, critical: 0.00001 },
      minSample: 10,
    });
  });

  test('begins a new epoch when its metric, scope or test changes, and is listed by its kind', async () => {
    const companyId = await crud.company();
    const { body } = await send(handler, routes.create, { companyId, body: onNumber });
    const params = { ruleId: String(body['ruleId']) };
    const epochAfter = async (edit: object) =>
      (await send(handler, routes.edit, { companyId, params, body: edit })).body['epoch'];
    expect(await epochAfter({ name: 'Other', consecutive: 3, minSample: 5 })).toBe(1);
    expect(await epochAfter({ test: { ...onNumber.test, warning: 90 } })).toBe(2);
    expect(await epochAfter({ scope: { all: true } })).toBe(3);
    expect(await epochAfter({ metric: 'ces_pct' })).toBe(4);
    const { body: page } = await send(handler, routes.list, { companyId, query: { kind: 'metric' } });
    expect(page['items']).toMatchObject([{ metric: 'ces_pct', scope: { all: true } }]);
  });

  test('becomes one on feedback by what that needs, and not by its kind alone', async () => {
    const companyId = aCompany();
    const { body } = await send(handler, routes.create, { companyId, body: onNumber });
    const params = { ruleId: String(body['ruleId']) };
    const edit = (change: object) => send(handler, routes.edit, { companyId, params, body: change });
    expectProblem(await edit({ kind: 'record' }), 400, 'validation-failed');
    const whole = {
      kind: 'record',
      match: { all: { tier: 'gold' } },
      metric: null,
      scope: null,
      test: null,
      minSample: null,
    };
    expect((await edit(whole)).body).toMatchObject({ kind: 'record', epoch: 2 });
  });

  test('shows how its numbers stand, and a rule on feedback has none', async () => {
    const ctx = aContext();
    const rule = await aMetricRule(ctx);
    const statesOf = async (ruleId: string) =>
      (await send(handler, routes.states, { companyId: ctx.companyId, params: { ruleId } })).body['items'];
    expect(await statesOf(rule.ruleId)).toEqual([]);
    const day = ctx.now.toISOString().slice(0, 10);
    await countedDay(ctx, satisfied(80, 100), { day });
    const zone = { timeZone: 'UTC', dayBoundary: '00:00' };
    await evaluate(ctx, rule, { key: 'all', slot: slotOf(rule.test, day, ctx.now) }, zone);
    expect(await statesOf(rule.ruleId)).toMatchObject([{ key: 'all', state: 'WARNING', value: 80, n: 100, streak: 1 }]);
    const test_ = { ...rule.test, warning: 90 };
    await send(handler, routes.edit, {
      companyId: ctx.companyId,
      params: { ruleId: rule.ruleId },
      body: { test: test_ },
    });
    expect(await statesOf(rule.ruleId)).toEqual([]);
    const { params } = await made(ctx.companyId);
    expect(await statesOf(params.ruleId)).toEqual([]);
  });

  const spike = { kind: 'spike' };
  const control = { kind: 'control' };
  test.each<[title: string, body: object, pointer: string]>([
    ['`below` with critical above warning', { test: { ...onNumber.test, critical: 90 } }, '#/test/critical'],
    ['`above` with critical below warning', { test: { ...onNumber.test, direction: 'above' } }, '#/test/critical'],
    ['a critical level of control that comes first', { test: { ...control, critical: 2 } }, '#/test/critical'],
    [
      'a critical level of a spike that comes first',
      { metric: 'volume', test: { ...spike, critical: 0.01 } },
      '#/test/critical',
    ],
    ['a threshold without a level', { test: { kind: 'threshold', direction: 'below' } }, '#/test/warning'],
    ['a metric without that dimension', { metric: 'agent_rating' }, '#/scope/dimension'],
    ['a metric by key as a whole', { metric: 'agent_rating', scope: { all: true } }, '#/scope'],
    ['each customer', { scope: { dimension: 'customer', each: true } }, '#/scope'],
    ['a scope of a key and of each', { scope: { dimension: 'team', key: 'a', each: true } }, '#/scope'],
    ['`live` for a day metric', { test: { ...onNumber.test, window: 'live' } }, '#/test/window'],
    ['λ 0', { test: { kind: 'ewma', lambda: 0 } }, '#/test/lambda'],
    ['λ above 1', { test: { kind: 'ewma', lambda: 1.01 } }, '#/test/lambda'],
    ['a spike of what is no count', { test: spike }, '#/test/kind'],
    ['control of a count', { metric: 'volume', test: control }, '#/test/kind'],
    ['minSample 0', { minSample: 0 }, '#/minSample'],
    ['window 0', { test: { ...onNumber.test, window: 0 } }, '#/test/window'],
    ['consecutive 11', { consecutive: 11 }, '#/consecutive'],
    ['recoverAfter 0', { recoverAfter: 0 }, '#/recoverAfter'],
    ['an unknown metric', { metric: 'happiness' }, '#/metric'],
    ['a metric that is no sample', { metric: 'resolution_correlation', scope: { all: true } }, '#/metric'],
    ['an unknown test', { test: { kind: 'guess' } }, '#/test/kind'],
    ['a match beside the metric', { match: { all: { tier: 'gold' } } }, '#/match'],
    ['no test', { test: undefined }, '#/test'],
    [
      'a test on feedback',
      { kind: 'record', metric: undefined, scope: undefined, match: { all: { tier: 'gold' } } },
      '#/test',
    ],
  ])('%s is refused, and where is said', async (_, more, pointer) => {
    const answer = await send(handler, routes.create, { companyId: aCompany(), body: { ...onNumber, ...more } });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ pointer }]);
  });
});

describe('bad input', () => {
  test.each<[title: string, body: object, pointer: string]>([
    ['a filter of an unknown name', { match: { all: { tier: 'gold', colour: 'red' } } }, '#/match/all/colour'],
    ['`from` in a filter', { match: { all: { from: '2026-11-01', tier: 'gold' } } }, '#/match/all/from'],
    ['a match of everything that does not say so', { match: { all: {} } }, '#/match/all'],
    ['scoreMin above scoreMax', { match: { all: { scoreMin: 3, scoreMax: 2 } } }, '#/match/all/scoreMax'],
    ['11 branches', { match: { all: {}, any: Array.from({ length: 11 }, () => ({ tier: 'gold' })) } }, '#/match/any'],
    ['words of one letter', { match: { all: { q: 'a' } } }, '#/match/all/q'],
    ['an unknown severity', { severity: 'urgent' }, '#/severity'],
    ['a storm after 4', { stormAfter: 4 }, '#/stormAfter'],
    ['an unknown group', { groupBy: 'segment' }, '#/groupBy'],
    ['a person who is told twice', { notify: { userIds: ['Ada', 'Ada'] } }, '#/notify/userIds'],
    ['an owner with a line break', { ownerId: 'Ada\r\nBcc: x' }, '#/ownerId'],
    [
      'a step of escalation after 4 minutes',
      { escalation: [{ afterMinutes: 4, notify: {} }] },
      '#/escalation/0/afterMinutes',
    ],
    [
      'one after more than a week',
      { escalation: [{ afterMinutes: 10_081, notify: {} }] },
      '#/escalation/0/afterMinutes',
    ],
    [
      'steps that do not rise',
      { escalation: [15, 15].map((afterMinutes) => ({ afterMinutes, notify: {} })) },
      '#/escalation',
    ],
    ['four steps', { escalation: [5, 6, 7, 8].map((afterMinutes) => ({ afterMinutes, notify: {} })) }, '#/escalation'],
    [
      'a step that tells nobody known',
      { escalation: [{ afterMinutes: 5, notify: { userIds: ['eve'] } }] },
      '#/escalation/0/notify/userIds/0',
    ],
    [
      'an address with CR and LF',
      { notify: { addresses: ['a@example.com\r\nBcc: b@example.com'] } },
      '#/notify/addresses/0',
    ],
    ['one with LF at its end', { notify: { addresses: ['a@example.com\n'] } }, '#/notify/addresses/0'],
    ['two in one', { notify: { addresses: ['a@example.com,b@example.com'] } }, '#/notify/addresses/0'],
    [
      'one of 255 characters',
      { notify: { addresses: [`${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example`] } },
      '#/notify/addresses/0',
    ],
    ['one that is named twice', { notify: { addresses: ['a@example.com', 'A@Example.com'] } }, '#/notify/addresses'],
    [
      '11 addresses',
      { notify: { addresses: Array.from({ length: 11 }, (_, n) => `a${n}@example.com`) } },
      '#/notify/addresses',
    ],
    [
      'a step that tells no address',
      { escalation: [{ afterMinutes: 5, notify: { addresses: ['a@'] } }] },
      '#/escalation/0/notify/addresses/0',
    ],
    ['hours of no calendar', { activeHours: { calendarId: 'nowhere' } }, '#/activeHours/calendarId'],
    ['an epoch of its own', { epoch: 7 }, '#/epoch'],
  ])('%s is refused, and where is said', async (_, more, pointer) => {
    const answer = await send(handler, routes.create, { companyId: aCompany(), body: { ...crud.body, ...more } });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ pointer }]);
  });
});
