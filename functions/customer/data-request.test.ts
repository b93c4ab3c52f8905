import { describe, expect, test } from 'vitest';
import { historyOf } from '../../shared/audit/audit.ts';
import { consentRoutes } from '../../shared/consent/consent.routes.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { again, given } from '../../shared/feedback/testing/given.ts';
import { gate } from '../../shared/gate/gate.ts';
import { jobDefinitions } from '../../shared/jobs.ts';
import { work } from '../../shared/job/run.ts';
import { type Context, systemContext } from '../../shared/kernel/context.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { dueDataRequests } from '../../shared/privacy/due-requests.ts';
import { dataRequestEvents } from '../../shared/privacy/data-request.events.ts';
import { dataRequests } from '../../shared/privacy/data-request.store.ts';
import { requestErasure } from '../../shared/privacy/own-request.ts';
import { privacyRoutes } from '../../shared/privacy/privacy.routes.ts';
import { aDeliveredSurvey } from '../../shared/survey/testing/given.ts';
import { type Answer, expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { audited } from '../../shared/testing/audited.ts';
import { useFiles } from '../../shared/testing/files.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

useQueues();
const files = useFiles();

const { routes } = privacyRoutes;
const DAY = 86_400_000;
type Op = keyof typeof routes;
const call = (op: Op, companyId: string, example: object = {}) => send(handler, routes[op], { companyId, ...example });
const subject = { email: 'ada@example.com' };

const made = async (companyId: string, body: object = {}) => {
  const answer = await call('create', companyId, { body: { type: 'access', subject, ...body } });
  return { answer, params: { requestId: String(answer.body['requestId']) } };
};
const verified = async (companyId: string, body: object = {}) => {
  const one = await made(companyId, body);
  await call('verify', companyId, { params: one.params, body: { method: 'account' } });
  return one;
};
const step = async (companyId: string, body: object) => ({ params: (await made(companyId)).params, body });

/** Has the worker do what a request has begun, twice. */
async function worked(companyId: string, { body }: Answer): Promise<void> {
  const ctx = systemContext(companyId, 'test');
  for (let times = 0; times < 2; times++)
    await work(ctx, body['jobId'] as Id<'job'>, { now: () => new Date(), definitions: jobDefinitions });
}

routeTests(privacyRoutes, handler, {
  list: async (companyId) => {
    await made(companyId);
    return {};
  },
  create: () => ({ body: { type: 'access', regime: 'gdpr', subject, note: 'By telephone.' } }),
  get: async (companyId) => ({ params: (await made(companyId)).params }),
  edit: (companyId) => step(companyId, { status: 'waiting', note: 'Copy of a card asked for.' }),
  verify: (companyId) => step(companyId, { method: 'account' }),
  extend: (companyId) => step(companyId, { reason: 'Many records.' }),
  reject: (companyId) => step(companyId, { ground: 'unfounded' }),
  hold: (companyId) => step(companyId, { reason: 'A claim in court.' }),
  release: async (companyId) => {
    const { params } = await made(companyId);
    await call('hold', companyId, { params, body: { reason: 'A claim in court.' } });
    return { params, body: {} };
  },
  complete: async (companyId) => ({
    params: (await verified(companyId, { type: 'objection' })).params,
    body: {},
  }),
  receipt: async (companyId) => {
    const { params } = await verified(companyId, { type: 'objection' });
    await call('complete', companyId, { params, body: {} });
    return { params };
  },
});

describe('the clock of a request', () => {
  const at = (day: string) => aContext({ now: new Date(`${day}T10:00:00.000Z`) });
  const dueAt = async (receivedAt: string, regime = 'gdpr') => {
    const { create } = await import('../../shared/privacy/data-request.ts');
    const body = {
      type: 'access' as const,
      regime: regime as 'gdpr',
      subject,
      receivedAt: `${receivedAt}T10:00:00.000Z`,
    };
    return (await create(at(receivedAt), { body })).dueAt.slice(0, 10);
  };

  test('request of 31 January is due 28 February (29 in leap years)', async () => {
    expect(await dueAt('2027-01-31')).toBe('2027-02-28');
    expect(await dueAt('2028-01-31')).toBe('2028-02-29');
  });

  test.each([
    ['2027-02-28', 'gdpr', '2027-03-28'],
    ['2026-12-15', 'other', '2027-01-15'],
    ['2026-12-15', 'ccpa', '2027-01-29'],
  ])('one received on %s by %s is due on %s', async (day, regime, due) => {
    expect(await dueAt(day, regime)).toBe(due);
  });

  test('gives two months more, or 45 days, once, and never after its time', async () => {
    const companyId = aCompany();
    for (const [regime, days] of [
      ['gdpr', undefined],
      ['ccpa', 90],
    ] as const) {
      const { answer, params } = await made(companyId, { regime });
      const received = String(answer.body['receivedAt']);
      const extended = await call('extend', companyId, { params, body: { reason: 'Many records.' } });
      expect(extended.body).toMatchObject({ extended: { reason: 'Many records.', from: answer.body['dueAt'] } });
      const span = (Date.parse(String(extended.body['dueAt'])) - Date.parse(received)) / DAY;
      if (days === undefined) expect(span).toBeGreaterThan(88);
      else expect(span).toBe(days);
      expectProblem(await call('extend', companyId, { params, body: { reason: 'Again.' } }), 409, 'conflict');
    }
  });

  test('alerts 7 days and 1 day before, and when the time is up, each once; nobody is reminded of what has ended', async () => {
    const companyId = aCompany();
    const { answer, params } = await made(companyId);
    const due = Date.parse(String(answer.body['dueAt']));
    const requestId = params.requestId as Id<'dataRequest'>;
    const told: unknown[] = [];
    const runAt = async (ms: number) => {
      const ctx = { ...systemContext(companyId, 'test'), now: new Date(ms) };
      const row = await dataRequests.find(ctx, requestId);
      if (!row || (dataRequests.dueAt(row) ?? '9') > ctx.now.toISOString()) return;
      const { items } = await watchTable(async () => {
        // Two runs that saw the same row: one is refused.
        const runs = await Promise.allSettled([1, 2].map(() => dueDataRequests.run(again(ctx), row)));
        expect(runs.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      });
      for (const [index, after] of items.entries())
        told.push(
          ...dataRequestEvents
            .eventsOf({ before: items[index - 1], after })
            .map(({ type, detail }) => [type, (detail as { reminder?: string }).reminder]),
        );
    };
    for (const days of [8, 6.9, 6, 0.9, 0.5, -0.1, -1]) await runAt(due - days * DAY);
    expect(told).toEqual([
      ['DataRequestDue', 'week'],
      ['DataRequestDue', 'day'],
      ['DataRequestDue', 'due'],
    ]);
    const other = await made(companyId);
    await call('reject', companyId, { params: other.params, body: { ground: 'excessive' } });
    const ended = await dataRequests.find(
      systemContext(companyId, 'test'),
      other.params.requestId as Id<'dataRequest'>,
    );
    expect(ended && dataRequests.dueAt(ended)).toBeUndefined();
  });
});

describe('a request is refused', () => {
  test('completing unverified', async () => {
    const companyId = aCompany();
    for (const type of ['access', 'erasure', 'objection']) {
      const { params } = await made(companyId, { type });
      const answer = await call('complete', companyId, { params, body: {} });
      expectProblem(answer, 409, 'conflict');
      expect(answer.body['detail']).toContain('not verified');
    }
  });

  test('erasure under hold, which is named in the answer, until it is released', async () => {
    const companyId = aCompany();
    const { params } = await verified(companyId, { type: 'erasure' });
    await call('hold', companyId, { params, body: { reason: 'A claim in court.' } });
    const answer = await call('complete', companyId, { params, body: {} });
    expectProblem(answer, 409, 'conflict');
    expect(answer.body['detail']).toContain('A claim in court.');
    await call('release', companyId, { params, body: {} });
    expect((await call('complete', companyId, { params, body: {} })).status).toBe(202);
    expectProblem(await call('release', companyId, { params, body: {} }), 409, 'conflict');
  });

  test('due date in the past, and a receipt from the future', async () => {
    const companyId = aCompany();
    for (const receivedAt of [Date.now() - 40 * DAY, Date.now() + DAY]) {
      const body = { type: 'access', subject, receivedAt: new Date(receivedAt).toISOString() };
      const answer = await call('create', companyId, { body });
      expectProblem(answer, 400, 'validation-failed');
      expect(answer.body['errors']).toMatchObject([{ pointer: '#/receivedAt' }]);
    }
  });

  test.each([
    ['create', { type: 'access', subject: {} }, '#/subject/customerId'],
    ['create', { type: 'oblivion', subject }, '#/type'],
    ['create', { type: 'access', regime: 'lgpd', subject }, '#/regime'],
    ['create', { type: 'access', subject, receivedAt: 'yesterday' }, '#/receivedAt'],
    ['reject', { ground: 'other' }, '#/note'],
    ['hold', { reason: ' ' }, '#/reason'],
    ['verify', { method: 'a feeling' }, '#/method'],
    ['edit', { status: 'completed' }, '#/status'],
  ] as const)('%s with %j', async (op, body, pointer) => {
    const companyId = aCompany();
    const params = op === 'create' ? {} : (await made(companyId)).params;
    const answer = await call(op, companyId, { params, body });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ pointer }]);
  });

  test('every step of what has ended, and a correction of what is no rectification', async () => {
    const companyId = aCompany();
    const { params } = await verified(companyId);
    const correction = { correction: { notes: null } };
    expectProblem(await call('complete', companyId, { params, body: correction }), 400, 'validation-failed');
    expectProblem(await call('receipt', companyId, { params }), 409, 'conflict');
    await call('reject', companyId, { params, body: { ground: 'not_identified' } });
    const bodies = {
      edit: { note: 'x' },
      verify: { method: 'account' },
      extend: { reason: 'x' },
      reject: { ground: 'unfounded' },
      hold: { reason: 'x' },
      release: {},
      complete: {},
    };
    for (const [op, body] of Object.entries(bodies))
      expectProblem(await call(op as Op, companyId, { params, body }), 409, 'conflict');
  });
});

