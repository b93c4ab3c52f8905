import { describe, expect, test } from 'vitest';
import { consentRoutes } from '../../shared/consent/consent.routes.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { gate } from '../../shared/gate/gate.ts';
import { policyRoutes } from '../../shared/policy/policy.routes.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

const { routes } = policyRoutes;
const address = 'ada@example.com';
const policy = (policyVersion = '1', more: object = {}) => ({
  policyVersion,
  title: 'How we use your data',
  languages: { en: 'We keep what you tell us for two years.' },
  ...more,
});
const publish = (companyId: string, policyVersion = '1', more: object = {}) =>
  send(handler, routes.create, { companyId, body: policy(policyVersion, more) });
const acknowledge = (companyId: string, params: object, body: object) =>
  send(handler, routes.acknowledge, { companyId, params: { ...params }, body: { source: 'showroom', ...body } });
const customer = async (companyId: string) => {
  const body = { type: 'individual', lastName: 'Lovelace', emails: [{ address }] };
  return {
    customerId: String((await send(handler, customerRoutes.routes.create, { companyId, body })).body['customerId']),
  };
};

routeTests(policyRoutes, handler, {
  list: async (companyId) => {
    await publish(companyId);
    return {};
  },
  create: () => ({ body: policy('2026-11', { required: true }) }),
  acknowledge: async (companyId) => {
    await publish(companyId);
    return { params: await customer(companyId), body: { policyVersion: '1', source: 'showroom' } };
  },
});

describe('a version of the policy', () => {
  test('is there once, of several at once, too', async () => {
    const companyId = aCompany();
    const answers = await Promise.all([1, 2, 3].map(() => publish(companyId)));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409, 409]);
    expectProblem(await publish(companyId), 409, 'conflict');
    await publish(companyId, '2');
    const { body } = await send(handler, routes.list, { companyId });
    expect((body['items'] as { policyVersion: string }[]).map(({ policyVersion }) => policyVersion)).toEqual([
      '2',
      '1',
    ]);
  });

  test.each([
    [{ languages: {} }, '#/languages'],
    [{ languages: { en: ' ' } }, '#/languages/en'],
    [{ languages: { tlh: 'Qapla' } }, '#/languages'],
    [{ policyVersion: 'a b' }, '#/policyVersion'],
  ])('is refused with %j', async (more, pointer) => {
    const answer = await publish(aCompany(), '1', more);
    expectProblem(answer, 400, 'validation-failed');
    expect(JSON.stringify(answer.body['errors'])).toContain(pointer);
  });

  test('that is required stops marketing until it is acknowledged, and a new version asks again', async () => {
    const companyId = aCompany();
    const params = await customer(companyId);
    const granted = {
      purpose: 'marketing',
      channel: 'email',
      state: 'granted',
      basis: 'consent',
      source: 'web',
      textVersion: '1',
    };
    await send(handler, consentRoutes.routes.create, { companyId, params, body: granted });
    const refusal = async (purpose: 'marketing' | 'service' = 'marketing') =>
      (await gate(aContext({ companyId, now: new Date() }), { email: address, channel: 'email', purpose }))?.reason;
    expect(await refusal()).toBeUndefined();
    await publish(companyId, '1');
    expect(await refusal()).toBeUndefined();
    await publish(companyId, '2', { required: true });
    expect(await refusal()).toBe('policy_not_acknowledged');
    expect(await refusal('service')).toBeUndefined();
    const query = { channel: 'email', purpose: 'marketing' };
    const { body } = await send(handler, consentRoutes.routes.mayContact, { companyId, params, query });
    expect(body).toMatchObject({ allowed: false, reason: 'policy_not_acknowledged', rule: 'policyVersion=2' });
    await acknowledge(companyId, params, { policyVersion: '1' });
    expect(await refusal()).toBe('policy_not_acknowledged');
    await acknowledge(companyId, params, { policyVersion: '2' });
    expect(await refusal()).toBeUndefined();
    await publish(companyId, '3', { required: true });
    expect(await refusal()).toBe('policy_not_acknowledged');
    // A change of the customer forgets nothing that they have acknowledged.
    await send(handler, customerRoutes.routes.edit, { companyId, params, body: { notes: 'Called.' } });
    const { body: now } = await send(handler, customerRoutes.routes.get, { companyId, params });
    expect(now['acknowledgements']).toMatchObject([{ policyVersion: '1' }, { policyVersion: '2', source: 'showroom' }]);
  });

  test('is acknowledged once, since the first time', async () => {
    const companyId = aCompany();
    const params = await customer(companyId);
    await publish(companyId);
    const [first, second] = [1, 2].map(() => acknowledge(companyId, params, { policyVersion: '1' }));
    expect((await first)?.body).toEqual((await second)?.body);
    const { body } = await send(handler, customerRoutes.routes.get, { companyId, params });
    expect(body['acknowledgements']).toHaveLength(1);
  });

  test.each([
    [{ policyVersion: '9' }, '#/policyVersion'],
    [{ policyVersion: '1', at: '2999-01-01T00:00:00.000Z' }, '#/at'],
    [{ policyVersion: '1', at: '2020-01-01T00:00:00.000Z' }, '#/at'],
  ])('is not acknowledged by %j', async (body, pointer) => {
    const companyId = aCompany();
    await publish(companyId);
    const answer = await acknowledge(companyId, await customer(companyId), body);
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ pointer }]);
  });
});
