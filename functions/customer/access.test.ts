import { describe, expect, test } from 'vitest';
import { auditRoutes } from '../../shared/audit/audit.routes.ts';
import { listAccess } from '../../shared/audit/access.ts';
import { consentRoutes } from '../../shared/consent/consent.routes.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { customerViewRoutes } from '../../shared/customer-view/customer-view.routes.ts';
import type { Route } from '../../shared/http/contract.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { playFault } from '../../shared/testing/faults.ts';
import { handler } from './handler.ts';

const { routes } = customerRoutes;
const person = { type: 'individual', lastName: 'Lovelace', emails: [{ address: 'ada@example.com' }] };

const made = async (companyId: string) => {
  const { body } = await send(handler, routes.create, { companyId, body: person });
  return { customerId: String(body['customerId']) };
};
const reads = async (companyId: string, filter: object) =>
  (await listAccess(aContext({ companyId, now: new Date() }), { limit: 50, ...filter })).items;
/** Waits where an hour is about to end: the next read would be another row. */
const withinAnHour = async (): Promise<void> => {
  const left = 3_600_000 - (Date.now() % 3_600_000);
  if (left < 20_000) await new Promise((resolve) => setTimeout(resolve, left + 50));
};

describe('reading data of a customer', () => {
  test('ten reads in an hour by one user → one row, by two users → two', async () => {
    await withinAnHour();
    const companyId = aCompany();
    const params = await made(companyId);
    for (let times = 0; times < 10; times++)
      await send(handler, routes.get, { companyId, params, userId: 'ada', role: 'agent' });
    expect(await reads(companyId, { recordId: params.customerId })).toEqual([
      {
        at: expect.any(String),
        actor: { kind: 'user', id: 'ada' },
        recordId: params.customerId,
        fieldsClass: 'contact',
        route: 'GET /api/crm/customers/{customerId}',
      },
    ]);
    await send(handler, routes.get, { companyId, params, userId: 'grace', role: 'analyst' });
    const rows = await reads(companyId, { recordId: params.customerId });
    expect(rows).toHaveLength(2);
    expect(rows.find(({ actor }) => actor.id === 'grace')).toMatchObject({ fieldsClass: 'names' });
  });

  test('in any of its views is noted with the customer, and nothing of what was read', async () => {
    const views: Record<string, Route> = {
      get: routes.get,
      view: customerViewRoutes.routes.view,
      timeline: customerViewRoutes.routes.timeline,
      consents: consentRoutes.routes.list,
    };
    for (const [userId, route] of Object.entries(views)) {
      const companyId = aCompany();
      const params = await made(companyId);
      expect((await send(handler, route, { companyId, params, userId })).status).toBe(200);
      const rows = await reads(companyId, { recordId: params.customerId });
      expect(rows).toMatchObject([{ actor: { id: userId }, route: `GET ${route.path}` }]);
      expect(JSON.stringify(rows)).not.toMatch(/lovelace|ada@/i);
    }
  });

  test('lists and searches are one row with a count', async () => {
    await withinAnHour();
    const companyId = aCompany();
    for (let n = 0; n < 3; n++) await made(companyId);
    await send(handler, routes.list, { companyId, userId: 'ada' });
    await send(handler, routes.search, { companyId, userId: 'ada', query: { q: 'love' } });
    expect(await reads(companyId, { recordId: 'customers' })).toMatchObject([{ actor: { id: 'ada' }, n: 6 }]);
  });

  test('is found by who read, in a month, page by page', async () => {
    await withinAnHour();
    const companyId = aCompany();
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) {
      const params = await made(companyId);
      ids.push(params.customerId);
      await send(handler, routes.get, { companyId, params, userId: 'ada' });
    }
    const ctx = aContext({ companyId, now: new Date() });
    const first = await listAccess(ctx, { actorId: 'ada', limit: 2 });
    const second = await listAccess(ctx, { actorId: 'ada', limit: 2, cursor: first.nextCursor ?? undefined });
    expect([...first.items, ...second.items].map(({ recordId }) => recordId).toSorted()).toEqual(ids.toSorted());
    expect(await reads(companyId, { actorId: 'ada', month: '2020-01' })).toEqual([]);
    expect(await reads(companyId, { actorId: 'grace' })).toEqual([]);
    expect(await reads(companyId, { recordId: ids[0], actorId: 'grace' })).toEqual([]);
    expect(await reads(companyId, { recordId: ids[0], month: '2020-01' })).toEqual([]);
  });

  test('is written before the reply: where it cannot be, nothing is answered', async () => {
    const companyId = aCompany();
    const params = await made(companyId);
    const end = playFault('throttle', (_, __, input) => input.includes('#acc#'));
    const answer = await send(handler, routes.get, { companyId, params }).finally(end);
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(answer.text).not.toContain('Lovelace');
    // What was refused is not taken for noted.
    await send(handler, routes.get, { companyId, params });
    expect(await reads(companyId, { recordId: params.customerId })).toHaveLength(1);
  });

  test('what is not answered is not noted', async () => {
    const companyId = aCompany();
    const params = { customerId: 'cus_01jd3k5w8z9x7v6t5s4r3q2p1n' };
    expectProblem(await send(handler, routes.get, { companyId, params }), 404, 'not-found');
    expect(await reads(companyId, { recordId: params.customerId })).toEqual([]);
  });
});

test('who reads is asked for by a record or an actor', async () => {
  const ctx = aContext();
  expect(() => listAccess(ctx, { limit: 10 })).toThrow('not valid');
  expect(auditRoutes.routes.access.permission).toBe('audit:read');
});

test('lists of one caller at once are all counted', async () => {
  await withinAnHour();
  const companyId = aCompany();
  await made(companyId);
  const lists = await Promise.all(
    Array.from({ length: 5 }, () => send(handler, routes.list, { companyId, userId: 'ada' })),
  );
  const answered = lists.filter(({ status }) => status === 200).length;
  expect(answered).toBeGreaterThan(0);
  expect(await reads(companyId, { recordId: 'customers' })).toMatchObject([{ n: answered }]);
});