describe('what people ask for on their own page', () => {
  test('is a request that is verified, listed newest first, and found by what it says', async () => {
    const ctx = aContext();
    const { companyId } = ctx;
    const references: string[] = [];
    for (let person = 0; person < 3; person++) {
      const contact = { email: `person-${person}@example.com` };
      const { survey } = await aDeliveredSurvey(ctx, { survey: { contact, customerId: `C-${person}` } });
      const then = aContext({ companyId, now: new Date(ctx.now.getTime() + person * 1000) });
      const [one, other] = await Promise.all([1, 2].map(() => requestErasure(then, survey)));
      expect(other).toBe(one);
      references.unshift(one ?? '');
    }
    const listed = async (query: object) => {
      const { body } = await call('list', companyId, { query });
      return { ids: (body['items'] as { requestId: string }[]).map(({ requestId }) => requestId), body };
    };
    const first = await listed({ limit: '2' });
    const second = await listed({ limit: '2', cursor: String(first.body['nextCursor']) });
    expect([...first.ids, ...second.ids]).toEqual(references);
    expect((first.body['items'] as object[])[0]).toMatchObject({
      type: 'erasure',
      status: 'verified',
      identity: { verified: true, method: 'own_link' },
      subject: { customerId: 'C-2', email: 'person-2@example.com' },
    });
    expect((await listed({ type: 'erasure', status: 'verified' })).ids).toHaveLength(3);
    for (const query of [{ type: 'access' }, { status: 'received' }]) expect((await listed(query)).ids).toEqual([]);
    // Made in 2026, their time may be up by the clock of whoever asks.
    const late = (await listed({ overdue: 'true' })).ids;
    const due = String((first.body['items'] as { dueAt: string }[])[0]?.dueAt);
    expect(late).toHaveLength(due < new Date().toISOString() ? 3 : 0);
  });
});

