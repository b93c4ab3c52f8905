import { describe, expect, test, vi } from 'vitest';
import { accessRoutes } from '../../shared/access/access.routes.ts';
import { roleEvents } from '../../shared/access/role.events.ts';
import { putSettings } from '../../shared/company/put-settings.ts';
import { PutSettings } from '../../shared/company/settings.schema.ts';
import { defineRoutes } from '../../shared/http/contract.ts';
import { serve } from '../../shared/http/serve.ts';
import { permissions } from '../../shared/kernel/permissions.ts';
import { builtInRoles } from '../../shared/kernel/roles.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

const { routes } = accessRoutes;
const params = { role: 'team-lead' };
const body = { permissions: ['feedback:read', 'surveys:send'] };
const withRole = async (companyId: string) => {
  await send(handler, routes.put, { companyId, params, body, userId: 'boss' });
  return { params };
};

routeTests(accessRoutes, handler, {
  me: () => ({}),
  list: async (companyId) => {
    await withRole(companyId);
    return {};
  },
  builtIn: () => ({}),
  get: withRole,
  put: async (companyId) => ({ ...(await withRole(companyId)), body: { permissions: ['settings:write'] } }),
  remove: withRole,
});

/** Who calls with some groups in the token. */
const me = async (companyId: string, ...groups: string[]) =>
  (await send(handler, routes.me, { companyId, claims: { 'cognito:groups': groups } })).body;
const put = (companyId: string, permitted: string[], more: object = {}) =>
  send(handler, routes.put, { companyId, params, body: { permissions: permitted }, ...more });

describe('a role of the company', () => {
  test('is what its people may do, beside what other roles let them', async () => {
    const companyId = aCompany();
    await withRole(companyId);
    expect(await me(companyId, 'heed:team-lead')).toMatchObject({
      roles: ['team-lead'],
      permissions: body.permissions,
    });
    const both = await me(companyId, 'heed:team-lead', 'heed:analyst');
    expect(both['roles']).toEqual(['analyst', 'team-lead']);
    const held = both['permissions'] as string[];
    expect(held.toSorted()).toEqual([...new Set([...builtInRoles.analyst, ...body.permissions])].toSorted());
  });

  test('means nothing to another company, nor by another name or without the prefix', async () => {
    const companyId = aCompany();
    await withRole(companyId);
    expect(await me(aCompany(), 'heed:team-lead')).toMatchObject({ kind: 'machine', roles: [], permissions: [] });
    expect(await me(companyId, 'team-lead', 'heed:team-leader', 'heed:TEAM-LEAD', 'heed:team-lead ')).toMatchObject({
      permissions: [],
    });
  });

  test('opens what needs its permissions, and nothing else', async () => {
    const companyId = aCompany();
    await withRole(companyId);
    const route = { method: 'GET', path: '/x', summary: 'Read', reply: { 204: null } } as const;
    const contract = defineRoutes('x', {
      may: { ...route, permission: 'surveys:send' },
      mayNot: { ...route, path: '/y', permission: 'feedback:write' },
    });
    const other = serve(contract, { may: () => undefined, mayNot: () => undefined });
    const claims = { 'cognito:groups': ['heed:team-lead'] };
    expect((await send(other, contract.routes.may, { companyId, claims })).status).toBe(204);
    expectProblem(await send(other, contract.routes.mayNot, { companyId, claims }), 403, 'forbidden');
  });

  test('is gone for its people within seconds after it was deleted, and can be made again', async () => {
    const companyId = aCompany();
    await withRole(companyId);
    expect((await me(companyId, 'heed:team-lead'))['roles']).toEqual(['team-lead']);
    expect((await send(handler, routes.remove, { companyId, params })).status).toBe(204);
    vi.useFakeTimers({ now: Date.now() + 3_001, toFake: ['Date'] });
    expect((await me(companyId, 'heed:team-lead'))['roles']).toEqual([]);
    vi.useRealTimers();
    expect(await put(companyId, ['feedback:read'])).toMatchObject({ status: 200, body: { version: 3 } });
  });

  test('is changed by who has seen its version, and by nobody who has not', async () => {
    const companyId = aCompany();
    await withRole(companyId);
    const headers = { 'if-match': '"1"' };
    expect((await put(companyId, ['audit:read'], { headers })).body).toMatchObject({
      version: 2,
      permissions: ['audit:read'],
    });
    expectProblem(await put(companyId, ['feedback:read'], { headers }), 412, 'version-conflict');
  });

  test('never takes from agents that they read their own records only', async () => {
    const companyId = aCompany();
    await put(companyId, ['reports:read', 'feedback:read']);
    expect(await me(companyId, 'heed:agent', 'heed:team-lead')).toMatchObject({ agentId: 'user-1' });
    expect(await me(companyId, 'heed:agent', 'heed:analyst')).not.toHaveProperty('agentId');
  });
});

