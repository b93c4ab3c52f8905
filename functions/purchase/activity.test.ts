import { beforeAll, describe, expect, test, vi } from 'vitest';
import { activityRoutes } from '../../shared/activity/activity.routes.ts';
import { movedActivities } from '../../shared/activity/moved.ts';
import { customerViewRoutes } from '../../shared/customer-view/customer-view.routes.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { asId } from '../../shared/kernel/id-kinds.ts';
import { systemContext } from '../../shared/kernel/context.ts';
import { type Answer, expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany } from '../../shared/testing/context.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { purchaseRoutes } from '../../shared/purchase/purchase.routes.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { useSes } from '../../shared/testing/ses.ts';
import { vehicleRoutes } from '../../shared/vehicle/vehicle.routes.ts';
import { handler as customerHandler } from '../customer/handler.ts';
import { handler } from './handler.ts';

beforeAll(ownTable);
useSes();

const { routes } = activityRoutes;
const HOUR = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();
const customer = async (companyId: string): Promise<string> => {
  const body = { type: 'individual', lastName: 'Huber' };
  return String((await send(customerHandler, customerRoutes.routes.create, { companyId, body })).body['customerId']);
};
const call = (route: (typeof routes)[keyof typeof routes], companyId: string, example: object = {}) =>
  send(handler, route, { companyId, ...example });
const aCall = (more: object = {}) => ({ type: 'call', subject: 'Call back', dueAt: inHours(1), ...more });
const made = (companyId: string, more: object = {}): Promise<Answer> =>
  call(routes.create, companyId, { body: aCall(more) });
const one = async (companyId: string, more: object = {}) => ({
  params: { activityId: String((await made(companyId, more)).body['activityId']) },
});
const subjects = ({ body }: Answer): unknown[] =>
  (body['items'] as { subject: string }[]).map(({ subject }) => subject);
