import { matchesGlob } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { handler as access } from '../functions/access/handler.ts';
import { handler as form } from '../functions/form/handler.ts';
import { handler as intake } from '../functions/intake/handler.ts';
import { handler as settings } from '../functions/settings/handler.ts';
import { accessRoutes } from '../shared/access/access.routes.ts';
import { notificationRoutes } from '../shared/notification/notification.routes.ts';
import { settingsRoutes } from '../shared/company/settings.routes.ts';
import { contracts } from '../shared/contracts.ts';
import { intakeRoutes } from '../shared/feedback/intake.routes.ts';
import { openForm } from '../shared/form/form-key-lookup.ts';
import { formRoutes } from '../shared/form/form.routes.ts';
import { type Contract, routeKey } from '../shared/http/contract.ts';
import { newId } from '../shared/kernel/ids.ts';
import { send } from '../shared/testing/call.ts';
import { aCompany, aContext } from '../shared/testing/context.ts';
import { viewRoutes } from '../shared/view/view.routes.ts';
import { ownTable } from '../shared/testing/own-table.ts';
import { watchTable } from '../shared/testing/watch-table.ts';
import { functions } from './functions.ts';

// Whether taking feedback in sends a pulse depends on when the last one was sent in the table.
beforeAll(ownTable);

test('every operation is served by exactly one function', () => {
  const declared = contracts.flatMap(({ routes }) => Object.values(routes).map(routeKey));
  const served = Object.values(functions)
    .flatMap(({ serves }): readonly Contract[] => serves)
    .flatMap(({ routes }) => Object.values(routes).map(routeKey));
  expect(served.toSorted()).toEqual(declared.toSorted());
});

const idempotent = { headers: { 'idempotency-key': 'k-1' } };
const piece = { source: 'api', comments: 'It works.' };

test('taking feedback in touches the keys that its function is allowed, and needs each of them', async () => {
  const { submit, submitMany } = intakeRoutes.routes;
  const companyId = aCompany();
  const { partitions } = await watchTable(async () => {
    const statuses = [
      await send(intake, submit, { companyId, body: piece }),
      await send(intake, submit, { companyId, body: piece, ...idempotent }),
      await send(intake, submit, { companyId, body: { ...piece, externalId: 'x-1' } }),
      await send(intake, submit, { companyId, body: { ...piece, externalId: 'x-1', comments: 'It works well.' } }),
      await send(intake, submitMany, { companyId, body: { items: [piece, piece] }, ...idempotent }),
      await send(intake, submit, { companyId, body: piece, claims: { 'cognito:groups': ['heed:role-of-its-own'] } }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([201, 201, 201, 200, 200, 403]);
  });
  expectExactly(functions.intake.needs.keys, partitions);
});

test('a public form can write feedback and what counts its visitors, and nothing else', async () => {
  const formKey = newId('formKey');
  await openForm(aContext(), { formKey, perMinute: 60 });
  const { partitions } = await watchTable(async () => {
    const body = { comments: 'The search finds nothing.' };
    const { status } = await send(form, formRoutes.routes.post, { params: { formKey }, body, ...idempotent });
    expect(status).toBe(202);
  });
  expectExactly(functions.form.needs.keys, partitions);
});

test('making roles touches roles, and reads the settings; views lie beside them; who calls is noted among the people, and says how they are told of which rules', async () => {
  const companyId = aCompany();
  const { me, list, builtIn, get, put, remove } = accessRoutes.routes;
  const params = { role: 'team-lead' };
  const { partitions } = await watchTable(async () => {
    const body = { permissions: ['feedback:read'] };
    expect((await send(access, put, { companyId, params, body })).status).toBe(200);
    const claims = { email: 'ada@example.com' };
    for (const route of [me, list, builtIn, get, remove])
      expect((await send(access, route, { companyId, params, claims })).status).toBeLessThan(300);
    const told = notificationRoutes.routes;
    expect((await send(access, told.put, { companyId, body: { digest: 'daily' } })).status).toBe(200);
    expect((await send(access, told.get, { companyId })).status).toBe(200);
    const views = viewRoutes.routes;
    const view = { resource: 'feedback', name: 'Angry', filter: { sentiment: 'negative' } };
    expect((await send(access, views.create, { companyId, body: view, ...idempotent })).status).toBe(201);
    expect((await send(access, views.list, { companyId })).status).toBe(200);
    const muted = { mutedRules: ['ar_01jd3k5w8z9x7v6t5s4r3q2p1n'] };
    expect((await send(access, told.put, { companyId, body: muted })).status).toBe(400);
  });
  expectExactly(functions.access.needs.keys, partitions);
});

test('settings and form keys are all that their function touches', async () => {
  const companyId = aCompany();
  const { get, put, listFormKeys, createFormKey, removeFormKey } = settingsRoutes.routes;
  const { partitions } = await watchTable(async () => {
    const claims = { 'cognito:groups': ['heed:admin', 'heed:role-of-its-own'] };
    expect((await send(settings, put, { companyId, body: { timeZone: 'Europe/Berlin' }, claims })).status).toBe(200);
    const made = await send(settings, createFormKey, {
      companyId,
      body: { name: 'Help', perMinute: 60 },
      ...idempotent,
    });
    const params = { formKey: String(made.body['formKey']) };
    for (const route of [get, listFormKeys, removeFormKey])
      expect((await send(settings, route, { companyId, params })).status).toBeLessThan(300);
  });
  expectExactly(functions.settings.needs.keys, partitions);
});

/** Each key matches a pattern, and each pattern a key: IAM reads `*` like this, too. */
function expectExactly(patterns: readonly string[], keys: ReadonlySet<string>): void {
  const fits = (pattern: string) => (key: string) => matchesGlob(key, pattern);
  expect([...keys].filter((key) => !patterns.some((pattern) => fits(pattern)(key)))).toEqual([]);
  expect(patterns.filter((pattern) => ![...keys].some(fits(pattern)))).toEqual([]);
}
