import { describe, expect, test } from 'vitest';
import { addressRoutes } from '../../shared/customer/address.routes.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { crmSettingsRoutes } from '../../shared/crm-settings/crm-settings.routes.ts';
import { pick } from '../../shared/kernel/json.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

const { routes } = addressRoutes;
const graz = { lines: ['Herrengasse 5'], city: 'Graz', postalCode: '8010', country: 'AT' };
const fifth = { lines: ['350 Fifth Avenue'], city: 'New York', state: 'new york', postalCode: '10001', country: 'USA' };

type Address = Record<string, unknown> & { addressId: string; primary: boolean; type: string; raw: string };
const addressesIn = ({ body }: { body: Record<string, unknown> }) => (body['addresses'] ?? []) as Address[];

const aCustomer = async (companyId: string, addresses: object[] = [], more: object = {}) => {
  const body = { type: 'individual', lastName: 'Huber', addresses, ...more };
  const answer = await send(handler, customerRoutes.routes.create, { companyId, body });
  return { companyId, answer, params: { customerId: String(answer.body['customerId']) } };
};
type Of = Pick<Awaited<ReturnType<typeof aCustomer>>, 'companyId' | 'params'>;
const ofOne = async (companyId: string, address: object = graz) => {
  const { answer, params } = await aCustomer(companyId, [address]);
  return { companyId, params: { ...params, addressId: addressesIn(answer)[0]?.addressId ?? '' } };
};
const add = ({ companyId, params }: Of, body: object) =>
  send(handler, routes.add, { companyId, params: { customerId: params.customerId }, body });
const read = ({ companyId, params }: Of, more: object = {}) =>
  send(handler, customerRoutes.routes.get, { companyId, params: { customerId: params.customerId }, ...more });

routeTests(addressRoutes, handler, {
  add: async (companyId) => ({ params: (await aCustomer(companyId)).params, body: { ...fifth, type: 'work' } }),
  edit: async (companyId) => ({
    params: (await ofOne(companyId)).params,
    body: { lines: ['Sporgasse 1'], geo: { lat: 47, lng: 15 } },
  }),
  remove: async (companyId) => ({ params: (await ofOne(companyId)).params }),
  standardise: () => ({ body: { address: fifth } }),
});

