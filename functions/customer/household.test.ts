import { beforeAll, describe, expect, test } from 'vitest';
import { historyOf } from '../../shared/audit/audit.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { customerViewRoutes } from '../../shared/customer-view/customer-view.routes.ts';
import { householdEvents } from '../../shared/household/household.events.ts';
import { householdRoutes } from '../../shared/household/household.routes.ts';
import type { Household } from '../../shared/household/household.schema.ts';
import { audited } from '../../shared/testing/audited.ts';
import { type Answer, expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { rawItems } from '../../shared/testing/raw-items.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

// All of the table is read, and the one that tests share is large.
beforeAll(ownTable);

const { routes } = householdRoutes;
const call = (route: (typeof routes)[keyof typeof routes], companyId: string, example: object = {}) =>
  send(handler, route, { companyId, ...example });
const customer = async (companyId: string, body: object): Promise<string> =>
  String((await send(handler, customerRoutes.routes.create, { companyId, body })).body['customerId']);
const person = (companyId: string, lastName = 'Huber') => customer(companyId, { type: 'individual', lastName });
const people = (companyId: string, count: number) =>
  Promise.all(Array.from({ length: count }, (_, at) => person(companyId, `Huber ${at}`)));

/** A household of some people; the first is its head. */
const made = async (companyId: string, [headId = '', ...members]: readonly string[], more: object = {}) => {
  const answer = await call(routes.create, companyId, { body: { headId, members, ...more } });
  return { ...answer, params: { householdId: String(answer.body['householdId']) } };
};
const read = async (companyId: string, params: { householdId: string }): Promise<Household> =>
  (await call(routes.get, companyId, { params })).body as unknown as Household;
const membersOf = async (companyId: string, params: { householdId: string }): Promise<string[]> =>
  (await read(companyId, params)).members.map(({ customerId }) => customerId);
const add = (companyId: string, params: object, customerId: string) =>
  call(routes.addMember, companyId, { params, body: { customerId } });
const takeOut = (companyId: string, params: object, customerId: string) =>
  call(routes.removeMember, companyId, { params: { ...params, customerId } });

const one = async (companyId: string) => ({ params: (await made(companyId, await people(companyId, 2))).params });
routeTests(householdRoutes, handler, {
  create: async (companyId) => {
    const [headId, other] = await people(companyId, 2);
    return { body: { name: 'Huber, Graz', headId, members: [other] } };
  },
  get: one,
  remove: one,
  edit: async (companyId) => ({ ...(await one(companyId)), body: { name: 'Huber, Linz' } }),
  addMember: async (companyId) => ({
    ...(await one(companyId)),
    body: { customerId: await person(companyId, 'Maier') },
  }),
  removeMember: async (companyId) => {
    const some = await people(companyId, 2);
    const { params } = await made(companyId, some);
    return { params: { ...params, customerId: some[0] ?? '' } };
  },
});

describe('a household', () => {
  test('is read as it was created, with its head among its members, and made once under one key', async () => {
    const companyId = aCompany();
    const [headId, other] = await people(companyId, 2);
    const body = { name: 'Huber, Graz', headId, members: [other] };
    const headers = { 'idempotency-key': 'k' };
    const first = await call(routes.create, companyId, { body, headers });
    const second = await call(routes.create, companyId, { body, headers });
    expect(first.body).toMatchObject({ name: 'Huber, Graz', headId, version: 1 });
    expect(second.body).toEqual(first.body);
    const params = { householdId: String(first.body['householdId']) };
    expect(new Set(await membersOf(companyId, params))).toEqual(new Set([headId, other]));
  });

  test('is changed by who has seen its version, and by nobody who has not', async () => {
    const companyId = aCompany();
    const { params } = await made(companyId, await people(companyId, 2));
    const headers = { 'if-match': '"1"' };
    const body = { name: 'Huber, Linz' };
    expect((await call(routes.edit, companyId, { params, body, headers })).body).toMatchObject({ ...body, version: 2 });
    expectProblem(await call(routes.edit, companyId, { params, body, headers }), 412, 'version-conflict');
    expectProblem(await call(routes.remove, companyId, { params, headers }), 412, 'version-conflict');
  });

  test('removing the head names the longest member head; who joins later is behind', async () => {
    const companyId = aCompany();
    const [head = '', later = '', last = ''] = await people(companyId, 3);
    const { params } = await made(companyId, [head]);
    await add(companyId, params, later);
    await add(companyId, params, last);
    expect(await membersOf(companyId, params)).toEqual([head, later, last]);
    await takeOut(companyId, params, head);
    expect(await read(companyId, params)).toMatchObject({
      headId: later,
      members: [{ customerId: later }, { customerId: last }],
    });
    await takeOut(companyId, params, last);
    expect(await read(companyId, params)).toMatchObject({ headId: later });
    expectProblem(await takeOut(companyId, params, last), 404, 'not-found');
  });

  test('goes with its last member, and whoever was in it is free for another', async () => {
    const companyId = aCompany();
    const [head = ''] = await people(companyId, 1);
    const { params } = await made(companyId, [head]);
    expect((await takeOut(companyId, params, head)).status).toBe(204);
    expectProblem(await call(routes.get, companyId, { params }), 404, 'not-found');
    const other = await made(companyId, [head]);
    expect(other.status).toBe(201);
    await call(routes.remove, companyId, { params: other.params });
    expect((await made(companyId, [head])).status).toBe(201);
  });

  test('a person is in at most one: another is 409 and names that, also where both are made at once', async () => {
    const companyId = aCompany();
    const [one_ = '', two = '', three = ''] = await people(companyId, 3);
    const { params } = await made(companyId, [one_]);
    const refused = await made(companyId, [two, one_]);
    expectProblem(refused, 409, 'conflict');
    expect(refused.body).toMatchObject({ householdId: params.householdId, errors: [{ pointer: '#/members/0' }] });
    const other = await made(companyId, [two]);
    expectProblem(await add(companyId, other.params, one_), 409, 'conflict');
    const both = await Promise.all(Array.from({ length: 10 }, () => made(companyId, [three])));
    expect(both.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(both.filter(({ status }) => status === 409)).toHaveLength(9);
    // Who is a member already stays as they are.
    expect((await add(companyId, params, one_)).body).toMatchObject({ version: 1 });
  });

  test('has 40 members at most', async () => {
    const companyId = aCompany();
    const { params, status } = await made(companyId, await people(companyId, 40));
    expect(status).toBe(201);
    expectProblem(await add(companyId, params, await person(companyId)), 409, 'conflict');
    const headers = { 'idempotency-key': 'k' };
    expect((await call(routes.remove, companyId, { params, headers })).status).toBe(204);
  });

  test('of a business, of nobody, of a customer of another company, or with a head from outside is 400 with its pointer', async () => {
    const companyId = aCompany();
    const [head = '', other = ''] = await people(companyId, 2);
    const pointers = (answer: Answer) => {
      expectProblem(answer, 400, 'validation-failed');
      return (answer.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
    };
    const firm = await customer(companyId, { type: 'business', businessName: 'Huber AG' });
    const foreign = await person(aCompany());
    expect(pointers(await made(companyId, [firm]))).toEqual(['#/headId']);
    expect(pointers(await made(companyId, [head, firm, foreign]))).toEqual(['#/members/0', '#/members/1']);
    const { params } = await made(companyId, [head]);
    expect(pointers(await add(companyId, params, firm))).toEqual(['#/customerId']);
    expect(pointers(await call(routes.edit, companyId, { params, body: { headId: other } }))).toEqual(['#/headId']);
  });

  test('tells who joined and left as a change, and its end; events and audit name no household', async () => {
    const ctx = aContext();
    const { companyId } = ctx;
    const { result: params, items } = await watchTable(() =>
      audited(ctx, async () => {
        const [head = '', other = ''] = await people(companyId, 2);
        const household = await made(companyId, [head], { name: 'Quastenflosser' });
        await add(companyId, household.params, other);
        await takeOut(companyId, household.params, head);
        await takeOut(companyId, household.params, other);
        return household.params;
      }),
    );
    const images = items.filter(({ __edb_e__ }) => __edb_e__ === 'household');
    const told = images.flatMap((after, at) => householdEvents.eventsOf({ after, before: images[at - 1] }));
    const changed = 'HouseholdChanged';
    expect(told.map(({ type }) => type)).toEqual(['HouseholdCreated', changed, changed, 'HouseholdDeleted']);
    const entries = (await historyOf(ctx, params.householdId, { limit: 10 })).items;
    expect(entries).toHaveLength(4);
    expect(JSON.stringify([told, entries])).not.toContain('Quasten');
    expect(await rawItems(companyId)).not.toContain('quasten');
  });
});

describe('erasing a customer', () => {
  const erase = (companyId: string, customerId: string) =>
    send(handler, customerRoutes.routes.erase, { companyId, params: { customerId } });

  test('takes them out of their household, and their name out of its name', async () => {
    const companyId = aCompany();
    const [gone, stays] = [await person(companyId, 'Quastenflosser'), await person(companyId, 'Maier')];
    const { params } = await made(companyId, [gone, stays], { name: 'Familie QUASTENFLOSSER-Maier' });
    await erase(companyId, gone);
    const household = await read(companyId, params);
    expect(household).toMatchObject({ headId: stays, members: [{ customerId: stays }] });
    expect(household).not.toHaveProperty('name');
    expect(await rawItems(companyId)).not.toContain('quasten');
  });

  test('leaves a household that is not called by their name its name, and none without members', async () => {
    const companyId = aCompany();
    const [gone, stays] = [await person(companyId, 'Quastenflosser'), await person(companyId, 'Maier')];
    const { params } = await made(companyId, [stays, gone], { name: 'Lindenweg 4' });
    await erase(companyId, gone);
    expect(await read(companyId, params)).toMatchObject({ name: 'Lindenweg 4', headId: stays });
    await erase(companyId, stays);
    expectProblem(await call(routes.get, companyId, { params }), 404, 'not-found');
  });
});

test('the view of a person shows their household with the names of its members, without who is deleted', async () => {
  const companyId = aCompany();
  const [head, other] = [await person(companyId, 'Huber'), await person(companyId, 'Maier')];
  const view = async (customerId: string) =>
    (await send(handler, customerViewRoutes.routes.view, { companyId, params: { customerId } })).body;
  expect(await view(head)).not.toHaveProperty('household');
  await made(companyId, [head, other], { name: 'Lindenweg 4' });
  const names = async () =>
    ((await view(head))['household'] as { members: { displayName: string }[] }).members.map((one) => one.displayName);
  expect(await view(other)).toMatchObject({ household: { name: 'Lindenweg 4', headId: head } });
  expect((await names()).toSorted()).toEqual(['Huber', 'Maier']);
  await send(handler, customerRoutes.routes.remove, { companyId, params: { customerId: other } });
  expect(await names()).toEqual(['Huber']);
});
