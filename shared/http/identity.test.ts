import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { permissions } from '../kernel/permissions.ts';
import { permissionsOfRoles, type Role, roles } from '../kernel/roles.ts';
import { expectProblem, send } from '../testing/call.ts';
import { defineRoutes } from './contract.ts';
import { serve } from './serve.ts';

const contract = defineRoutes('caller', {
  read: {
    method: 'GET',
    path: '/caller',
    summary: 'Tell who calls',
    permission: 'feedback:read',
    reply: { 200: z.object({ companyId: z.string(), id: z.string(), may: z.array(z.string()), ownOnly: z.boolean() }) },
  },
});
const { read } = contract.routes;
const handler = serve(contract, {
  read: ({ companyId, actor }) => ({
    companyId,
    id: actor.id,
    may: [...actor.permissions],
    ownOnly: actor.ownOnly,
  }),
});
const call = (claims: Record<string, unknown>, headers?: Record<string, string>) =>
  send(handler, read, { scope: '', claims, ...(headers && { headers }) });
const groups = (...names: unknown[]) => call({ 'cognito:groups': names });
const may = (...held: Role[]) => [...permissionsOfRoles(held)];

afterEach(() => vi.unstubAllEnvs());

describe('a role', () => {
  test.each(roles)('is the group heed:%s, among any others', async (role) => {
    const { status, body } = await groups('Everyone', `heed:${role}`, 'Sales team');
    expect({ status, may: body['may'] }).toEqual({ status: 200, may: may(role) });
  });

  test('can be held beside another, also as the only text of the claim', async () => {
    expect((await groups('heed:agent', 'heed:analyst')).body).toMatchObject({
      may: may('agent', 'analyst'),
      ownOnly: false,
    });
    expect((await call({ 'cognito:groups': 'heed:agent' })).body).toMatchObject({ may: may('agent'), ownOnly: true });
  });

  test.each([
    'Salesforce admin',
    ' admin',
    'admin',
    'x,admin',
    'Support agent',
    'heed:admin ',
    'Not heed:admin',
    'heed:admin heed:agent',
    '[heed:admin]',
    'heed:admin,heed:agent',
    'HEED:ADMIN',
    'heed:',
    'heed:constructor',
  ])('is not a group called %j', async (name) => {
    expectProblem(await groups(name), 403, 'forbidden');
    expectProblem(await call({ 'cognito:groups': name }), 403, 'forbidden');
  });

  test('is never part of another group’s name, whatever stands before and behind it', async () => {
    const role = fc.constantFrom(...roles.flatMap((name) => [name, `heed:${name}`]));
    const around = fc.oneof(
      fc.string({ maxLength: 5 }),
      fc.constantFrom(' ', ',', '] [', '[', ']', '\t', 'a ', ' a', ''),
    );
    const exact = new Set(roles.map((name) => `heed:${name}`));
    const name = fc
      .array(fc.oneof(role, around), { minLength: 1, maxLength: 5 })
      .map((pieces) => pieces.join(''))
      .filter((text) => !exact.has(text));
    await fc.assert(
      fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 4 }), async (names) => {
        expect((await groups(...names)).status).toBe(403);
      }),
      { numRuns: 300 },
    );
  });

  test('has the prefix that the deployment chose', async () => {
    vi.stubEnv('ROLE_PREFIX', 'feedback-');
    expect((await groups('feedback-admin')).status).toBe(200);
    expectProblem(await groups('heed:admin'), 403, 'forbidden');
  });
});

describe('a company', () => {
  test.each([null, true, false, 1, ['acme'], {}, 'null', 'true', 'false', 'undefined', '', 'Acme', 'a#b', undefined])(
    'is not named by a company_id of %j',
    async (company_id) => {
      expectProblem(await call({ company_id, 'cognito:groups': ['heed:admin'] }), 403, 'forbidden');
    },
  );

  test('is what the configured claim says', async () => {
    vi.stubEnv('COMPANY_CLAIM', 'org');
    expect((await call({ org: 'globex', 'cognito:groups': ['heed:admin'] })).body['companyId']).toBe('globex');
  });
});

describe('the permissions of a machine', () => {
  test.each([
    { scope: 'heed/feedback:read openid' },
    { scope: 'feedback:read' },
    { scp: ['feedback:read', 'other'] },
    { scp: 'feedback:read' },
  ])('are the scopes of Heed in %j', async (claims) => {
    expect((await call({ scope: undefined, ...claims })).body['may']).toEqual(['feedback:read']);
  });

  test.each([
    'evil/feedback:read',
    'heed/evil/feedback:read',
    '/feedback:read',
    'heedfeedback:read',
    'https://x/heed/feedback:read',
  ])('are not those of another resource server: %s', async (scope) => {
    expectProblem(await call({ scope }), 403, 'forbidden');
  });

  test('are not added to those of a person', async () => {
    const { body } = await call({ 'cognito:groups': ['heed:agent'], scope: permissions.join(' ') });
    expect(body['may']).toEqual(may('agent'));
  });
});

describe('what was verified is what is read', () => {
  const other = (claims: object) => `Bearer x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
  const mine = { iss: 'https://issuer.example.com', sub: 'user-1', company_id: 'acme' };

  test.each([
    ['another person’s token', other({ ...mine, sub: 'user-2', 'cognito:groups': ['heed:admin'] })],
    ['another company’s token', other({ ...mine, company_id: 'globex', 'cognito:groups': ['heed:admin'] })],
    ['another issuer’s token', other({ ...mine, iss: 'https://evil.example', 'cognito:groups': ['heed:admin'] })],
    ['two tokens', `${other(mine)},${other({ ...mine, 'cognito:groups': ['heed:admin'] })}`],
    ['no token', 'Basic YTpi'],
    ['a token that holds no claims', 'Bearer x.bnVsbA.x'],
    ['a token that is no JSON', 'Bearer x.eyJ.x'],
  ])('so a request with %s in the place of it is 401', async (_, authorization) => {
    expectProblem(await call({ scope: 'feedback:read' }, { authorization }), 401, 'unauthorized');
  });

  test('with or without the word Bearer, as the gateway takes it', async () => {
    const claims = { ...mine, scope: 'feedback:read' };
    for (const authorization of [
      other(claims),
      other(claims).toLowerCase().slice(0, 7) + other(claims).slice(7),
      other(claims).slice(7),
    ])
      expect((await call({ scope: 'feedback:read' }, { authorization })).status).toBe(200);
  });
});
