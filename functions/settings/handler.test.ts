import { expect, test } from 'vitest';
import { settingsRoutes } from '../../shared/company/settings.routes.ts';
import { createFormKey } from '../../shared/form/form-keys.ts';
import { aContext } from '../../shared/testing/context.ts';
import { send } from '../../shared/testing/call.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

routeTests(settingsRoutes, handler, {
  get: () => ({}),
  listFormKeys: () => ({}),
  createFormKey: () => ({ body: { name: 'Help page' } }),
  removeFormKey: async (companyId) => {
    const { formKey } = await createFormKey(aContext({ companyId }), { name: 'Help page', perMinute: 60 });
    return { params: { formKey } };
  },
  put: () => ({
    body: { timeZone: 'Europe/Berlin', dayBoundary: '04:00', taxonomy: { categories: [{ name: 'billing' }] } },
  }),
});

test('an agent reads neither settings nor form keys', async () => {
  for (const route of [settingsRoutes.routes.get, settingsRoutes.routes.listFormKeys])
    expect((await send(handler, route, { role: 'agent' })).status).toBe(403);
});