describe('whoever makes a role', () => {
  test('may make 100 of them and change each; of ten that ask at once for the last place one gets it', async () => {
    const companyId = aCompany();
    const nth = (index: number) => put(companyId, ['feedback:read'], { params: { role: `role-${index}` } });
    for (let index = 0; index < 99; index++) expect((await nth(index)).status).toBe(200);
    const asked = await Promise.all(Array.from({ length: 10 }, (_, index) => nth(100 + index)));
    expect(asked.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(asked.filter(({ status }) => status === 409)).toHaveLength(9);
    expect((await nth(0)).status).toBe(200);
    const { body: all } = await send(handler, routes.list, { companyId });
    expect(all['items']).toHaveLength(100);
    await send(handler, routes.remove, { companyId, params: { role: 'role-0' } });
    expect((await nth(0)).status).toBe(200);
    expectProblem(await nth(200), 409, 'conflict');
  });

  test('cannot put into it what they do not hold', async () => {
    const companyId = aCompany();
    const scope = 'settings:write feedback:read';
    const answer = await put(companyId, ['feedback:read', 'feedback:write', 'privacy:write'], { scope });
    expectProblem(answer, 403, 'forbidden');
    expect(answer.body['detail']).toContain('feedback:write, privacy:write');
    expect((await put(companyId, ['feedback:read'], { scope })).status).toBe(200);
  });

  test('cannot widen one that somebody else has made', async () => {
    const companyId = aCompany();
    await put(companyId, ['feedback:read', 'privacy:write']);
    const more = ['feedback:read', 'privacy:write', 'audit:read'];
    expectProblem(await put(companyId, more, { scope: 'settings:write audit:read' }), 403, 'forbidden');
  });

  test.each(['feedback:*', 'FEEDBACK:READ', '', 'no:such', '__proto__'])(
    'is told that %j is no permission',
    async (name) => {
      const answer = await put(aCompany(), ['feedback:read', name]);
      expectProblem(answer, 400, 'validation-failed');
      expect(answer.body['errors']).toContainEqual(expect.objectContaining({ pointer: '#/permissions/1' }));
    },
  );

  test.each(['admin', 'agent', 'marketer', 'settings'])('cannot name it %s', async (role) => {
    expectProblem(await put(aCompany(), ['feedback:read'], { params: { role } }), 404, 'not-found');
  });

  test('is held to what the installation lets roles hold, and so is a role that was there before', async () => {
    const companyId = aCompany();
    await put(companyId, ['feedback:read', 'privacy:write']);
    vi.stubEnv('OWN_ROLE_PERMISSIONS', 'feedback:read audit:read');
    const answer = await put(companyId, ['feedback:read', 'surveys:send']);
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toContainEqual(expect.objectContaining({ pointer: '#/permissions/1' }));
    expect((await me(companyId, 'heed:team-lead'))['permissions']).toEqual(['feedback:read']);
    vi.unstubAllEnvs();
  });
});

describe('who calls', () => {
  test('is a person with what the token says about them', async () => {
    const companyId = aCompany();
    await putSettings(aContext({ companyId }), PutSettings.parse({ timeZone: 'Europe/Berlin' }));
    const claims = { 'cognito:groups': ['heed:admin'], name: 'Ada', email: 'ada@example.com', locale: 'de-AT' };
    expect((await send(handler, routes.me, { companyId, claims })).body).toEqual({
      userId: 'user-1',
      kind: 'user',
      name: 'Ada',
      email: 'ada@example.com',
      company: companyId,
      roles: ['admin'],
      permissions: [...permissions],
      language: 'de',
      timeZone: 'Europe/Berlin',
      features: [],
    });
  });

  test('is a machine with its scopes, and has no roles', async () => {
    const { body: machine } = await send(handler, routes.me, { scope: 'feedback:write no:such' });
    expect(machine).toMatchObject({ kind: 'machine', roles: [], permissions: ['feedback:write'] });
  });
});

test('who has built-in roles only costs no read', async () => {
  const companyId = aCompany();
  const call = (group: string) =>
    watchTable(() => send(handler, routes.builtIn, { companyId, claims: { 'cognito:groups': [group, 'Everyone'] } }));
  expect((await call('heed:manager')).partitions.size).toBe(0);
  expect((await call('heed:team-lead')).partitions).toEqual(new Set([`c#${companyId}#role`]));
});

test('every change of a role is an event, which the audit trail notes', () => {
  expect(roleEvents.audit).toEqual(['RoleChanged', 'RoleDeleted']);
});
