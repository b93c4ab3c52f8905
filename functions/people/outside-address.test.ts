import { expect, test } from 'vitest';
import { outsideAddressRoutes } from '../../shared/outside-address/outside-address.routes.ts';
import { outsideAddresses } from '../../shared/outside-address/outside-address.store.ts';
import { stop } from '../../shared/outside-address/outside-address.ts';
import { aNamed, anAgreed } from '../../shared/outside-address/testing/given.ts';
import { again } from '../../shared/feedback/testing/given.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

const { routes } = outsideAddressRoutes;
const LONG_AGO = new Date('2020-01-01T00:00:00.000Z');
const one = async (companyId: string) => ({
  params: { addressId: await aNamed(aContext({ companyId, now: LONG_AGO }), 'on-call@example.com') },
});

routeTests(outsideAddressRoutes, handler, {
  list: async (companyId) => {
    await one(companyId);
    return {};
  },
  ask: async (companyId) => ({ ...(await one(companyId)), body: {} }),
  remove: one,
});

test('outside addresses are listed with how they stand, by state, and removed by an admin alone', async () => {
  const ctx = aContext();
  const { companyId } = ctx;
  const addressId = await anAgreed(ctx, 'a@example.com');
  await aNamed(ctx, 'b@example.com');
  const listed = async (query: Record<string, string> = {}) =>
    (await send(handler, routes.list, { companyId, query })).body['items'];
  expect(await listed({ state: 'confirmed' })).toMatchObject([{ addressId, email: 'a@example.com' }]);
  expect(await listed()).toHaveLength(2);
  expectProblem(
    await send(handler, routes.remove, { companyId, params: { addressId }, role: 'manager' }),
    403,
    'forbidden',
  );
  await stop(again(ctx), { addressId });
  expectProblem(await send(handler, routes.remove, { companyId, params: { addressId } }), 409, 'conflict');
  expectProblem(await send(handler, routes.ask, { companyId, params: { addressId }, body: {} }), 409, 'conflict');
  expect(await outsideAddresses.find(ctx, addressId)).toMatchObject({ state: 'stopped' });
});