describe('an address of a customer', () => {
  test('`10001` US → 40.7484, −73.9967, `postal_code`, its standard form beside what was entered', async () => {
    const of = await aCustomer(aCompany());
    const answer = await add(of, fifth);
    expect(answer.status).toBe(201);
    expect(addressesIn(answer)).toMatchObject([
      {
        type: 'home',
        primary: true,
        raw: '350 Fifth Avenue\n10001 New York\nnew york\nUSA',
        lines: ['350 Fifth Avenue'],
        state: 'NY',
        country: 'US',
        check: { format: 'ok', issues: [] },
        standard: { lines: ['350 Fifth Ave', 'New York, NY 10001'] },
        geo: { lat: 40.7484, lng: -73.9967, precision: 'postal_code' },
      },
    ]);
    expect(addressesIn(await read(of))).toEqual(addressesIn(answer));
  });

  test('GB `sw1a1aa` is stored as `SW1A 1AA`; DE `1011` → issue `postal_code_form`, record still stored from import, 400 from the API', async () => {
    const companyId = aCompany();
    const british = await aCustomer(companyId, [{ city: 'London', postalCode: 'sw1a1aa', country: 'GB' }]);
    expect(addressesIn(british.answer)).toMatchObject([{ postalCode: 'SW1A 1AA' }]);
    const german = { city: 'Berlin', postalCode: '1011', country: 'DE' };
    const refused = await add(british, german);
    expectProblem(refused, 400, 'validation-failed');
    expect(refused.body['errors']).toMatchObject([{ pointer: '#/addresses/1/postalCode' }]);
    const imported = await aCustomer(companyId, [german], { source: { type: 'import' } });
    expect(addressesIn(imported.answer)).toMatchObject([
      { postalCode: '1011', check: { format: 'failed', issues: ['postal_code_form'] } },
    ]);
    // What is stored so does not stand in the way of other changes.
    const { customerId } = imported.params;
    const edit = { companyId, params: { customerId }, body: { notes: 'Moved' } };
    expect((await send(handler, customerRoutes.routes.edit, edit)).status).toBe(200);
  });

  test('is in the country of the company where it names none', async () => {
    const companyId = aCompany();
    await send(handler, crmSettingsRoutes.routes.putSettings, { companyId, body: { defaultCountry: 'AT' } });
    const { answer } = await aCustomer(companyId, [{ city: 'Graz' }]);
    expect(addressesIn(answer)).toMatchObject([
      { country: 'AT', check: { format: 'ok', issues: ['postal_code_missing'] }, geo: { precision: 'place' } },
    ]);
  });

  test('keeps its id, what it was entered as and where it is when it is sent back as it is shown, and costs no write', async () => {
    const companyId = aCompany();
    const of = await aCustomer(companyId, [fifth, { ...graz, geo: { lat: 47, lng: 15 } }], {
      externalIds: [{ id: 'C-1' }],
    });
    const before = addressesIn(await read(of));
    const shown = before.map(({ geo, ...rest }) => ({
      ...pick(rest, ['addressId', 'type', 'lines', 'city', 'state', 'postalCode', 'country', 'primary']),
      ...((geo as { precision: string }).precision === 'given' && { geo: { lat: 47, lng: 15 } }),
    }));
    const items = [{ type: 'individual', lastName: 'Huber', externalIds: [{ id: 'C-1' }], addresses: shown }];
    const bulk = () =>
      send(handler, customerRoutes.routes.bulk, { companyId, body: { items, upsertBy: 'externalId' } });
    const { items: writes } = await watchTable(async () => {
      expect((await bulk()).body['results']).toMatchObject([{ status: 200, unchanged: true }]);
    });
    expect(writes).toEqual([]);
    // Also by what it says alone.
    items[0] = { ...items[0], addresses: [fifth, { ...graz, geo: { lat: 47, lng: 15 } }] } as never;
    expect((await bulk()).body['results']).toMatchObject([{ status: 200, unchanged: true }]);
    expect(addressesIn(await read(of))).toEqual(before);
  });

  test('that is changed is checked and found anew, and keeps its id', async () => {
    const of = await ofOne(aCompany(), fifth);
    const answer = await send(handler, routes.edit, { ...of, body: { postalCode: '10002' } });
    expect(answer.status).toBe(200);
    const [address] = addressesIn(answer);
    expect(address).toMatchObject({ addressId: of.params.addressId, geo: { lat: 40.7152, precision: 'postal_code' } });
    expect(address?.raw).toContain('10002');
    const given = await send(handler, routes.edit, { ...of, body: { geo: { lat: 1, lng: 2 } } });
    expect(addressesIn(given)).toMatchObject([{ geo: { lat: 1, lng: 2, precision: 'given' } }]);
    const back = await send(handler, routes.edit, { ...of, body: { geo: null } });
    expect(addressesIn(back)).toMatchObject([{ geo: { lat: 40.7152, precision: 'postal_code' } }]);
  });

  test('is the primary one of its type when it is marked, and another is when it goes', async () => {
    const companyId = aCompany();
    const of = await aCustomer(companyId, [graz]);
    await add(of, { ...fifth, type: 'work' });
    const answer = await add(of, { ...fifth, primary: true });
    const told = (all: Address[]) => all.map(({ type, primary }) => `${type} ${primary}`);
    expect(told(addressesIn(answer))).toEqual(['home false', 'work true', 'home true']);
    const addressId = addressesIn(answer)[2]?.addressId ?? '';
    const gone = { companyId, params: { ...of.params, addressId } };
    expect((await send(handler, routes.remove, gone)).status).toBe(204);
    expectProblem(await send(handler, routes.remove, gone), 404, 'not-found');
    expect(told(addressesIn(await read(of)))).toEqual(['home true', 'work true']);
  });

  test('leads to its customer by postal code and place', async () => {
    const companyId = aCompany();
    const { params } = await aCustomer(companyId, [graz, { ...fifth, type: 'work' }]);
    for (const q of ['8010', 'graz hub', '10001 york']) {
      const { body } = await send(handler, customerRoutes.routes.search, { companyId, query: { q } });
      expect(body['items']).toMatchObject([{ customerId: params.customerId }]);
    }
  });

  test('shows no more than its place to who may not see how a customer is reached, and stays when they replace the customer', async () => {
    const of = await ofOne(aCompany());
    const scope = 'customers:read customers:write';
    const seen = await read(of, { scope });
    expect(addressesIn(seen)).toMatchObject([{ city: 'Graz', country: 'AT', raw: '***', geo: { precision: 'place' } }]);
    expect(JSON.stringify(seen.body)).not.toMatch(/Herrengasse|8010|15\.4/);
    const before = addressesIn(await read(of));
    const { customerId } = of.params;
    const body = { type: 'individual', lastName: 'Maier' };
    await send(handler, customerRoutes.routes.put, {
      companyId: of.companyId,
      params: { customerId },
      scope,
      body,
    });
    expect(addressesIn(await read(of))).toEqual(before);
  });
});

test.each([
  ['latitude 91', { ...graz, geo: { lat: 91, lng: 0 } }, '#/geo/lat'],
  ['state of another country', { ...graz, state: 'Bayern' }, '#/addresses/0/state'],
  ['country XX', { ...graz, country: 'XX' }, '#/addresses/0/country'],
  ['nothing', { type: 'work' }, '#/lines'],
  ['an end before the beginning', { ...graz, validFrom: '2026-02-01', validTo: '2026-01-01' }, '#/validTo'],
  ['four lines', { ...graz, lines: ['1', '2', '3', '4'] }, '#/lines'],
])('%s is refused', async (_, body, pointer) => {
  const answer = await add(await aCustomer(aCompany()), body);
  expectProblem(answer, 400, 'validation-failed');
  expect(answer.body['errors']).toMatchObject([{ pointer }]);
});

test('two primaries of one type and an id that is not there are refused', async () => {
  const companyId = aCompany();
  const two = await aCustomer(companyId, [
    { ...graz, primary: true },
    { ...fifth, primary: true },
  ]);
  expectProblem(two.answer, 400, 'validation-failed');
  const { params } = await ofOne(companyId);
  const foreign = await aCustomer(companyId, [{ ...graz, addressId: params.addressId }]);
  expect(foreign.answer.body['errors']).toMatchObject([{ pointer: '#/addresses/0/addressId' }]);
});
