import { beforeAll, describe, expect, test } from 'vitest';
import { historyOf } from '../../shared/audit/audit.ts';
import { contactEvents } from '../../shared/contact/contact.events.ts';
import { CreateContact } from '../../shared/contact/contact.schema.ts';
import { create } from '../../shared/contact/contact.ts';
import { contactRoutes } from '../../shared/contact/contact.routes.ts';
import { contactPreferences } from '../../shared/contact-preference/contact-preference.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { remove as removeCustomer } from '../../shared/customer/customer.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import type { Role } from '../../shared/kernel/roles.ts';
import { audited } from '../../shared/testing/audited.ts';
import { type Answer, expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { crudExamples, crudTests } from '../../shared/testing/crud-tests.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { rawItems } from '../../shared/testing/raw-items.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { unitsOf } from '../../shared/testing/units.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

// All of the table is read, and the one that tests share is large.
beforeAll(ownTable);

const { routes } = contactRoutes;
const planted = {
  firstName: 'Zenobia',
  lastName: 'Quastenflosser',
  salutation: 'Dr.',
  emails: [{ address: 'zenobia.q@quastenflosser.example', label: 'work' }],
  phones: [{ number: '+436649876543', type: 'mobile' }],
  preferences: { preferredMethod: 'phone', accessibility: { needs: ['braille'] } },
  socialProfiles: [{ network: 'linkedin', url: 'https://www.linkedin.com/in/zenobia' }],
};
const crud = { routes, handler, body: planted, edit: { salutation: 'Prof.' } };

type Params = Record<string, string>;
const customer = async (companyId: string, body: object): Promise<string> =>
  String((await send(handler, customerRoutes.routes.create, { companyId, body })).body['customerId']);
const business = (companyId: string, businessName = 'Huber AG') =>
  customer(companyId, { type: 'business', businessName });
const call = (route: (typeof routes)[keyof typeof routes], companyId: string, example: object = {}) =>
  send(handler, route, { companyId, ...example });
const made = async (companyId: string, body: object = {}): Promise<Answer & { params: Params }> => {
  const answer = await call(routes.create, companyId, { body: { lastName: 'Huber', ...body } });
  return { ...answer, params: { contactId: String(answer.body['contactId']) } };
};
const placed = async (companyId: string) => {
  const customerId = await business(companyId);
  const one = await made(companyId, { positions: [{ customerId, title: 'Buyer' }] });
  return { ...one, customerId };
};

const examples = crudExamples(crud);
routeTests(contactRoutes, handler, {
  ...examples,
  addPosition: async (companyId) => ({
    params: (await made(companyId)).params,
    body: { customerId: await business(companyId), title: 'Buyer', department: 'Purchasing', role: 'user' },
  }),
  editPosition: async (companyId) => {
    const { params } = await placed(companyId);
    return { params: { ...params, n: '1' }, body: { title: 'Head of Purchasing' } };
  },
});
crudTests(crud, contactEvents);

const names = ({ body }: Answer): string[] =>
  (body['items'] as { displayName: string }[]).map(({ displayName }) => displayName);
type Shown = { n: number; customerId: string; to?: string; primary: boolean; title?: string };
const positions = ({ body }: Answer): Shown[] => body['positions'] as Shown[];

describe('who is where', () => {
  test('ending a position on day d shows the person under the old employer for as-of d−1', async () => {
    const companyId = aCompany();
    const [old, next] = [await business(companyId, 'Old'), await business(companyId, 'Next')];
    const { params } = await made(companyId, { positions: [{ customerId: old, from: '2020-01-01' }] });
    await call(routes.editPosition, companyId, { params: { ...params, n: '1' }, body: { to: '2026-03-10' } });
    await call(routes.addPosition, companyId, { params, body: { customerId: next, from: '2026-03-10' } });
    const at = async (customerId: string, asOf?: string) =>
      names(await call(routes.list, companyId, { query: { customerId, ...(asOf && { asOf }) } }));
    expect(await at(old, '2026-03-09')).toEqual(['Huber']);
    expect(await at(old, '2026-03-10')).toEqual([]);
    expect(await at(old, '2019-12-31')).toEqual([]);
    expect(await at(old)).toEqual([]);
    expect(await at(next, '2026-03-09')).toEqual([]);
    expect(await at(next, '2026-03-10')).toEqual(['Huber']);
    expect(await at(next)).toEqual(['Huber']);
  });

  test('a position keeps its number, exactly one is the primary one, and one that ends hands that on', async () => {
    const companyId = aCompany();
    const [one, two] = [await business(companyId), await business(companyId)];
    const { params } = await made(companyId, { positions: [{ customerId: one, from: '2020-01-01', title: 'Buyer' }] });
    const added = await call(routes.addPosition, companyId, { params, body: { customerId: two, from: '2021-01-01' } });
    expect(positions(added)).toMatchObject([
      { n: 1, customerId: one, primary: true },
      { n: 2, customerId: two, primary: false },
    ]);
    const edit = (n: string, body: object) => call(routes.editPosition, companyId, { params: { ...params, n }, body });
    expect(positions(await edit('1', { to: '2022-01-01', title: null }))).toMatchObject([
      { n: 1, to: '2022-01-01', primary: false },
      { n: 2, primary: true },
    ]);
    const again = positions(await edit('1', { to: null, primary: true }));
    expect(again).toMatchObject([
      { n: 1, primary: true },
      { n: 2, primary: false },
    ]);
    expect(again[0]).not.toHaveProperty('to');
    expect(again[0]).not.toHaveProperty('title');
    expectProblem(await edit('3', { title: 'Buyer' }), 404, 'not-found');
  });

  test('the list shows what every given filter lets through', async () => {
    const companyId = aCompany();
    const [one, two] = [await business(companyId), await business(companyId)];
    const person = await customer(companyId, { type: 'individual', lastName: 'Third' });
    await made(companyId, { lastName: 'First', positions: [{ customerId: one, role: 'billing' }] });
    await made(companyId, {
      lastName: 'Second',
      emails: [{ address: 'anna@second.example' }],
      positions: [
        { customerId: one, role: 'champion' },
        { customerId: two, role: 'billing', from: '2020-01-01', to: '2021-01-01' },
      ],
    });
    await made(companyId, { lastName: 'Third', customerId: person });
    const listed = async (query: Record<string, string>) => names(await call(routes.list, companyId, { query }));
    expect(await listed({})).toEqual(['Third', 'Second', 'First']);
    expect(await listed({ customerId: one })).toEqual(['Second', 'First']);
    expect(await listed({ customerId: one, limit: '1' })).toEqual(['Second']);
    expect(await listed({ customerId: one, role: 'billing' })).toEqual(['First']);
    expect(await listed({ customerId: two })).toEqual([]);
    expect(await listed({ customerId: two, asOf: '2020-06-01' })).toEqual(['Second']);
    expect(await listed({ customerId: two, asOf: '2020-06-01', role: 'champion' })).toEqual([]);
    expect(await listed({ customerId: person })).toEqual(['Third']);
    expect(await listed({ role: 'billing' })).toEqual(['First']);
    expect(await listed({ asOf: '2020-06-01' })).toEqual(['Second']);
    expect(await listed({ asOf: '2020-12-31' })).toEqual(['Second']);
    expect(await listed({ asOf: '2021-01-01' })).toEqual([]);
    expect(await listed({ q: 'sec' })).toEqual(['Second']);
    expect(await listed({ q: 'anna', customerId: one })).toEqual(['Second']);
    expect(await listed({ q: 'third', customerId: one })).toEqual([]);
  });

  test('pages of a business’s contacts together hold each once, and cost what they show', async () => {
    const companyId = aCompany();
    const customerId = await business(companyId);
    for (let at = 0; at < 5; at++) await made(companyId, { lastName: `Huber ${at}`, positions: [{ customerId }] });
    const all: string[] = [];
    let cursor: unknown;
    do {
      const query = { customerId, limit: '2', ...(cursor ? { cursor } : {}) };
      const { result, units } = await unitsOf(() => call(routes.list, companyId, { query }));
      expect(units.read).toBeLessThanOrEqual(8);
      all.push(...names(result));
      cursor = result.body['nextCursor'];
    } while (cursor);
    expect(all).toEqual(['Huber 4', 'Huber 3', 'Huber 2', 'Huber 1', 'Huber 0']);
  });

  test('a position is shown with what its business is called now, and without where that is gone', async () => {
    const companyId = aCompany();
    const { params, customerId } = await placed(companyId);
    const names = async () => {
      const [one, page] = [await call(routes.get, companyId, { params }), await call(routes.list, companyId)];
      const [listed] = page.body['items'] as { positions: { businessName?: string }[] }[];
      const shown = one.body['positions'] as { businessName?: string }[];
      return [...shown, ...(listed?.positions ?? [])].map(({ businessName }) => businessName);
    };
    expect(await names()).toEqual(['Huber AG', 'Huber AG']);
    const body = { businessName: 'Maier AG' };
    await send(handler, customerRoutes.routes.edit, { companyId, params: { customerId }, body });
    expect(await names()).toEqual(['Maier AG', 'Maier AG']);
    await send(handler, customerRoutes.routes.remove, { companyId, params: { customerId } });
    expect(await names()).toEqual([undefined, undefined]);
  });

  test('whoever is deleted is at no business any more', async () => {
    const companyId = aCompany();
    const { params, customerId } = await placed(companyId);
    await call(routes.remove, companyId, { params });
    expect(names(await call(routes.list, companyId, { query: { customerId } }))).toEqual([]);
  });
});

describe('what does not fit is 400 with its pointer, and writes nothing:', () => {
  test.each<[string, string, (companyId: string) => Promise<object> | object]>([
    ['no name', '#/lastName', () => ({ lastName: undefined })],
    ['a number of no country', '#/phones/0/number', () => ({ phones: [{ number: '+999 1' }] })],
    ['a person who is nobody', '#/customerId', () => ({ customerId: 'cus_01jd3k5w8z9x7v6t5s4r3q2p1n' })],
    ['a person who is a business', '#/customerId', async (id) => ({ customerId: await business(id) })],
    [
      'a position at an individual',
      '#/positions/0/customerId',
      async (id) => ({ positions: [{ customerId: await customer(id, { type: 'individual', lastName: 'Any' }) }] }),
    ],
    [
      'a position at a business of another company',
      '#/positions/0/customerId',
      async () => ({ positions: [{ customerId: await business(aCompany()) }] }),
    ],
    [
      'a position that ends before it begins',
      '#/positions/0/to',
      async (id) => ({ positions: [{ customerId: await business(id), from: '2026-02-02', to: '2026-02-01' }] }),
    ],
    [
      'a superior at another business',
      '#/positions/0/reportsTo',
      async (id) => {
        const { params } = await placed(id);
        return { positions: [{ customerId: await business(id), reportsTo: params['contactId'] }] };
      },
    ],
    [
      'a role that is none',
      '#/positions/0/role',
      async (id) => ({ positions: [{ customerId: await business(id), role: 'ceo' }] }),
    ],
  ])('%s', async (_, pointer, more) => {
    const companyId = aCompany();
    const refused = await made(companyId, { lastName: 'Refused', ...(await more(companyId)) });
    expectProblem(refused, 400, 'validation-failed');
    expect(refused.body['errors']).toContainEqual(expect.objectContaining({ pointer }));
    expect(names(await call(routes.list, companyId))).not.toContain('Refused');
  });

  test('a contact who reports to themselves, and an end before the beginning of a position that is changed', async () => {
    const companyId = aCompany();
    const { params } = await placed(companyId);
    const edit = async (body: object) => {
      const refused = await call(routes.editPosition, companyId, { params: { ...params, n: '1' }, body });
      expectProblem(refused, 400, 'validation-failed');
      return (refused.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
    };
    expect(await edit({ reportsTo: params['contactId'] })).toEqual(['#/reportsTo']);
    expect(await edit({ to: '2020-01-01' })).toEqual(['#/to']);
  });

  test('a 31st position, and a 13th business', async () => {
    const companyId = aCompany();
    const { params, customerId } = await placed(companyId);
    const add = (body: object) => call(routes.addPosition, companyId, { params, body });
    for (let at = 0; at < 11; at++) expect((await add({ customerId: await business(companyId) })).status).toBe(201);
    expectProblem(await add({ customerId: await business(companyId) }), 400, 'validation-failed');
    for (let at = 0; at < 18; at++) expect((await add({ customerId })).status).toBe(201);
    expectProblem(await add({ customerId }), 400, 'validation-failed');
    // All of it changes in one transaction.
    const emails = Array.from({ length: 10 }, (_, at) => ({
      address: `a${at}.b${at}.c${at}.d${at}@domain${at}.example`,
    }));
    expect((await call(routes.edit, companyId, { params, body: { emails } })).status).toBe(200);
    const others = emails.map(({ address }) => ({ address: `x${address}`.replaceAll('.', '.y') }));
    const body = { emails: others, firstName: 'New' };
    const keyed = { headers: { 'idempotency-key': 'k' } };
    expect((await call(routes.edit, companyId, { params, body, ...keyed })).status).toBe(200);
    expect((await call(routes.remove, companyId, { params })).status).toBe(204);
  });
});

test('a contact at a business that is deleted between the reading and the writing is refused', async () => {
  const ctx = aContext();
  const customerId = (await business(ctx.companyId)) as Id<'customer'>;
  let isGone = false;
  const send = async (...args: Parameters<typeof ctx.db.send>) => {
    if (!isGone && args[0].constructor.name === 'TransactWriteCommand') {
      isGone = true;
      await removeCustomer(ctx, { customerId });
    }
    return ctx.db.send(...args);
  };
  const late = { ...ctx, db: { send } as unknown as typeof ctx.db };
  const body = CreateContact.parse({ lastName: 'Huber', positions: [{ customerId }] });
  await expect(create(late, { body })).rejects.toMatchObject({
    code: 'validation-failed',
    errors: [{ pointer: '#/positions/0/customerId' }],
  });
  expect(isGone).toBe(true);
  expect(names(await call(routes.list, ctx.companyId))).toEqual([]);
});

test('a contact who must not be contacted is written to by no sender, until that is taken back', async () => {
  const companyId = aCompany();
  const ctx = aContext({ companyId });
  const reach = { emails: [{ address: 'calm@example.com' }], phones: [{ number: '+436641234567' }] };
  const { params, body } = await made(companyId, { ...reach, doNotContact: { value: true, reason: 'Asked for it' } });
  expect(body['doNotContact']).toMatchObject({ value: true, by: 'user-1', at: expect.any(String) });
  const stopped = async () =>
    Promise.all(
      ['calm@example.com', '+436641234567'].map(async (one) => (await contactPreferences(ctx, one)).doNotContact),
    );
  expect(await stopped()).toEqual([true, true]);
  await call(routes.edit, companyId, { params, body: { salutation: 'Dr.' } });
  expect(await stopped()).toEqual([true, true]);
  await call(routes.edit, companyId, { params, body: { doNotContact: { value: false } } });
  expect(await stopped()).toEqual([false, false]);
  await call(routes.edit, companyId, { params, body: { doNotContact: { value: true } } });
  await call(routes.remove, companyId, { params });
  expect(await stopped()).toEqual([true, true]);
});

describe('who may see what of a contact', () => {
  const contact = ['zenobia.q@quastenflosser.example', '9876543'];
  const sees: Record<Role, { contact: boolean; sensitive: boolean }> = {
    admin: { contact: true, sensitive: true },
    manager: { contact: true, sensitive: false },
    agent: { contact: true, sensitive: false },
    analyst: { contact: false, sensitive: false },
  };

  test.each(Object.entries(sees))('a role × route × field test shows no unmasked value: %s', async (name, may) => {
    const companyId = aCompany();
    const role = name as Role;
    const { params } = await made(companyId, planted);
    const answers = [
      await call(routes.list, companyId, { role }),
      await call(routes.get, companyId, { role, params }),
      ...(name === 'analyst'
        ? []
        : [
            await call(routes.create, companyId, { role, body: planted, headers: { 'idempotency-key': 'k' } }),
            await call(routes.create, companyId, { role, body: planted, headers: { 'idempotency-key': 'k' } }),
            await call(routes.put, companyId, { role, params, body: planted }),
          ]),
    ];
    for (const { status, text } of answers) {
      expect(status).toBeLessThan(300);
      expect(contact.filter((one) => text.includes(one))).toEqual(may.contact ? contact : []);
      expect(text.includes('braille')).toBe(may.sensitive);
    }
  });

  test('who replaces what they may not see leaves it as it is', async () => {
    const companyId = aCompany();
    const { params } = await made(companyId, planted);
    await call(routes.put, companyId, { params, body: { lastName: 'Neu' }, scope: 'customers:write' });
    const { body } = await call(routes.get, companyId, { params });
    expect(body).toMatchObject({
      displayName: 'Neu',
      emails: [{ address: 'zenobia.q@quastenflosser.example' }],
      preferences: { accessibility: { needs: ['braille'] } },
    });
    expect(body).not.toHaveProperty('salutation');
  });

  test('events and audit entries tell which fields changed, and nothing of what they hold', async () => {
    const ctx = aContext();
    const { companyId } = ctx;
    const { result: params, items } = await watchTable(() =>
      audited(ctx, async () => {
        const customerId = await business(companyId);
        const one = await made(companyId, { ...planted, positions: [{ customerId, title: 'Glockengießerin' }] });
        const body = { to: '2999-01-01' };
        await call(routes.editPosition, companyId, { params: { ...one.params, n: '1' }, body });
        await call(routes.remove, companyId, { params: one.params });
        return one.params;
      }),
    );
    const images = items.filter(({ __edb_e__ }) => __edb_e__ === 'contact');
    const told = images.flatMap((after, at) => contactEvents.eventsOf({ after, before: images[at - 1] }));
    expect(told.map(({ type }) => type)).toEqual(['ContactCreated', 'PositionEnded', 'ContactDeleted']);
    const entries = (await historyOf(ctx, params['contactId'] ?? '', { limit: 10 })).items;
    expect(entries).toHaveLength(3);
    expect(JSON.stringify([told, entries])).not.toMatch(/Zenobia|Quasten|9876543|Glocken|braille/);
  });
});

describe('erasing a person', () => {
  const left = (raw: string) =>
    ['zenob', 'quasten', '9876543', '"6543#', 'braille', 'glocken'].filter((text) => raw.includes(text));

  test('who is also a customer leaves nothing of the contact in the table', async () => {
    const companyId = aCompany();
    const ctx = aContext({ companyId });
    const params = await audited(ctx, async () => {
      const { firstName, lastName } = planted;
      const customerId = await customer(companyId, { type: 'individual', firstName, lastName });
      const at = await business(companyId);
      const positions = [{ customerId: at, title: 'Glockengießerin' }];
      const headers = { 'idempotency-key': 'k' };
      await call(routes.create, companyId, { body: { ...planted, customerId, positions }, headers });
      return { customerId };
    });
    expect(left(await rawItems(companyId))).not.toEqual([]);
    const answer = await send(handler, customerRoutes.routes.erase, { companyId, params });
    expect(answer.status).toBe(200);
    expect(left(await rawItems(companyId))).toEqual([]);
    expect(names(await call(routes.list, companyId))).toEqual([]);
  });

  test('who is a contact alone: deleting leaves nothing', async () => {
    const companyId = aCompany();
    const customerId = await business(companyId);
    const { params } = await made(companyId, { ...planted, positions: [{ customerId, title: 'Glockengießerin' }] });
    await call(routes.edit, companyId, { params, body: { salutation: 'Glocken' } });
    await call(routes.remove, companyId, { params });
    expect(left(await rawItems(companyId))).toEqual([]);
  });

  test('a business that is erased keeps its contacts', async () => {
    const companyId = aCompany();
    const { params, customerId } = await placed(companyId);
    await send(handler, customerRoutes.routes.erase, { companyId, params: { customerId } });
    expect((await call(routes.get, companyId, { params })).body).toMatchObject({ displayName: 'Huber' });
  });
});