describe('a request that is completed', () => {
  const customerOf = async (companyId: string, more: object = {}) => {
    const emails = [{ address: subject.email }];
    const { body } = await send(handler, customerRoutes.routes.create, {
      companyId,
      body: { type: 'individual', firstName: 'Ada', lastName: 'Lovelace', emails, ...more },
    });
    return { customerId: String(body['customerId']) };
  };
  const message = { email: subject.email, channel: 'email' as const };
  const done = async (companyId: string, type: string, body: object = {}) => {
    const { params } = await verified(companyId, { type });
    return { params, answer: await call('complete', companyId, { params, body }) };
  };

  test('restriction stops processing but keeps: every sender is refused until it is released', async () => {
    const companyId = aCompany();
    const ctx: Context = aContext({ companyId });
    const params = await customerOf(companyId);
    const { answer, params: request } = await done(companyId, 'restriction');
    expect(answer).toMatchObject({ status: 200, body: { status: 'completed' } });
    for (const purpose of ['service', 'survey', 'marketing'] as const)
      expect(await gate(ctx, { ...message, purpose })).toMatchObject({ reason: 'restricted' });
    const { body } = await send(handler, customerRoutes.routes.get, { companyId, params });
    expect(body).toMatchObject({ lastName: 'Lovelace', restrictedAt: expect.any(String) });
    const query = { channel: 'email', purpose: 'service' };
    const { body: may } = await send(handler, consentRoutes.routes.mayContact, { companyId, params, query });
    expect(may).toMatchObject({ allowed: false, reason: 'restricted' });
    // A change of the customer ends no restriction.
    await send(handler, customerRoutes.routes.edit, { companyId, params, body: { notes: 'Called.' } });
    expect(await gate(ctx, { ...message, purpose: 'service' })).toMatchObject({ reason: 'restricted' });
    expect((await call('release', companyId, { params: request, body: {} })).status).toBe(200);
    expect(await gate(ctx, { ...message, purpose: 'service' })).toBeUndefined();
  });

  test('restriction of somebody who is known by an address alone stops every sender at that address', async () => {
    const companyId = aCompany();
    await done(companyId, 'restriction');
    const ctx = aContext({ companyId, now: new Date() });
    expect(await gate(ctx, { ...message, purpose: 'service' })).toMatchObject({ reason: 'do_not_contact' });
  });

  test('objection stops marketing and profiling, and nothing else; opt-out of sale the sale of data', async () => {
    const companyId = aCompany();
    const params = await customerOf(companyId);
    const denied = async () => {
      const { body } = await send(handler, consentRoutes.routes.list, { companyId, params });
      const current = body['current'] as { purpose: string; state: string }[];
      return [...new Set(current.filter(({ state }) => state === 'denied').map(({ purpose }) => purpose))].toSorted();
    };
    await done(companyId, 'objection');
    expect(await denied()).toEqual(['marketing', 'profiling']);
    await done(companyId, 'opt_out_of_sale');
    expect(await denied()).toEqual(['marketing', 'profiling', 'sale_of_data']);
    const ctx = aContext({ companyId, now: new Date() });
    expect(await gate(ctx, { ...message, purpose: 'marketing' })).toMatchObject({ reason: 'opted_out' });
    expect(await gate(ctx, { ...message, purpose: 'service' })).toBeUndefined();
  });

  test('rectification corrects the customer, and refuses what no customer may say', async () => {
    const companyId = aCompany();
    const { params } = await verified(companyId, { type: 'rectification' });
    const body = { correction: { lastName: 'King' } };
    expectProblem(await call('complete', companyId, { params, body }), 400, 'validation-failed');
    const one = await customerOf(companyId);
    expect((await call('complete', companyId, { params, body })).status).toBe(200);
    const { body: now } = await send(handler, customerRoutes.routes.get, { companyId, params: one });
    expect(now).toMatchObject({ firstName: 'Ada', lastName: 'King' });
  });

  test.each(['access', 'portability'])(
    '%s export opens and lists every section, as JSON and CSV, with links that work',
    async (type) => {
      const companyId = aCompany();
      const ctx = aContext({ companyId });
      await customerOf(companyId, { externalIds: [{ id: 'C-1' }] });
      await given(ctx, { customerId: 'C-1', comments: '=HYPERLINK("said by id")' });
      await given(ctx, { contact: subject, comments: 'Said by mail.' });
      const { params, answer } = await done(companyId, type);
      expect(answer.status).toBe(202);
      await worked(companyId, answer);
      const { body } = await call('receipt', companyId, { params });
      expect(body).toMatchObject({ type, counts: { feedback: 2, customer: 1, consent: 0 } });
      const told = body['files'] as { name: string; url: string; bytes: number }[];
      const texts = await Promise.all(told.map(async ({ url }) => (await fetch(url)).text()));
      const [json = '', csv = ''] = texts;
      const { sections } = JSON.parse(json) as { sections: Record<string, unknown[]> };
      const { personalKinds } = await import('../../shared/privacy/kinds.ts');
      expect(Object.keys(sections).toSorted()).toEqual(personalKinds.map(({ kind }) => kind).toSorted());
      for (const text of texts)
        for (const said of ['Lovelace', 'said by id', 'Said by mail.', subject.email]) expect(text).toContain(said);
      // No cell of the CSV is run as a formula.
      expect(csv).toContain(`'=HYPERLINK`);
      expect(csv).not.toMatch(/(?:^|,)"?=HYPERLINK/m);
    },
  );

  test('is done once: completing again says the same, and leaves nothing new', async () => {
    const companyId = aCompany();
    await customerOf(companyId);
    const { params, answer } = await done(companyId, 'objection');
    const first = await call('receipt', companyId, { params });
    const { items } = await watchTable(() => call('complete', companyId, { params, body: {} }));
    expect(items).toEqual([]);
    expect((await call('receipt', companyId, { params })).body).toEqual(first.body);
    expect((await call('get', companyId, { params })).body).toEqual(answer.body);
  });

  test('second erasure → same receipt', async () => {
    const companyId = aCompany();
    await customerOf(companyId);
    const { params, answer } = await done(companyId, 'erasure');
    await worked(companyId, answer);
    const first = await call('receipt', companyId, { params });
    expect(first.body).toMatchObject({ counts: { customer: 1 } });
    expect((await call('complete', companyId, { params, body: {} })).status).toBe(200);
    await worked(companyId, answer);
    expect((await call('receipt', companyId, { params })).body).toEqual(first.body);
    expect(first.text).not.toContain(subject.email);
    expect((await call('get', companyId, { params })).text).not.toContain(subject.email);
  });

  test('a hold comes too late where the erasure is under way, and says so', async () => {
    const companyId = aCompany();
    const ctx = systemContext(companyId, 'test');
    const one = await customerOf(companyId);
    const { params, answer } = await done(companyId, 'erasure');
    expectProblem(await call('hold', companyId, { params, body: { reason: 'Court.' } }), 409, 'conflict');
    const row = await dataRequests.find(ctx, params.requestId as Id<'dataRequest'>);
    expect(row?.status).toBe('in_progress');
    await worked(companyId, answer);
    expectProblem(await send(handler, customerRoutes.routes.get, { companyId, params: one }), 404, 'not-found');
  });

  test('its events and audit entries name nobody', async () => {
    const companyId = aCompany();
    const ctx = aContext({ companyId });
    const { result: params, items } = await watchTable(() =>
      audited(ctx, async () => (await done(companyId, 'objection')).params),
    );
    const images = items.filter(({ __edb_e__ }) => __edb_e__ === 'dataRequest');
    const told = images.flatMap((after, at) => dataRequestEvents.eventsOf({ after, before: images[at - 1] }));
    expect(told.map(({ type }) => type)).toEqual([
      'DataRequestReceived',
      'DataRequestVerified',
      'DataRequestCompleted',
    ]);
    const entries = (await historyOf(ctx, params.requestId, { limit: 10 })).items;
    expect(entries).toHaveLength(3);
    expect(JSON.stringify([told, entries])).not.toContain('ada@');
    expect(files.refusal).toBeUndefined();
  });
});
