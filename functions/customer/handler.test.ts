import { describe, expect, test } from 'vitest';
import { contactPreferences, setAddress } from '../../shared/contact-preference/contact-preference.ts';
import { crmSettingsRoutes } from '../../shared/crm-settings/crm-settings.routes.ts';
import { customerEvents } from '../../shared/customer/customer.events.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { put as putPerson } from '../../shared/people/people.ts';
import { PutPerson } from '../../shared/people/people.schema.ts';
import { type Answer, expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { crudExamples, crudTests } from '../../shared/testing/crud-tests.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { unitsOf } from '../../shared/testing/units.ts';
import { handler } from './handler.ts';

const { routes } = customerRoutes;
const crud = {
  routes,
  handler,
  body: {
    type: 'individual',
    firstName: 'Anna',
    lastName: 'Huber',
    salutation: 'Dr.',
    emails: [{ address: 'anna.huber@example.com', label: 'work' }],
    phones: [{ number: '+436641234567', type: 'mobile' }],
    preferences: { preferredMethod: 'email', topics: { news: true }, accessibility: { needs: ['large_print'] } },
    demographics: { birthDate: '1980-02-29' },
    status: 'active',
    accountTier: { value: 'premium' },
    group: 'fleet',
    industry: 'Retail Trade',
    socialProfiles: [{ network: 'linkedin', url: 'https://www.linkedin.com/in/ada' }],
    tags: ['vip'],
    notes: 'Calls on Mondays',
    data: { orderId: 'O-1' },
  },
  edit: { notes: 'Calls on Tuesdays' },
  shownOnce: 'duplicateCandidates',
};

const examples = crudExamples(crud);
routeTests(customerRoutes, handler, {
  ...examples,
  restore: async (companyId) => {
    const { params } = await examples.remove(companyId);
    await send(handler, routes.remove, { companyId, params });
    return { params };
  },
  erase: examples.get,
  vcard: examples.get,
  history: async (companyId) => {
    const { params } = await examples.get(companyId);
    await send(handler, routes.edit, { companyId, params, body: { notes: 'Calls on Tuesdays' } });
    return { params };
  },
  search: async (companyId) => {
    await examples.get(companyId);
    return { query: { q: 'huber' } };
  },
  bulk: () => ({ body: { items: [crud.body], upsertBy: 'email' } }),
});
routeTests(crmSettingsRoutes, handler, {
  settings: () => ({}),
  putSettings: () => ({ body: { defaultCountry: 'AT' } }),
});
crudTests(crud, customerEvents);

const call = (route: (typeof routes)[keyof typeof routes], companyId: string, example: object = {}) =>
  send(handler, route, { companyId, ...example });
const made = async (companyId: string, body: object = {}): Promise<Answer & { params: { customerId: string } }> => {
  const answer = await call(routes.create, companyId, { body: { type: 'individual', lastName: 'Huber', ...body } });
  return { ...answer, params: { customerId: String(answer.body['customerId']) } };
};
const settings = (companyId: string, body: object) =>
  send(handler, crmSettingsRoutes.routes.putSettings, { companyId, body });
const names = ({ body }: Answer): string[] =>
  (body['items'] as { displayName: string }[]).map(({ displayName }) => displayName);
const found = (companyId: string, q: string) => call(routes.search, companyId, { query: { q } });

describe('what a customer says', () => {
  test('Create with 0664 1234567 and default country AT gives +436641234567; the next request finds it by 1234567 and by 4567.', async () => {
    const companyId = aCompany();
    await settings(companyId, { defaultCountry: 'AT' });
    const { body } = await made(companyId, { phones: [{ number: '0664 1234567' }] });
    expect(body['phones']).toEqual([
      { number: '+436641234567', national: '0664 1234567', raw: '0664 1234567', check: 'valid', primary: true },
    ]);
    for (const q of ['1234567', '4567', '0664 1234567', '+43 664 1234567', '0043 664 123', '664123'])
      expect({ q, names: names(await found(companyId, q)) }).toEqual({ q, names: ['Huber'] });
    expect(names(await found(companyId, '7654321'))).toEqual([]);
  });

  test('PUT with loyaltyPoints → 400 with pointer; PATCH {notes:null} clears notes.', async () => {
    const companyId = aCompany();
    const { params } = await made(companyId, { notes: 'x' });
    const body = { type: 'individual', lastName: 'Huber', loyaltyPoints: 4 };
    const refused = await call(routes.put, companyId, { params, body });
    expectProblem(refused, 400, 'validation-failed');
    expect(refused.body['errors']).toContainEqual(expect.objectContaining({ pointer: '#/loyaltyPoints' }));
    const edited = await call(routes.edit, companyId, { params, body: { notes: null } });
    expect(edited.body).not.toHaveProperty('notes');
    expect(edited.body).toMatchObject({ version: 2, lastName: 'Huber' });
  });

  test('a patch merges objects field by field, and replaces lists', async () => {
    const companyId = aCompany();
    const { params } = await made(companyId, {
      data: { a: 1, b: { c: 2 } },
      tags: ['one'],
      demographics: { gender: 'f' },
    });
    const body = { data: { b: null, d: 3 }, tags: ['two'], demographics: { occupation: 'Baker' } };
    expect((await call(routes.edit, companyId, { params, body })).body).toMatchObject({
      data: { a: 1, d: 3 },
      tags: ['two'],
      demographics: { gender: 'f', occupation: 'Baker' },
    });
  });

  test('exactly one of a list is the primary one: the first, or the one that is marked', async () => {
    const companyId = aCompany();
    const emails = [{ address: 'a@example.com' }, { address: 'b@example.com' }];
    const { body, params } = await made(companyId, { emails });
    const primaries = (answer: Answer) =>
      (answer.body['emails'] as { primary: boolean }[]).map(({ primary }) => primary);
    expect(body['emails']).toMatchObject([{ primary: true }, { primary: false }]);
    const marked = [{ address: 'a@example.com' }, { address: 'b@example.com', primary: true }];
    expect(primaries(await call(routes.edit, companyId, { params, body: { emails: marked } }))).toEqual([false, true]);
  });

  test('a name that is displayed follows from the names, and a status that says so needs a reason', async () => {
    const companyId = aCompany();
    expect((await made(companyId, { firstName: 'Anna' })).body['displayName']).toBe('Anna Huber');
    const business = await made(companyId, { type: 'business', businessName: 'Huber AG' });
    expect(business.body['displayName']).toBe('Huber AG');
    const { params } = business;
    const body = { status: 'CHURNED', statusReason: 'Moved away' };
    const left = await call(routes.edit, companyId, { params, body });
    expect(left.body).toMatchObject({ status: 'churned', churnedAt: left.body['updatedAt'] });
    expect((await call(routes.edit, companyId, { params, body: { status: 'active' } })).body).not.toHaveProperty(
      'churnedAt',
    );
  });

  test('where a customer came from first stays', async () => {
    const companyId = aCompany();
    const { params, body } = await made(companyId, { source: { type: 'showroom' } });
    expect(body['source']).toEqual({ type: 'showroom' });
    const put = await call(routes.put, companyId, { params, body: { type: 'individual', lastName: 'Huber' } });
    expect(put.body['source']).toEqual({ type: 'showroom' });
    const other = await call(routes.edit, companyId, { params, body: { source: { type: 'event' } } });
    expectProblem(other, 400, 'validation-failed');
  });

  test.each<[string, string, object]>([
    ['a business without a name', '#/businessName', { type: 'business' }],
    ['a person without a name', '#/lastName', { lastName: undefined }],
    [
      'two primary addresses',
      '#/emails',
      { emails: ['a@x.at', 'b@x.at'].map((address) => ({ address, primary: true })) },
    ],
    ['the same address twice', '#/emails', { emails: [{ address: 'a@x.at' }, { address: 'A@x.at' }] }],
    ['a number of no country', '#/phones/0/number', { phones: [{ number: '+999 1' }] }],
    ['a number without its country', '#/phones/0/number', { phones: [{ number: '0664 1234567' }] }],
    [
      'the same number twice',
      '#/phones/1/number',
      { phones: [{ number: '+43 664 1234567' }, { number: '+436641234567' }] },
    ],
    ['an address with a line break', '#/emails/0/address', { emails: [{ address: 'a@x.at\r\nBcc: b@x.at' }] }],
    ['a birth date in the future', '#/demographics/birthDate', { demographics: { birthDate: '2999-01-01' } }],
    ['a birth date before 1880', '#/demographics/birthDate', { demographics: { birthDate: '1879-12-31' } }],
    [
      'an unknown network',
      '#/socialProfiles/0/network',
      { socialProfiles: [{ network: 'orkut', url: 'https://orkut.com/a' }] },
    ],
    [
      'a link of another network',
      '#/socialProfiles/0/url',
      { socialProfiles: [{ network: 'xing', url: 'https://evil.com/xing.com' }] },
    ],
    [
      'a link without encryption',
      '#/socialProfiles/0/url',
      { socialProfiles: [{ network: 'other', url: 'http://a.com' }] },
    ],
    ['51 tags', '#/tags', { tags: Array.from({ length: 51 }, (_, at) => `t${at}`) }],
    ['a tag of spaces', '#/tags/0', { tags: ['  '] }],
    ['a custom field that is not defined', '#/custom/none', { custom: { none: 1 } }],
    ['a custom field of a wrong type', '#/custom/rooms', { custom: { rooms: 'four' } }],
    ['a choice that is none', '#/custom/size', { custom: { size: 'xl' } }],
    ['money that is a fraction', '#/custom/price', { custom: { price: { amountMinor: 1.5, currency: 'EUR' } } }],
    ['a day that is none', '#/custom/since', { custom: { since: '2027-02-30' } }],
    ['an industry that is not in the list', '#/industry', { industry: 'Alchemy' }],
    ['an owner whom the company does not know', '#/ownerId', { ownerId: 'user-of-others' }],
    ['a derived name', '#/displayName', { displayName: 'Anna' }],
    ['a suspension without a reason', '#/statusReason', { status: 'suspended' }],
    ['an id twice', '#/externalIds', { externalIds: [{ id: 'C-1' }, { source: 'default', id: 'C-1' }] }],
  ])('%s is 400 with its pointer, and writes nothing', async (_, pointer, more) => {
    const companyId = aCompany();
    await settings(companyId, {
      customFields: [
        { name: 'rooms', type: 'number' },
        { name: 'size', type: 'choice', choices: ['s', 'm'] },
        { name: 'price', type: 'money' },
        { name: 'since', type: 'date' },
      ],
    });
    const refused = await made(companyId, more);
    expectProblem(refused, 400, 'validation-failed');
    expect(refused.body['errors']).toContainEqual(expect.objectContaining({ pointer }));
    expect(names(await call(routes.list, companyId))).toEqual([]);
    const { params } = await made(companyId);
    const patch = Object.fromEntries(Object.entries(more).map(([name, value]) => [name, (value as unknown) ?? null]));
    expect((await call(routes.edit, companyId, { params, body: patch })).body['errors']).toContainEqual(
      expect.objectContaining({ pointer }),
    );
  });

  test('custom fields hold what the settings define, and a required one must be there', async () => {
    const companyId = aCompany();
    const customFields = [
      { name: 'rooms', type: 'number', required: true },
      { name: 'price', type: 'money' },
    ];
    await settings(companyId, { customFields });
    const refused = await made(companyId);
    expect(refused.body['errors']).toEqual([{ pointer: '#/custom/rooms', detail: 'must be given' }]);
    const custom = { rooms: 4, price: { amountMinor: 12_990, currency: 'EUR' } };
    const { body, params } = await made(companyId, { custom });
    expect(body['custom']).toEqual(custom);
    // What was defined once stays on customers who have it.
    await settings(companyId, { customFields: [{ name: 'price', type: 'text' }] });
    expect((await call(routes.edit, companyId, { params, body: { notes: 'x' } })).body['custom']).toEqual(custom);
  });

  test('a default country that has no numbering plan is 400', async () => {
    expectProblem(await settings(aCompany(), { defaultCountry: 'XX' }), 400, 'validation-failed');
  });
});

test('what became of mail to an address shows with every customer who has it', async () => {
  const companyId = aCompany();
  const ctx = aContext({ companyId });
  const emails = [{ address: 'Back@example.com' }, { address: 'fine@example.com' }];
  const { params, body } = await made(companyId, { emails });
  expect(body['emails']).toMatchObject([{ status: 'unverified' }, { status: 'unverified' }]);
  await setAddress(ctx, 'back@example.com', { bounced: true }, ctx.now.toISOString());
  const { body: now } = await call(routes.get, companyId, { params });
  expect(now['emails']).toMatchObject([{ status: 'bounced' }, { status: 'unverified' }]);
});

test('who must not be contacted is written to by no sender, until that is taken back', async () => {
  const companyId = aCompany();
  const ctx = aContext({ companyId });
  const emails = [{ address: 'calm@example.com' }];
  const { params, body } = await made(companyId, { emails, doNotContact: { value: true, reason: 'Asked for it' } });
  expect(body['doNotContact']).toMatchObject({ value: true, by: 'user-1', at: expect.any(String) });
  const isStopped = async () => (await contactPreferences(ctx, 'calm@example.com')).doNotContact;
  expect(await isStopped()).toBe(true);
  await call(routes.edit, companyId, { params, body: { notes: 'x' } });
  expect(await isStopped()).toBe(true);
  await call(routes.edit, companyId, { params, body: { doNotContact: { value: false } } });
  expect(await isStopped()).toBe(false);
});

describe('external ids', () => {
  test('20 parallel creates with the same external id → one 201, nineteen 409 with the same customerId.', async () => {
    const companyId = aCompany();
    const body = { externalIds: [{ id: 'C-1' }] };
    const answers = await Promise.all(Array.from({ length: 20 }, () => made(companyId, body)));
    const [winner, ...none] = answers.filter(({ status }) => status === 201);
    expect(none).toEqual([]);
    const losers = answers.filter(({ status }) => status === 409);
    expect(losers).toHaveLength(19);
    expect(new Set(losers.map((loser) => loser.body['customerId']))).toEqual(new Set([winner?.body['customerId']]));
    expect(names(await call(routes.list, companyId))).toEqual(['Huber']);
  });

  test('an id that a customer gives up, or takes along into deletion, is free; restoring over it is 409', async () => {
    const companyId = aCompany();
    const body = { externalIds: [{ source: 'shop', id: '7' }] };
    const first = await made(companyId, body);
    await call(routes.edit, companyId, { params: first.params, body: { externalIds: null } });
    const second = await made(companyId, body);
    expect(second.status).toBe(201);
    expectProblem(await call(routes.edit, companyId, { params: first.params, body }), 409, 'conflict');
    await call(routes.remove, companyId, { params: second.params });
    const third = await made(companyId, body);
    expect(third.status).toBe(201);
    const refused = await call(routes.restore, companyId, { params: second.params });
    expectProblem(refused, 409, 'conflict');
    expect(refused.body['customerId']).toBe(third.params.customerId);
  });
});

describe('the list', () => {
  test('shows what every given filter lets through, the latest change first', async () => {
    const companyId = aCompany();
    await putPerson(aContext({ companyId }), {
      userId: 'user-7',
      body: PutPerson.parse({ name: 'Ada', email: 'a@example.com' }),
    });
    const one = await made(companyId, { lastName: 'One', tags: ['vip'], ownerId: 'user-7', group: 'fleet' });
    await made(companyId, {
      lastName: 'Two',
      status: 'active',
      accountTier: { value: 'premium' },
      externalIds: [{ id: 'C-2' }],
    });
    const three = await made(companyId, {
      type: 'business',
      businessName: 'Three',
      industry: 'Utilities',
      source: { type: 'event' },
    });
    await made(companyId, {
      lastName: 'Four',
      status: 'active',
      tags: ['vip'],
      ownerId: 'user-7',
      externalIds: [{ source: 'shop', id: 'C-2' }],
    });
    await call(routes.edit, companyId, { params: one.params, body: { notes: 'Changed last' } });
    const listed = async (query: Record<string, string>) => names(await call(routes.list, companyId, { query }));
    expect(await listed({})).toEqual(['One', 'Four', 'Three', 'Two']);
    expect(await listed({ type: 'business' })).toEqual(['Three']);
    expect(await listed({ status: 'active' })).toEqual(['Four', 'Two']);
    expect(await listed({ accountTier: 'premium' })).toEqual(['Two']);
    expect(await listed({ tag: 'vip' })).toEqual(['One', 'Four']);
    expect(await listed({ ownerId: 'user-7' })).toEqual(['One', 'Four']);
    expect(await listed({ ownerId: 'user-7', status: 'active' })).toEqual(['Four']);
    expect(await listed({ sourceType: 'event' })).toEqual(['Three']);
    expect(await listed({ group: 'fleet' })).toEqual(['One']);
    expect(await listed({ industry: 'Utilities' })).toEqual(['Three']);
    expect(await listed({ externalId: 'C-2' })).toEqual(['Two']);
    expect(await listed({ externalId: 'C-3' })).toEqual([]);
    const [begin, end] = [String(three.body['createdAt']), String(three.body['createdAt'])];
    expect(await listed({ createdFrom: begin, createdTo: end })).toContain('Three');
    expect(await listed({ createdTo: begin })).not.toContain('Four');
    expect(await listed({ createdFrom: begin })).not.toContain('Two');
    const changed = String((await call(routes.get, companyId, { params: one.params })).body['updatedAt']);
    expect(await listed({ updatedFrom: changed })).toEqual(['One']);
  });

  test('a page costs as much of 300 customers as of 30', async () => {
    const costOf = async (count: number) => {
      const companyId = aCompany();
      const items = Array.from({ length: count }, (_, at) => ({ type: 'individual', lastName: `Huber ${at}` }));
      for (let at = 0; at < count; at += 100)
        await call(routes.bulk, companyId, { body: { items: items.slice(at, at + 100) } });
      const { result, units } = await unitsOf(() => call(routes.list, companyId, { query: { limit: '20' } }));
      expect(names(result)).toHaveLength(20);
      return units.read;
    };
    const [few, many] = [await costOf(30), await costOf(300)];
    expect(Math.abs(many - few)).toBeLessThanOrEqual(4);
    expect(many).toBeLessThanOrEqual(20);
  });
});

describe('the search', () => {
  test('finds by names, addresses and ids what was written a moment ago, and no longer what was changed or deleted', async () => {
    const companyId = aCompany();
    const { params } = await made(companyId, {
      firstName: 'Jürgen',
      lastName: 'Groß-Müller',
      emails: [{ address: 'J.Gross@Example.com' }],
      externalIds: [{ id: 'C-1' }],
    });
    for (const q of ['jurg', 'gross', 'GROẞ mull', 'groß-mü', 'j.gross@exa', 'example', 'c-1', 'Jürgen C-1'])
      expect({ q, names: names(await found(companyId, q)) }).toEqual({ q, names: ['Jürgen Groß-Müller'] });
    expect(names(await found(companyId, 'jürgen maier'))).toEqual([]);
    await call(routes.edit, companyId, { params, body: { lastName: 'Maier' } });
    expect(names(await found(companyId, 'jürgen maier'))).toEqual(['Jürgen Maier']);
    expect(names(await found(companyId, 'mull'))).toEqual([]);
    await call(routes.remove, companyId, { params });
    expect(names(await found(companyId, 'maier'))).toEqual([]);
    await call(routes.restore, companyId, { params });
    expect(names(await found(companyId, 'maier'))).toEqual(['Jürgen Maier']);
  });

  test('puts whole words first, then names, then the latest change; hits show no address and no number', async () => {
    const companyId = aCompany();
    await made(companyId, { lastName: 'Huberman' });
    await made(companyId, {
      lastName: 'Other',
      emails: [{ address: 'huber@example.com' }],
      phones: [{ number: '+436641234567' }],
    });
    await made(companyId, { lastName: 'Huber' });
    await made(companyId, { lastName: 'Huber', firstName: 'Zoe' });
    const answer = await found(companyId, 'huber');
    expect(names(answer)).toEqual(['Zoe Huber', 'Huber', 'Other', 'Huberman']);
    expect(answer.body['items']).toContainEqual(
      expect.objectContaining({ maskedEmail: 'h***@e***.com', maskedPhone: '***67', matched: ['email'] }),
    );
    expect(answer.text).not.toMatch(/huber@example|1234567/);
    expect(answer.body['truncated']).toBe(false);
  });

  test('a common word is cut, and the answer says so', async () => {
    const companyId = aCompany();
    const items = Array.from({ length: 30 }, (_, at) => ({
      type: 'individual',
      lastName: 'Huber',
      firstName: `Anna${at}`,
    }));
    await call(routes.bulk, companyId, { body: { items } });
    const { result, units } = await unitsOf(() =>
      call(routes.search, companyId, { query: { q: 'huber', limit: '5' } }),
    );
    expect(names(result)).toHaveLength(5);
    expect(result.body['truncated']).toBe(true);
    expect(units.read).toBeLessThanOrEqual(15);
    expect(names(await found(companyId, 'huber anna17'))).toEqual(['Anna17 Huber']);
  });

  test('one of 60 tokens and more is found by its names at once, and its transaction is one', async () => {
    const companyId = aCompany();
    const emails = Array.from({ length: 10 }, (_, at) => ({ address: `local${at}.part${at}@domain${at}.example` }));
    const phones = Array.from({ length: 10 }, (_, at) => ({ number: `+43664100000${at}` }));
    const ids = (letter: string) => Array.from({ length: 20 }, (_, at) => ({ id: `${letter}-${at}` }));
    const { params, status } = await made(companyId, { emails, phones, externalIds: ids('old'), firstName: 'Many' });
    expect(status).toBe(201);
    const body = { emails: emails.map(({ address }) => ({ address: `x${address}` })), externalIds: ids('new') };
    expect((await call(routes.edit, companyId, { params, body })).status).toBe(200);
    expect(names(await found(companyId, 'many huber'))).toEqual(['Many Huber']);
    expect(names(await found(companyId, 'xlocal0.part0@domain0.example'))).toEqual(['Many Huber']);
  });

  test('a text without a word is 400', async () => {
    expectProblem(await found(aCompany(), '- . a'), 400, 'validation-failed');
  });
});

describe('a bulk', () => {
  const bulk = (companyId: string, items: object[], upsertBy?: string, headers?: object) =>
    call(routes.bulk, companyId, { body: { items, ...(upsertBy && { upsertBy }) }, headers });
  const results = ({ body }: Answer) => body['results'] as Record<string, unknown>[];

  test('has a result per item, and what is refused spoils no other', async () => {
    const companyId = aCompany();
    const answer = await bulk(companyId, [{ type: 'individual', lastName: 'One' }, { type: 'business' }]);
    expect(results(answer)).toMatchObject([
      { index: 0, status: 201, customerId: expect.stringMatching(/^cus_/) },
      { index: 1, status: 400, problem: { errors: [{ pointer: '#/items/1/businessName' }] } },
    ]);
  });

  test('upserts by external id or address; who is unchanged costs no write units', async () => {
    const companyId = aCompany();
    const items = [
      {
        type: 'individual',
        lastName: 'One',
        status: 'active',
        externalIds: [{ id: 'C-1' }],
        emails: [{ address: 'One@example.com' }],
      },
      { type: 'individual', lastName: 'Two', externalIds: [{ id: 'C-2' }], phones: [{ number: '+43 664 1234567' }] },
      {
        type: 'individual',
        lastName: 'Stopped',
        externalIds: [{ id: 'C-3' }],
        emails: [{ address: 'stopped@example.com' }],
        doNotContact: { value: true, reason: 'Asked us to' },
      },
    ];
    const first = results(await bulk(companyId, items, 'externalId'));
    expect(first).toMatchObject([{ status: 201 }, { status: 201 }, { status: 201 }]);
    const { result, units } = await unitsOf(() => bulk(companyId, items, 'externalId'));
    expect(results(result)).toMatchObject([
      { status: 200, unchanged: true, customerId: first[0]?.['customerId'] },
      { status: 200, unchanged: true, customerId: first[1]?.['customerId'] },
      { status: 200, unchanged: true, customerId: first[2]?.['customerId'] },
    ]);
    expect(units.write).toBe(0);
    const changed = { type: 'individual', lastName: 'Eins', emails: [{ address: 'one@example.com' }] };
    expect(results(await bulk(companyId, [changed], 'email'))).toMatchObject([
      { status: 200, unchanged: false, customerId: first[0]?.['customerId'] },
    ]);
    // What an item leaves out stays.
    const params = { customerId: String(first[0]?.['customerId']) };
    expect((await call(routes.get, companyId, { params })).body).toMatchObject({ status: 'active', lastName: 'Eins' });
  });

  test('items about one customer are done one after the other, and an address of several is 409', async () => {
    const companyId = aCompany();
    const item = (lastName: string) => ({ type: 'individual', lastName, externalIds: [{ id: 'C-1' }] });
    const answer = await bulk(companyId, [item('One'), item('Two'), item('Three')], 'externalId');
    expect(results(answer)).toMatchObject([{ status: 201 }, { status: 200 }, { status: 200 }]);
    expect(names(await call(routes.list, companyId))).toEqual(['Three']);
    const family = { type: 'individual', lastName: 'Shared', emails: [{ address: 'we@example.com' }] };
    await bulk(companyId, [family, family]);
    expect(results(await bulk(companyId, [family], 'email'))).toMatchObject([{ status: 409 }]);
    expect(results(await bulk(companyId, [{ type: 'individual', lastName: 'None' }], 'email'))).toMatchObject([
      { status: 400 },
    ]);
  });

  test('of 501 is 400', async () => {
    const items = Array.from({ length: 501 }, () => ({ type: 'individual', lastName: 'One' }));
    expectProblem(await bulk(aCompany(), items), 400, 'validation-failed');
  });
});