const pointers = ({ body }: Answer): unknown[] =>
  (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
const about = (id: string) => ({ relatedTo: { type: 'customer', id } });

routeTests(activityRoutes, handler, {
  list: async (companyId) => {
    await made(companyId);
    return {};
  },
  create: () => ({ body: aCall() }),
  get: (companyId) => one(companyId),
  edit: async (companyId) => ({ ...(await one(companyId)), body: { subject: 'Call again' } }),
  remove: (companyId) => one(companyId),
  complete: async (companyId) => ({ ...(await one(companyId)), body: { outcome: 'Reached' } }),
  cancel: (companyId) => one(companyId),
  invite: async (companyId) => one(companyId, about(await customer(companyId))),
  ics: (companyId) => one(companyId),
  schedule: async (companyId) => ({
    body: { type: 'call', customerId: await customer(companyId), at: inHours(1), subject: 'Call', ownerId: 'user-1' },
  }),
});

describe('an activity', () => {
  test('past `dueAt` on schedule → 400, and on moving it; what was due stays as it is where something else changes', async () => {
    const companyId = aCompany();
    const refused = await made(companyId, { dueAt: inHours(-1) });
    expectProblem(refused, 400, 'validation-failed');
    expect(pointers(refused)).toEqual(['#/dueAt']);
    const existing = await one(companyId);
    expectProblem(
      await call(routes.edit, companyId, { ...existing, body: { dueAt: inHours(-1) } }),
      400,
      'validation-failed',
    );
    expect(await call(routes.edit, companyId, { ...existing, body: { priority: 'high' } })).toMatchObject({
      status: 200,
      body: { priority: 'high', overdue: false },
    });
  });

  test('null clears what may be absent', async () => {
    const companyId = aCompany();
    const existing = await one(companyId, {
      location: 'Graz',
      startAt: inHours(0.5),
      ...about(await customer(companyId)),
    });
    const body = { location: null, startAt: null, relatedTo: null };
    const edited = await call(routes.edit, companyId, { ...existing, body });
    expect(edited.body).toMatchObject({ customerIds: [], sequence: 1 });
    for (const { body: seen } of [edited, await call(routes.get, companyId, existing)])
      expect(Object.keys(seen).filter((name) => name in body)).toEqual([]);
  });

  const participants = Array.from({ length: 101 }, (_, at) => ({ type: 'user', id: `user-${at}` }));
  test.each<[string, object]>([
    ['101 participants', { participants }],
    ['end before start', { startAt: inHours(2) }],
    ['unknown zone', { timeZone: 'Mars/Olympus' }],
    ['an unknown type', { type: 'dinner' }],
    ['a relation to nothing', about('cus_01jd3k5w8z9x7v6t5s4r3q2p1n')],
    ['a relation to an id of another kind', { relatedTo: { type: 'vehicle', id: 'x' } }],
    ['a participant there is not', { participants: [{ type: 'contact', id: 'con_01jd3k5w8z9x7v6t5s4r3q2p1n' }] }],
  ])('is refused for %s', async (_, more) => {
    expectProblem(await made(aCompany(), more), 400, 'validation-failed');
  });

  test('says no more what is cleared', async () => {
    const companyId = aCompany();
    const said = { notes: 'Bring figures', location: 'Graz', startAt: inHours(0.5) };
    const existing = await one(companyId, { ...said, ...about(await customer(companyId)) });
    const body = { notes: null, location: null, startAt: null, relatedTo: null };
    const cleared = await call(routes.edit, companyId, { ...existing, body });
    expect(cleared).toMatchObject({ status: 200, body: { customerIds: [] } });
    for (const name of Object.keys(body)) expect(cleared.body).not.toHaveProperty(name);
  });

  test('takes 100 participants, and refuses the customer of another company', async () => {
    const companyId = aCompany();
    expect(await made(companyId, { participants: participants.slice(1) })).toMatchObject({ status: 201 });
    expectProblem(await made(aCompany(), about(await customer(companyId))), 400, 'validation-failed');
  });

  test('is completed once, however often it is said; what was called off is not completed, nor changed', async () => {
    const companyId = aCompany();
    const done = await one(companyId);
    const first = await call(routes.complete, companyId, { ...done, body: { outcome: 'Reached' } });
    expect(first).toMatchObject({ status: 200, body: { status: 'completed', outcome: 'Reached', version: 2 } });
    const again = await call(routes.complete, companyId, { ...done, body: { outcome: 'Other' } });
    expect(again.body).toEqual(first.body);
    expectProblem(await call(routes.cancel, companyId, done), 409, 'conflict');
    const off = await one(companyId);
    expect((await call(routes.cancel, companyId, off)).body).toMatchObject({ status: 'cancelled' });
    expectProblem(await call(routes.complete, companyId, { ...off, body: { outcome: 'Reached' } }), 409, 'conflict');
    expectProblem(await call(routes.edit, companyId, { ...off, body: { subject: 'New' } }), 409, 'conflict');
  });

  test('is listed by when it is due, and by owner, type, status, what it is about, time and whether it is overdue', async () => {
    const companyId = aCompany();
    const customerId = await customer(companyId);
    await made(companyId, { subject: 'third', dueAt: inHours(3), ownerId: 'ann' });
    await made(companyId, { subject: 'first', dueAt: inHours(1), ownerId: 'bob', ...about(customerId) });
    await made(companyId, { subject: 'second', dueAt: inHours(2), ownerId: 'ann', type: 'visit' });
    await call(routes.cancel, companyId, await one(companyId, { subject: 'off', dueAt: inHours(4) }));
    const listed = async (query: object) => subjects(await call(routes.list, companyId, { query }));
    expect(await listed({})).toEqual(['first', 'second', 'third', 'off']);
    expect(await listed({ ownerId: 'ann' })).toEqual(['second', 'third']);
    expect(await listed({ type: 'visit' })).toEqual(['second']);
    expect(await listed({ status: 'cancelled' })).toEqual(['off']);
    expect(await listed({ relatedTo: customerId })).toEqual(['first']);
    expect(await listed({ dueFrom: inHours(1.5), dueTo: inHours(2.5) })).toEqual(['second']);
    expect(await listed({ ownerId: 'ann', dueFrom: inHours(2.5) })).toEqual(['third']);
    expect(await listed({ relatedTo: customerId, dueFrom: inHours(1.5) })).toEqual([]);
    expect(await listed({ overdue: 'true' })).toEqual([]);
    expect(await listed({ overdue: 'false', ownerId: 'bob' })).toEqual(['first']);
  });

  test('is listed with the name of its first customer where that is asked for by who may see customers, and they are there', async () => {
    const companyId = aCompany();
    const [customerId, goes] = [await customer(companyId), await customer(companyId)];
    await made(companyId, { subject: 'named', ...about(customerId) });
    await made(companyId, { subject: 'about nobody', dueAt: inHours(2) });
    await made(companyId, { subject: 'of who goes', dueAt: inHours(3), ...about(goes) });
    const gone = await send(customerHandler, customerRoutes.routes.remove, { companyId, params: { customerId: goes } });
    expect(gone.status).toBe(204);
    const named = async (example: object) =>
      ((await call(routes.list, companyId, example)).body['items'] as { customer?: object }[]).map(
        (item) => item.customer,
      );
    const query = { with: 'customer' };
    expect(await named({ query })).toEqual([{ customerId, displayName: 'Huber' }, undefined, undefined]);
    expect(await named({})).toEqual([undefined, undefined, undefined]);
    expect(await named({ query, scope: 'activities:read' })).toEqual([undefined, undefined, undefined]);
  });

  test('of somebody else an agent sees and changes nothing, and gives none to others', async () => {
    const companyId = aCompany();
    const agent = { companyId, role: 'agent' as const, userId: 'ann' };
    const theirs = await one(companyId, { subject: 'of bob', ownerId: 'bob' });
    expect(await send(handler, routes.create, { ...agent, body: aCall({ subject: 'of ann' }) })).toMatchObject({
      status: 201,
      body: { ownerId: 'ann' },
    });
    expectProblem(await send(handler, routes.create, { ...agent, body: aCall({ ownerId: 'bob' }) }), 403, 'forbidden');
    expect(subjects(await send(handler, routes.list, agent))).toEqual(['of ann']);
    expect(subjects(await send(handler, routes.list, { ...agent, query: { ownerId: 'bob' } }))).toEqual([]);
    const refused = [
      [routes.get, {}],
      [routes.edit, { body: { subject: 'Mine' } }],
      [routes.complete, { body: { outcome: 'Reached' } }],
      [routes.cancel, {}],
      [routes.invite, {}],
      [routes.ics, {}],
      [routes.remove, {}],
    ] as const;
    for (const [route, more] of refused)
      expectProblem(await send(handler, route, { ...agent, ...theirs, ...more }), 404, 'not-found');
    expect((await call(routes.get, companyId, theirs)).body).toMatchObject({ status: 'open', version: 1 });
  });

  test('is overdue from the moment on at which it was due, and no more once it is done', async () => {
    const companyId = aCompany();
    const soon = await made(companyId, { dueAt: new Date(Date.now() + 400).toISOString() });
    expect(soon.body).toMatchObject({ overdue: false });
    await vi.waitFor(async () => {
      const { body } = await call(routes.list, companyId, { query: { overdue: 'true' } });
      expect(body['items']).toMatchObject([{ activityId: soon.body['activityId'], overdue: true }]);
    }, 5_000);
    const done = { params: { activityId: String(soon.body['activityId']) }, body: { outcome: 'Reached' } };
    expect((await call(routes.complete, companyId, done)).body).toMatchObject({ overdue: false });
    expect(subjects(await call(routes.list, companyId, { query: { overdue: 'true' } }))).toEqual([]);
  });

  test('what is still to be done is found however much was done before, and what was done by itself', async () => {
    const companyId = aCompany();
    await made(companyId, { subject: 'later', dueAt: inHours(3), ownerId: 'ann' });
    await call(routes.complete, companyId, {
      ...(await one(companyId, { subject: 'past', ownerId: 'ann' })),
      body: { outcome: 'Reached' },
    });
    await call(routes.cancel, companyId, await one(companyId, { subject: 'off', dueAt: inHours(4) }));
    await made(companyId, { subject: 'next', dueAt: inHours(2), ownerId: 'bob' });
    const listed = async (query: object) => subjects(await call(routes.list, companyId, { query }));
    expect(await listed({ done: 'false' })).toEqual(['next', 'later']);
    expect(await listed({ done: 'false', limit: '1' })).toEqual(['next']);
    expect(await listed({ done: 'false', ownerId: 'ann' })).toEqual(['later']);
    expect(await listed({ done: 'false', dueFrom: inHours(2.5) })).toEqual(['later']);
    expect(await listed({ done: 'true' })).toEqual(['past', 'off']);
    expect(await listed({ done: 'true', ownerId: 'ann' })).toEqual(['past']);
    expect(await listed({ status: 'open' })).toEqual(['next', 'later']);
  });

  test('the view of a customer shows what is to be done, due first first; the timeline what was done, when, without words', async () => {
    const companyId = aCompany();
    const customerId = await customer(companyId);
    const params = { customerId };
    await made(companyId, { subject: 'second', dueAt: inHours(2), ...about(customerId) });
    const recurrence = 'FREQ=DAILY;COUNT=3';
    await made(companyId, { subject: 'first', recurrence, participants: [{ type: 'customer', id: customerId }] });
    const held = await one(companyId, { subject: 'held', type: 'meeting', ...about(customerId) });
    const off = await one(companyId, { subject: 'off', type: 'follow_up', ...about(customerId) });
    await call(routes.cancel, companyId, off);
    const done = await call(routes.complete, companyId, { ...held, body: { outcome: 'Signed' } });
    await call(routes.edit, companyId, { ...(await one(companyId, about(customerId))), body: { relatedTo: null } });
    const view = async (more: object = {}) =>
      (await send(customerHandler, customerViewRoutes.routes.view, { companyId, params, ...more })).body;
    const seen = await view();
    expect(seen).toMatchObject({
      activities: [{ subject: 'first', status: 'open', recurrence }, { subject: 'second' }],
      partial: [],
    });
    expect(seen['activities']).toHaveLength(2);
    const entries = (await send(customerHandler, customerViewRoutes.routes.timeline, { companyId, params })).body;
    expect(entries['items']).toMatchObject([
      {
        kind: 'activity',
        title: 'Meeting, completed',
        at: done.body['completedAt'],
        ref: { id: held.params.activityId },
      },
      { kind: 'activity', title: 'Follow-up, cancelled', ref: { type: 'activity', id: off.params.activityId } },
      { kind: 'customer' },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/held|Signed/);
    const query = { kinds: 'activity', from: inHours(1) };
    const none = await send(customerHandler, customerViewRoutes.routes.timeline, { companyId, params, query });
    expect(none.body['items']).toEqual([]);
    expect(await view({ role: 'agent', userId: 'ann' })).not.toHaveProperty('activities.0');
    expect(await view({ scope: 'customers:read' })).not.toHaveProperty('activities');
    await call(routes.remove, companyId, { params: held.params });
    const rest = (await send(customerHandler, customerViewRoutes.routes.timeline, { companyId, params })).body;
    expect(rest['items']).toMatchObject([{ title: 'Follow-up, cancelled' }, { kind: 'customer' }]);
  });

  test('of a customer an agent sees their own, behind however many of others, and nothing of others in the timeline', async () => {
    const companyId = aCompany();
    const customerId = await customer(companyId);
    const agent = { companyId, params: { customerId }, role: 'agent' as const, userId: 'ann' };
    for (let number = 0; number < 12; number += 1) await made(companyId, { ownerId: 'bob', ...about(customerId) });
    await made(companyId, { subject: 'of ann', dueAt: inHours(5), ownerId: 'ann', ...about(customerId) });
    const { body } = await call(routes.list, companyId, { query: { ownerId: 'bob', limit: '1' } });
    const [{ activityId }] = body['items'] as [{ activityId: string }];
    await call(routes.complete, companyId, { params: { activityId }, body: { outcome: 'Reached' } });
    const seen = (await send(customerHandler, customerViewRoutes.routes.view, agent)).body;
    expect(seen['activities']).toMatchObject([{ subject: 'of ann' }]);
    const { items } = (await send(customerHandler, customerViewRoutes.routes.timeline, agent)).body;
    expect(items).toMatchObject([{ kind: 'customer' }]);
    const all = (await send(customerHandler, customerViewRoutes.routes.view, { ...agent, role: 'manager' })).body;
    expect(all['activities']).toHaveLength(10);
  });

  test('is about a purchase or vehicle of a customer, and is found for that customer', async () => {
    const companyId = aCompany();
    const customerId = await customer(companyId);
    const money = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
    const bought = { customerId, at: inHours(-1), net: money(500) };
    const { body: purchase } = await send(handler, purchaseRoutes.routes.create, { companyId, body: bought });
    const { body: vehicle } = await send(handler, vehicleRoutes.routes.create, {
      companyId,
      body: { vinShort: '115' },
    });
    const params = { vehicleId: String(vehicle['vehicleId']) };
    const own = { customerId, from: inHours(-1) };
    await send(handler, vehicleRoutes.routes.addOwnership, { companyId, params, body: own });
    for (const relatedTo of [
      { type: 'purchase', id: purchase['purchaseId'] },
      { type: 'vehicle', id: params.vehicleId },
    ])
      expect(await made(companyId, { relatedTo })).toMatchObject({ status: 201, body: { customerIds: [customerId] } });
    const id = asId('customer', customerId);
    if (!id) throw new Error('no customer');
    expect(await movedActivities.find(systemContext(companyId, 'test'), id, 10)).toHaveLength(2);
  });

  test('moves with a merged customer, who is named once, and comes back unless it was changed meanwhile', async () => {
    const companyId = aCompany();
    const [from, to] = [asId('customer', await customer(companyId)), asId('customer', await customer(companyId))];
    if (!from || !to) throw new Error('no customers');
    const both = [from, to].map((id) => ({ type: 'customer', id }));
    const { params } = await one(companyId, { ...about(from), participants: both });
    const ctx = systemContext(companyId, 'test');
    const named = async () => (await call(routes.get, companyId, { params })).body;
    const before = await named();
    expect(await movedActivities.find(ctx, from, 10)).toEqual([params.activityId]);
    const memo = await movedActivities.noted(ctx, params.activityId, { from, to });
    if (!memo) throw new Error('nothing noted');
    const moved = { relatedTo: { id: to }, participants: [{ id: to }], customerIds: [to] };
    for (const _ of [1, 2]) {
      await movedActivities.move(ctx, params.activityId, { from, to });
      expect(await named()).toMatchObject(moved);
    }
    expect(await movedActivities.find(ctx, from, 10)).toEqual([]);
    await movedActivities.back(ctx, params.activityId, { from, to }, memo);
    const { relatedTo, participants: who, customerIds } = before;
    expect(await named()).toMatchObject({ relatedTo, participants: who, customerIds });
    expect(await movedActivities.find(ctx, to, 10)).toEqual([params.activityId]);
    await movedActivities.move(ctx, params.activityId, { from, to });
    await call(routes.edit, companyId, { params, body: { participants: [] } });
    await movedActivities.back(ctx, params.activityId, { from, to }, memo);
    expect(await named()).toMatchObject({ relatedTo: { id: to }, participants: [], customerIds: [to] });
  });
});
