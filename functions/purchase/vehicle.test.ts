import { beforeAll, describe, expect, test } from 'vitest';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { customerViewRoutes } from '../../shared/customer-view/customer-view.routes.ts';
import { type Answer, expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany } from '../../shared/testing/context.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { rawItems } from '../../shared/testing/raw-items.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { unitsOf } from '../../shared/testing/units.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { vehicleEvents } from '../../shared/vehicle/vehicle.events.ts';
import { vehicleRoutes } from '../../shared/vehicle/vehicle.routes.ts';
import { checkOf, readVin } from '../../shared/vehicle/vin.ts';
import { handler as customerHandler } from '../customer/handler.ts';
import { handler } from './handler.ts';

// All of the table is read, and the one that tests share is large.
beforeAll(ownTable);

const { routes } = vehicleRoutes;
type Params = Record<string, string>;
const honda = '1HGCM82633A004352';

const customer = async (companyId: string, lastName = 'Huber'): Promise<string> => {
  const body = { type: 'individual', lastName };
  return String((await send(customerHandler, customerRoutes.routes.create, { companyId, body })).body['customerId']);
};
const call = (route: (typeof routes)[keyof typeof routes], companyId: string, example: object = {}) =>
  send(handler, route, { companyId, ...example });
const made = async (companyId: string, body: object = { vin: honda }): Promise<Answer & { params: Params }> => {
  const answer = await call(routes.create, companyId, { body });
  return { ...answer, params: { vehicleId: String(answer.body['vehicleId']) } };
};
const own = (companyId: string, params: Params, body: object) => call(routes.addOwnership, companyId, { params, body });
const ofSomebody = async (companyId: string, more: object = {}) => {
  const [{ params }, customerId] = [await made(companyId), await customer(companyId)];
  const { body } = await own(companyId, params, { customerId, from: '2026-01-01T00:00:00.000Z', ...more });
  const [{ ownershipId = '' } = {}] = body['ownerships'] as { ownershipId?: string }[];
  return { params, customerId, ownershipId };
};
type Had = { customerId: string; relationship: string; status: string };
const had = ({ body }: Answer): Had[] => body['ownerships'] as Had[];
const errorsIn = ({ body }: Answer) => (body['errors'] as { pointer: string; detail: string }[])[0];

routeTests(vehicleRoutes, handler, {
  list: async (companyId) => {
    await ofSomebody(companyId);
    return {};
  },
  create: () => ({ body: { vin: honda, model: 'Accord', plate: 'G 123 AB', odometer: { km: 100 } } }),
  get: async (companyId) => ({ params: (await made(companyId)).params }),
  edit: async (companyId) => ({ params: (await made(companyId)).params, body: { plate: 'G 123 AB' } }),
  addOwnership: async (companyId) => ({
    params: (await made(companyId)).params,
    body: { customerId: await customer(companyId), purchaseDate: '2026-01-01', leaseEndDate: '2029-01-01' },
  }),
  editOwnership: async (companyId) => {
    const { params, ownershipId } = await ofSomebody(companyId);
    return { params: { ...params, ownershipId }, body: { isServicedHere: true } };
  },
  transfer: async (companyId) => ({
    params: (await ofSomebody(companyId)).params,
    body: { toCustomerId: await customer(companyId), kind: 'sold' },
  }),
  history: async (companyId) => ({ params: (await ofSomebody(companyId)).params }),
  addReading: async (companyId) => ({ params: (await made(companyId)).params, body: { km: 100 } }),
});

