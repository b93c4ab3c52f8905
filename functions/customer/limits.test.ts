import { describe, expect, test } from 'vitest';
import { consentRoutes } from '../../shared/consent/consent.routes.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { historyOf } from '../../shared/audit/audit.ts';
import { limitsRoutes } from '../../shared/limits/limits.routes.ts';
import { audited } from '../../shared/testing/audited.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

const { routes } = limitsRoutes;
const cap = { purpose: 'marketing', channel: 'email', max: 1, days: 7 };
const put = (companyId: string, body: object, more: object = {}) =>
  send(handler, routes.putSettings, { companyId, body, ...more });

routeTests(limitsRoutes, handler, {
  settings: async () => ({}),
  putSettings: async () => ({
    body: {
      caps: [cap],
      quietHours: { from: '22:00', to: '08:00' },
      topics: [{ name: 'news', label: 'News' }],
      surveysCount: true,
    },
  }),
});

describe('limits', () => {
  test('have the defaults of the specification, and keep what is put', async () => {
    const companyId = aCompany();
    const { body } = await send(handler, routes.settings, { companyId });
    expect(body).toMatchObject({ version: 0, surveysCount: false, topics: [] });
    expect(body['caps']).toEqual([
      { purpose: 'marketing', channel: 'email', max: 3, days: 7 },
      { purpose: 'marketing', channel: 'email', max: 8, days: 30 },
      { channel: 'sms', max: 2, days: 7 },
      { max: 12, days: 30 },
    ]);
    const kept = await put(companyId, { caps: [cap] }, { headers: { 'if-match': '"0"' } });
    expect(kept).toMatchObject({ status: 200, body: { caps: [cap], version: 1 } });
    expectProblem(await put(companyId, { caps: [] }, { headers: { 'if-match': '"0"' } }), 412, 'version-conflict');
    expect((await send(handler, routes.settings, { companyId })).body).toEqual(kept.body);
  });

  test('are audited', async () => {
    const ctx = aContext();
    await audited(ctx, () => put(ctx.companyId, { caps: [cap] }));
    expect((await historyOf(ctx, 'limits', { limit: 10 })).items).toMatchObject([{ action: 'ContactLimitsChanged' }]);
  });

  test.each([
    ['a cap of 0', { caps: [{ ...cap, max: 0 }] }, '#/caps/0/max'],
    ['a cap of no days', { caps: [{ ...cap, days: 0 }] }, '#/caps/0/days'],
    ['a cap of half a mail', { caps: [{ ...cap, max: 1.5 }] }, '#/caps/0/max'],
    ['a cap of answers', { caps: [{ ...cap, purpose: 'service' }] }, '#/caps/0/purpose'],
    ['a cap of surveys that do not count', { caps: [cap, { ...cap, purpose: 'survey' }] }, '#/caps/1/purpose'],
    ['quiet hours without an end', { quietHours: { from: '22:00' } }, '#/quietHours/to'],
    ['quiet hours of a whole day', { quietHours: { from: '08:00', to: '08:00' } }, '#/quietHours/to'],
    ['a time that is none', { quietHours: { from: '24:00', to: '08:00' } }, '#/quietHours/from'],
    ['a topic with a blank', { topics: [{ name: 'big news', label: 'News' }] }, '#/topics/0/name'],
    ['a topic twice', { topics: [1, 2].map(() => ({ name: 'news', label: 'News' })) }, '#/topics'],
    ['an unknown field', { capz: [] }, '#/capz'],
  ])('refuse %s', async (_, body, pointer) => {
    const companyId = aCompany();
    const answer = await put(companyId, body);
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toContainEqual(expect.objectContaining({ pointer }));
    expect((await send(handler, routes.settings, { companyId })).body).toMatchObject({ version: 0 });
  });

  test('a topic not defined is refused in preferences, and one that was there before may stay', async () => {
    const companyId = aCompany();
    const wants = (name: string) => ({ topics: { [name]: false } });
    const body = { type: 'individual', lastName: 'Huber', preferences: wants('old') };
    const made = await send(handler, customerRoutes.routes.create, { companyId, body });
    const params = { customerId: String(made.body['customerId']) };
    await put(companyId, { topics: [{ name: 'news', label: 'News' }] });
    const prefer = (name: string) =>
      send(handler, consentRoutes.routes.putPreferences, { companyId, params, body: wants(name) });
    const refused = await prefer('offers');
    expectProblem(refused, 400, 'validation-failed');
    expect(refused.body['errors']).toMatchObject([{ pointer: '#/preferences/topics/offers' }]);
    for (const name of ['old', 'news']) expect((await prefer(name)).status).toBe(200);
  });
});
