import { describe, expect, test } from 'vitest';
import { accessRoutes } from '../../shared/access/access.routes.ts';
import { me } from '../../shared/access/access.ts';
import { serve } from '../../shared/http/serve.ts';
import type { Role } from '../../shared/kernel/roles.ts';
import { peopleRoutes } from '../../shared/people/people.routes.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

const { routes } = peopleRoutes;
const params = { userId: 'emp-77' };
const body = { name: 'Ada Lovelace', email: 'ada@example.com' };
const withPerson = async (companyId: string) => {
  await send(handler, routes.put, { companyId, params, body, userId: 'boss' });
  return { params };
};

routeTests(peopleRoutes, handler, {
  list: async (companyId) => {
    await withPerson(companyId);
    return {};
  },
  get: withPerson,
  put: async (companyId) => ({ ...(await withPerson(companyId)), body: { ...body, language: 'de' } }),
});

const access = serve({ resource: 'access', routes: { me: accessRoutes.routes.me } }, { me });
const signsIn = (companyId: string, claims: object, role: Role = 'manager') =>
  send(access, accessRoutes.routes.me, { companyId, role, userId: 'emp-77', claims: { ...claims } });
const known = async (companyId: string) => (await send(handler, routes.get, { companyId, params })).body;
const listed = async (companyId: string, query: Record<string, string> = {}, more: object = {}) => {
  const answer = await send(handler, routes.list, { companyId, query, ...more });
  return answer.body['items'] as Record<string, unknown>[];
};

describe('a person', () => {
  test('is known from the first token with an e-mail, and follows what later ones say', async () => {
    const companyId = aCompany();
    await signsIn(companyId, { name: 'Ada', email: 'ada@example.com', locale: 'de-AT' });
    expect(await known(companyId)).toMatchObject({
      name: 'Ada',
      email: 'ada@example.com',
      language: 'de',
      roles: ['manager'],
      reads: 'all',
      enteredBy: 'token',
    });
    await signsIn(companyId, { name: 'Ada', email: 'ada@new.example.com', locale: 'de-AT' }, 'agent');
    expect(await known(companyId)).toMatchObject({ email: 'ada@new.example.com', roles: ['agent'], reads: 'own' });
  });

  test('who calls again as before costs no write', async () => {
    const companyId = aCompany();
    const claims = { name: 'Ada', email: 'ada@example.com' };
    await signsIn(companyId, claims);
    expect((await watchTable(() => signsIn(companyId, claims))).items).toEqual([]);
  });

  test.each([{}, { email: 'no address' }, { email: 'ada@example.com\r\nBcc: eve@example.com' }, { email: 7 }])(
    'nobody is noted by the claims %j, and who calls is answered',
    async (claims) => {
      const companyId = aCompany();
      expect((await signsIn(companyId, claims)).status).toBe(200);
      expect(await listed(companyId)).toEqual([]);
    },
  );

  test('whom an admin entered, no token renames; their roles are those of the token', async () => {
    const companyId = aCompany();
    await withPerson(companyId);
    await signsIn(companyId, { name: 'Somebody', email: 'other@example.com' });
    expect(await known(companyId)).toMatchObject({ ...body, roles: ['manager'], enteredBy: 'admin' });
  });

  test('what is left out when a person is entered again is gone', async () => {
    const companyId = aCompany();
    const put = (more: object) => send(handler, routes.put, { companyId, params, body: { ...body, ...more } });
    await put({ timeZone: 'Europe/Berlin', absentUntil: '2099-01-01T00:00:00.000Z', language: 'fr' });
    expect((await put({})).body).toMatchObject({ language: 'en', version: 2 });
    expect(await known(companyId)).not.toHaveProperty('timeZone');
    expect(await known(companyId)).not.toHaveProperty('absentUntil');
  });

  test.each([{ email: 'ada@example.com\nBcc: eve@example.com' }, { timeZone: 'Mars/Base' }, { name: 'a\r\nb' }])(
    'is not entered with %j',
    async (wrong) => {
      const answer = await send(handler, routes.put, { companyId: aCompany(), params, body: { ...body, ...wrong } });
      expectProblem(answer, 400, 'validation-failed');
      expect(answer.body['errors']).toMatchObject([{ pointer: `#/${Object.keys(wrong)[0]}` }]);
    },
  );
});

describe('the list of people', () => {
  test('is filtered by role and name, and shows addresses to those who give out work alone', async () => {
    const companyId = aCompany();
    await signsIn(companyId, { name: 'Ada Lovelace', email: 'ada@example.com' });
    await send(handler, routes.put, { companyId, params: { userId: 'emp-88' }, body: { ...body, name: 'Bob' } });
    const ids = async (query: Record<string, string>) => (await listed(companyId, query)).map((one) => one['userId']);
    expect(await ids({ role: 'manager' })).toEqual(['emp-77']);
    expect(await ids({ q: 'love' })).toEqual(['emp-77']);
    expect(await ids({ q: 'bob', role: 'manager' })).toEqual([]);
    expect(await ids({})).toEqual(['emp-77', 'emp-88']);
    expect(await listed(companyId)).toMatchObject([{ email: 'ada@example.com' }, { email: 'ada@example.com' }]);
    for (const one of await listed(companyId, {}, { scope: 'feedback:read' })) expect(one).not.toHaveProperty('email');
  });
});