describe('a VIN', () => {
  test('1HGCM82633A004352 accepted, 1HGCM82633A004353 400 check digit; WVWZZZ1JZXW000001 accepted as not applicable', async () => {
    const companyId = aCompany();
    expect(await made(companyId)).toMatchObject({
      status: 201,
      body: { vin: honda, checkDigit: 'ok', year: 2003, make: 'Honda', version: 1 },
    });
    const refused = await made(companyId, { vin: '1HGCM82633A004353' });
    expectProblem(refused, 400, 'validation-failed');
    expect(errorsIn(refused)).toEqual({ pointer: '#/vin', detail: 'has a wrong check digit' });
    expect(await made(companyId, { vin: 'wvwzzz1jzxw000001' })).toMatchObject({
      status: 201,
      body: { vin: 'WVWZZZ1JZXW000001', checkDigit: 'not_applicable', year: 1999, make: 'Volkswagen' },
    });
  });

  test.each<[string, object]>([
    ['O in a VIN', { vin: '1HGCM82633AO04352' }],
    ['16 signs', { vin: honda.slice(1) }],
    ['neither a VIN nor a short one', { make: 'Honda' }],
    ['both', { vin: honda, vinShort: '123' }],
  ])('is refused for %s', async (_, body) => {
    expectProblem(await made(aCompany(), body), 400, 'validation-failed');
  });

  test('any change of one sign of a checked one is found, but of those that count alike', () => {
    const signs = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
    expect(checkOf('11111111111111111')).toBe('ok');
    const wrong = signs.split('').filter((sign) => checkOf(`1HGCM826${sign}3A004352`) === 'ok');
    expect(wrong).toEqual(['3']);
    expect(checkOf(honda.replace('A0', 'B0'))).toBe('wrong');
  });

  test('says the year by its seventh sign in North America, and elsewhere one that is not ahead', () => {
    expect(readVin('5YJSA1E26HF000337', 2026)).toEqual({ year: 2017, make: 'Tesla' });
    expect(readVin('WVWZZZ1KZAW000001', 2026).year).toBe(2010);
    expect(readVin('WVWZZZ1KZUW000001', 2026)).toEqual({ make: 'Volkswagen' });
  });

  test('fills empty fields only; a vehicle from before 1981 has a short number, unchecked', async () => {
    const companyId = aCompany();
    expect((await made(companyId, { vin: honda, year: 2004, make: 'Acura' })).body).toMatchObject({
      year: 2004,
      make: 'Acura',
    });
    const old = await made(companyId, { vinShort: '115-0O1', year: 1968 });
    expect(old).toMatchObject({ status: 201, body: { vinShort: '115-0O1', year: 1968 } });
    expect(old.body).not.toHaveProperty('checkDigit');
  });

  test('belongs to one vehicle: known it is 200 and changes nothing, of 10 at once one is 201', async () => {
    const companyId = aCompany();
    const all = await Promise.all(Array.from({ length: 10 }, () => made(companyId)));
    expect(all.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(all.filter(({ status }) => status === 200)).toHaveLength(9);
    expect(new Set(all.map(({ params }) => params['vehicleId'])).size).toBe(1);
    expect((await unitsOf(() => made(companyId))).units.write).toBe(0);
  });
});

describe('who has a vehicle', () => {
  test('two parallel owners → one 409', async () => {
    const companyId = aCompany();
    const { params } = await made(companyId);
    const two = [await customer(companyId), await customer(companyId)];
    const answers = await Promise.all(two.map((customerId) => own(companyId, params, { customerId })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(1);
    expect(had(await call(routes.get, companyId, { params }))).toHaveLength(1);
  });

  test('trade-in at 10:00 shows owner A for as-of 09:59 and B for 10:01', async () => {
    const companyId = aCompany();
    const { params, customerId } = await ofSomebody(companyId);
    const next = await customer(companyId, 'Maier');
    const body = { toCustomerId: next, at: '2026-06-01T10:00:00.000Z', kind: 'traded' };
    const { items, result } = await watchTable(() => call(routes.transfer, companyId, { params, body }));
    expect(had(result)).toMatchObject([
      { customerId, status: 'traded', to: body.at },
      { customerId: next, status: 'active', from: body.at, relationship: 'owner' },
    ]);
    const images = items.filter(({ __edb_e__ }) => __edb_e__ === 'vehicle');
    expect(images.flatMap((after) => vehicleEvents.eventsOf({ after })).map(({ type }) => type)).toEqual([
      'VehicleOwnershipChanged',
    ]);
    const at = async (time: string) =>
      had(await call(routes.history, companyId, { params, query: { at: `2026-06-01T${time}:00.000Z` } })).map(
        (one) => one.customerId,
      );
    expect(await at('09:59')).toEqual([customerId]);
    expect(await at('10:00')).toEqual([next]);
    expect(await at('10:01')).toEqual([next]);
    expect(had(await call(routes.history, companyId, { params }))).toHaveLength(2);
    const view = async (one: string) => {
      const { body: seen } = await send(customerHandler, customerViewRoutes.routes.view, {
        companyId,
        params: { customerId: one },
      });
      return seen['vehicles'];
    };
    expect(await view(customerId)).toEqual([]);
    expect(await view(next)).toMatchObject([
      { vin: honda, make: 'Honda', year: 2003, relationship: 'owner', from: body.at },
    ]);
  });

  test('drivers and co-owners are any number up to 10, and each is one once', async () => {
    const companyId = aCompany();
    const { params, customerId } = await ofSomebody(companyId);
    expect((await own(companyId, params, { customerId, relationship: 'driver' })).status).toBe(201);
    expectProblem(await own(companyId, params, { customerId, relationship: 'driver' }), 409, 'conflict');
    for (let index = 0; index < 9; index += 1)
      expect(
        (await own(companyId, params, { customerId: await customer(companyId), relationship: 'co_owner' })).status,
      ).toBe(201);
    expectProblem(
      await own(companyId, params, { customerId: await customer(companyId), relationship: 'driver' }),
      409,
      'conflict',
    );
  });

  test('a driver ends by a change, an owner by a transfer alone', async () => {
    const companyId = aCompany();
    const { params, ownershipId } = await ofSomebody(companyId);
    const body = { to: '2026-06-01T00:00:00.000Z' };
    expectProblem(
      await call(routes.editOwnership, companyId, { params: { ...params, ownershipId }, body }),
      409,
      'conflict',
    );
    const driver = await own(companyId, params, {
      customerId: await customer(companyId),
      relationship: 'driver',
      from: '2026-02-01T00:00:00.000Z',
    });
    const { ownershipId: id = '' } = (had(driver) as unknown as { ownershipId?: string }[])[1] ?? {};
    const ended = await call(routes.editOwnership, companyId, { params: { ...params, ownershipId: id }, body });
    expect(had(ended)[1]).toMatchObject({ relationship: 'driver', ...body });
    expectProblem(
      await call(routes.editOwnership, companyId, { params: { ...params, ownershipId: id }, body }),
      409,
      'conflict',
    );
  });

  test.each<[string, object, number, string | undefined]>([
    ['lease end before purchase', { purchaseDate: '2026-01-02', leaseEndDate: '2026-01-01' }, 400, '#/leaseEndDate'],
    [
      'payoff before purchase',
      { purchaseDate: '2026-01-02', estimatedPayoffDate: '2026-01-01' },
      400,
      '#/estimatedPayoffDate',
    ],
    ['a beginning ahead', { from: '2999-01-01T00:00:00.000Z' }, 400, '#/from'],
    ['nobody', { customerId: 'cus_01jd3k5w8z9x7v6t5s4r3q2p1n' }, 400, '#/customerId'],
  ])('is refused for %s', async (_, body, status, pointer) => {
    const companyId = aCompany();
    const refused = await own(companyId, (await made(companyId)).params, {
      customerId: await customer(companyId),
      ...body,
    });
    expectProblem(refused, status, 'validation-failed');
    expect(errorsIn(refused)).toMatchObject({ pointer });
  });

  test('a transfer is refused without an owner, to who owns it already, and before they began', async () => {
    const companyId = aCompany();
    const { params, customerId } = await ofSomebody(companyId);
    const to = (toCustomerId: string, more: object = {}, of = params) =>
      call(routes.transfer, companyId, { params: of, body: { toCustomerId, kind: 'sold', ...more } });
    expectProblem(await to(customerId), 400, 'validation-failed');
    expectProblem(await to(await customer(companyId), { at: '2025-12-31T00:00:00.000Z' }), 409, 'conflict');
    const free = await made(companyId, { vinShort: '1' });
    expectProblem(await to(customerId, {}, free.params), 409, 'conflict');
  });

  test('who is erased is in the history of no vehicle, and neither is their plate', async () => {
    const companyId = aCompany();
    const { params, customerId } = await ofSomebody(companyId);
    await call(routes.edit, companyId, { params, body: { plate: 'GU 77 XY' } });
    const next = await customer(companyId, 'Maier');
    const other = await made(companyId, { vinShort: '1', plate: 'W 1' });
    await own(companyId, other.params, { customerId, from: '2026-01-01T00:00:00.000Z' });
    await call(routes.transfer, companyId, { params: other.params, body: { toCustomerId: next, kind: 'sold' } });
    const erase = { companyId, params: { customerId } };
    expect((await send(customerHandler, customerRoutes.routes.erase, erase)).status).toBe(200);
    const first = await call(routes.get, companyId, { params });
    expect(first.body).not.toHaveProperty('plate');
    expect(had(first)).toEqual([]);
    const second = await call(routes.get, companyId, { params: other.params });
    expect(had(second)).toMatchObject([{ customerId: next }]);
    expect(second.body).toMatchObject({ plate: 'W 1' });
    expect(await rawItems(companyId)).not.toContain('gu 77');
  });
});

describe('the odometer', () => {
  const readings = async (companyId: string, params: Params, all: object[]) => {
    const answers = [];
    for (const body of all) answers.push(await call(routes.addReading, companyId, { params, body }));
    return answers;
  };

  test('does not fall without a correction, whenever a reading comes', async () => {
    const companyId = aCompany();
    const { params } = await made(companyId);
    const on = (day: number, km: number, more: object = {}) => ({ at: `2026-03-0${day}T00:00:00.000Z`, km, ...more });
    const answers = await readings(companyId, params, [
      on(1, 100),
      on(3, 300),
      on(2, 301),
      on(2, 99),
      on(2, 200),
      on(4, 299),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 400, 400, 201, 400]);
    expect(errorsIn(answers[5] as Answer)).toEqual({
      pointer: '#/km',
      detail: 'must be at least 300, or a correction',
    });
    const [corrected] = await readings(companyId, params, [on(4, 250, { correction: true })]);
    expect(corrected?.body['odometer']).toMatchObject([{ km: 100 }, { km: 200 }, { km: 300 }, { km: 250 }]);
    const asOf = await call(routes.history, companyId, { params, query: { at: '2026-03-02T12:00:00.000Z' } });
    expect(asOf.body['odometer']).toMatchObject([{ km: 100 }, { km: 200 }]);
  });

  test('keeps the newest 200 readings', { timeout: 60_000 }, async () => {
    const companyId = aCompany();
    const { params } = await made(companyId);
    const all = Array.from({ length: 201 }, (_, km) => ({
      km,
      at: new Date(Date.UTC(2026, 0, 1, 0, km)).toISOString(),
    }));
    const last = (await readings(companyId, params, all)).at(-1);
    const kept = last?.body['odometer'] as { km: number }[];
    expect([kept.length, kept[0]?.km, kept.at(-1)?.km]).toEqual([200, 1, 200]);
  });
});

test('a vehicle is found by its VIN and by its plate, however that is written', async () => {
  const companyId = aCompany();
  const { body } = await made(companyId, { vin: honda, plate: 'G-123 ab' });
  await made(companyId, { vinShort: '1', plate: 'G 124 AB' });
  const found = async (query: Params) => (await call(routes.list, companyId, { query })).body['items'];
  expect(await found({ vin: honda.toLowerCase() })).toEqual([body]);
  expect(await found({ plate: 'G 123 AB' })).toEqual([body]);
  expect(await found({ plate: 'G 123 AB', vin: honda })).toEqual([body]);
  expect(await found({ plate: 'G 1', vin: honda })).toEqual([]);
  expect(await found({})).toHaveLength(2);
});

test('a vehicle made twice with one Idempotency-Key is one, and answered as it is', async () => {
  const companyId = aCompany();
  const headers = { 'idempotency-key': 'k' };
  const body = { vinShort: '1', plate: 'G 1' };
  const [first, second] = [
    await call(routes.create, companyId, { body, headers }),
    await call(routes.create, companyId, { body, headers }),
  ];
  expect(second.body).toEqual(first.body);
});
