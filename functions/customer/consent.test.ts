import { describe, expect, test } from 'vitest';
import { historyOf } from '../../shared/audit/audit.ts';
import { currentConsents } from '../../shared/consent/consent.ts';
import { setAddress } from '../../shared/contact-preference/contact-preference.ts';
import { consentEvents } from '../../shared/consent/consent.events.ts';
import { consentRoutes } from '../../shared/consent/consent.routes.ts';
import { crmSettingsRoutes } from '../../shared/crm-settings/crm-settings.routes.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { gate } from '../../shared/gate/gate.ts';
import { audited } from '../../shared/testing/audited.ts';
import { type Answer, expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

const { routes } = consentRoutes;
const given = { purpose: 'marketing', channel: 'email', state: 'granted', basis: 'consent', source: 'web form' };
const granted = { ...given, textVersion: '2026-1' };
const withdrawn = { ...given, state: 'withdrawn' };
const [one, other] = ['+436641234567', '+436647654321'];

const aCustomer = async (companyId: string, body: object = {}) => {
  const customer = { type: 'individual', lastName: 'Huber', phones: [{ number: one }, { number: other }], ...body };
  const made = await send(handler, customerRoutes.routes.create, { companyId, body: customer });
  return { companyId, params: { customerId: String(made.body['customerId']) } };
};
type Of = Awaited<ReturnType<typeof aCustomer>>;
const write = (of: Of, body: object) => send(handler, routes.create, { ...of, body });
const read = (of: Of, query: Record<string, string> = {}) => send(handler, routes.list, { ...of, query });
const ago = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
const current = ({ body }: Answer) => body['current'] as { state: string; number?: string }[];
const entries = ({ body }: Answer) => (body['ledger'] as { items: { state: string; at: string }[] }).items;

routeTests(consentRoutes, handler, {
  list: async (companyId) => {
    const of = await aCustomer(companyId);
    await write(of, granted);
    return { params: of.params };
  },
  create: async (companyId) => ({
    params: (await aCustomer(companyId)).params,
    body: { ...granted, channel: 'sms', number: one, evidence: 'Folder 7', at: ago(2), expiresAt: ago(1) },
  }),
  ask: async (companyId) => ({
    params: (await aCustomer(companyId, { emails: [{ address: 'ana@example.com' }] })).params,
    body: { channel: 'email', purpose: 'marketing', address: 'ana@example.com', textVersion: '2026-1' },
  }),
  putPreferences: async (companyId) => ({
    params: (await aCustomer(companyId)).params,
    body: { preferredMethod: 'email', frequency: 'weekly', topics: { news: true } },
  }),
  putDoNotContact: async (companyId) => ({
    params: (await aCustomer(companyId)).params,
    body: { value: true, reason: 'Asked by telephone' },
  }),
  mayContact: async (companyId) => ({
    params: (await aCustomer(companyId)).params,
    query: { channel: 'phone', purpose: 'marketing', number: one },
  }),
});

describe('the ledger of consents', () => {
  test('consent as-of the day before a withdrawal is granted', async () => {
    const of = await aCustomer(aCompany());
    expect((await write(of, { ...granted, at: ago(10) })).status).toBe(201);
    await write(of, { ...withdrawn, at: ago(3) });
    expect(current(await read(of))).toMatchObject([{ purpose: 'marketing', state: 'withdrawn' }]);
    const before = await read(of, { at: ago(4) });
    expect(current(before)).toMatchObject([{ state: 'granted', basis: 'consent' }]);
    expect(entries(before)).toHaveLength(1);
    expect(current(await read(of, { at: ago(11) }))).toEqual([]);
  });

  test('lies in the order of what happened, not of what was written down, and is read page by page', async () => {
    const of = await aCustomer(aCompany());
    await write(of, { ...withdrawn, at: ago(1) });
    await write(of, { ...granted, at: ago(9) });
    await write(of, { ...given, state: 'denied', at: ago(5) });
    expect(entries(await read(of)).map(({ state }) => state)).toEqual(['withdrawn', 'denied', 'granted']);
    expect(current(await read(of))).toMatchObject([{ state: 'withdrawn' }]);
    const first = await read(of, { limit: '2' });
    const { nextCursor } = first.body['ledger'] as { nextCursor: string };
    const second = await read(of, { limit: '2', cursor: nextCursor });
    expect([...entries(first), ...entries(second)].map(({ state }) => state)).toEqual([
      'withdrawn',
      'denied',
      'granted',
    ]);
    expect(second.body['ledger']).toMatchObject({ nextCursor: null });
    expect(current(second)).toEqual(current(first));
  });

  test('a grant ends when it expires', async () => {
    const of = await aCustomer(aCompany());
    const expiresAt = ago(2);
    await write(of, { ...granted, at: ago(9), expiresAt });
    expect(current(await read(of))).toMatchObject([{ state: 'expired', since: expiresAt }]);
    expect(current(await read(of, { at: ago(3) }))).toMatchObject([{ state: 'granted', expiresAt }]);
  });

  test('a number has a consent of its own, and a withdrawal without a number is about all of them', async () => {
    const of = await aCustomer(aCompany());
    const call = { ...granted, channel: 'phone' };
    await write(of, { ...call, number: one, at: ago(9) });
    await write(of, { ...withdrawn, channel: 'phone', at: ago(5) });
    await write(of, { ...call, number: '+43 664 7654321', at: ago(2) });
    const states = (answer: Answer) => current(answer).map(({ number, state }) => [number, state]);
    expect(states(await read(of, { at: ago(6) }))).toEqual([[one, 'granted']]);
    expect(states(await read(of))).toEqual([
      [undefined, 'withdrawn'],
      [other, 'granted'],
    ]);
  });

  test.each([
    ['granting consent in the future', { ...granted, at: new Date(Date.now() + 60_000).toISOString() }, '#/at'],
    [
      'legitimate_interest for sale_of_data',
      { ...granted, purpose: 'sale_of_data', basis: 'legitimate_interest' },
      '#/basis',
    ],
    ['expiry before grant', { ...granted, at: ago(1), expiresAt: ago(2) }, '#/expiresAt'],
    ['expiry as of now', { ...granted, expiresAt: ago(0) }, '#/expiresAt'],
    ['an expiry of a withdrawal', { ...withdrawn, expiresAt: '2999-01-01T00:00:00.000Z' }, '#/expiresAt'],
    ['a consent to no text', given, '#/textVersion'],
    ['a consent to calls without a number', { ...granted, channel: 'phone' }, '#/number'],
    ['a number for mail', { ...granted, number: one }, '#/number'],
    ['a number of somebody else', { ...granted, channel: 'sms', number: '+436640000000' }, '#/number'],
    ['no number', { ...granted, channel: 'sms', number: 'abc' }, '#/number'],
    ['an unknown purpose', { ...granted, purpose: 'fun' }, '#/purpose'],
    ['a day that is none', { ...granted, at: '2026-02-30T00:00:00Z' }, '#/at'],
  ])('refuses %s, and writes nothing', async (_, body, pointer) => {
    const of = await aCustomer(aCompany());
    const answer = await write(of, body);
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toContainEqual(expect.objectContaining({ pointer }));
    expect(entries(await read(of))).toEqual([]);
  });

  test('takes a national number where the settings name a country', async () => {
    const companyId = aCompany();
    await send(handler, crmSettingsRoutes.routes.putSettings, { companyId, body: { defaultCountry: 'AT' } });
    const of = await aCustomer(companyId);
    const { body } = await write(of, { ...granted, channel: 'sms', number: '0664 1234567' });
    expect(body).toMatchObject({ number: one });
  });

  test('tells of an entry without its number, source or evidence, in events and in the audit', async () => {
    const ctx = aContext();
    const of = await aCustomer(ctx.companyId);
    const entry = { ...granted, channel: 'sms', number: one, source: 'at the fair', evidence: 'Folder 7' };
    const { result: made, items } = await watchTable(() => audited(ctx, () => write(of, entry)));
    const told = items
      .filter(({ __edb_e__ }) => __edb_e__ === 'consent')
      .flatMap((after) => consentEvents.eventsOf({ after }));
    const { purpose, channel, state } = entry;
    const detail = { ...of.params, consentId: made.body['consentId'], purpose, channel, state };
    expect(told).toMatchObject([{ type: 'ConsentChanged', detail }]);
    const audit = (await historyOf(ctx, String(made.body['consentId']), { limit: 10 })).items;
    expect(audit).toMatchObject([{ action: 'ConsentChanged', version: 1 }]);
    expect(JSON.stringify([told, audit])).not.toMatch(/1234567|fair|Folder/);
  });

  test('shows numbers to who may see how to reach a customer alone, also in an answer that is repeated', async () => {
    const of = await aCustomer(aCompany());
    const request = { ...of, body: { ...granted, channel: 'sms', number: one }, headers: { 'idempotency-key': 'k' } };
    const by = (scope: string) => ({ ...request, userId: 'm-1', scope });
    const full = await send(handler, routes.create, by('consent:write customers:contact'));
    expect(full.body).toMatchObject({ number: one });
    const again = await send(handler, routes.create, by('consent:write'));
    expect(again.body).toEqual({ ...full.body, number: '***67' });
    expect(again.headers['idempotency-replayed']).toBe('true');
    const analyst = await send(handler, routes.list, { ...of, role: 'analyst' });
    expect(analyst.text).not.toContain('1234567');
    expect(current(analyst)).toMatchObject([{ number: '***67' }]);
    expect(entries(await read(of))).toMatchObject([{ number: one }]);
  });

  test('is erased with its customer, and nothing is written for one who is gone', async () => {
    const of = await aCustomer(aCompany());
    const { items } = await watchTable(async () => {
      await write(of, { ...granted, channel: 'sms', number: one, evidence: 'Folder 7' });
      await send(handler, customerRoutes.routes.erase, of);
    });
    expect(items.filter(({ __edb_e__ }) => __edb_e__ === 'consent')).toHaveLength(1);
    const ctx = aContext({ companyId: of.companyId });
    expect(await currentConsents(ctx, of.params as never)).toEqual([]);
    expectProblem(await write(of, granted), 404, 'not-found');
    expectProblem(await read(of), 404, 'not-found');
  });
});

describe('whether a customer may be contacted', () => {
  const email = 'anna.huber@example.com';
  const emails = [{ address: email }];
  const toAsk = { purpose: 'survey', channel: 'email' } as const;
  const asked = async (of: Of, query: Record<string, string>) =>
    (await send(handler, routes.mayContact, { ...of, query: { purpose: 'marketing', ...query } })).body;

  test('a call to a number without consent, on a customer with another consented number → refused for the first, allowed for the second', async () => {
    const of = await aCustomer(aCompany(), { phones: [{ number: one }, { number: other, consentToCall: true }] });
    const byPhone = (number: string) => asked(of, { channel: 'phone', number });
    expect(await byPhone(one)).toMatchObject({ allowed: false, reason: 'call_consent_missing' });
    expect(await byPhone(other)).toMatchObject({ allowed: true });
    expect(await asked(of, { channel: 'phone' })).toMatchObject({ allowed: true });
    await write(of, { ...withdrawn, channel: 'phone' });
    expect(await byPhone(other)).toMatchObject({ allowed: false, reason: 'opted_out' });
    await write(of, { ...granted, channel: 'phone', number: one });
    expect(await byPhone(one)).toMatchObject({ allowed: true });
  });

  test('reasons come in their order, those that last longest first, and say by which rule', async () => {
    const ctx = aContext();
    const of = await aCustomer(ctx.companyId);
    const byMail = async () => {
      const { reason, rule, allowed } = await asked(of, { channel: 'email' });
      return allowed === true ? 'allowed' : `${String(reason)}: ${String(rule)}`;
    };
    const tell = (facts: object) => setAddress(ctx, email, facts, new Date().toISOString());
    expect(await byMail()).toMatch(/^no_address/);
    await send(handler, customerRoutes.routes.edit, { ...of, body: { emails } });
    expect(await byMail()).toBe('no_consent: marketing by email not granted');
    await write(of, { ...granted, at: ago(9), expiresAt: ago(8) });
    expect(await byMail()).toBe('no_consent: marketing by email expired');
    await write(of, { ...granted, at: ago(7) });
    expect(await byMail()).toBe('allowed');
    await tell({ bounced: true });
    expect(await byMail()).toMatch(/^bounced_address/);
    await tell({ complained: true });
    expect(await byMail()).toMatch(/^complained/);
    await write(of, { ...withdrawn, at: ago(6) });
    expect(await byMail()).toBe('opted_out: marketing by email withdrawn');
    await send(handler, routes.putDoNotContact, { ...of, body: { value: true } });
    expect(await byMail()).toBe('do_not_contact: doNotContact=true');
    await send(handler, routes.putDoNotContact, { ...of, body: { value: false } });
    expect(await byMail()).toBe('opted_out: marketing by email withdrawn');
    expect(await asked(of, { channel: 'email', at: ago(6.5) })).toMatchObject({ reason: 'complained' });
  });

  test('a service needs no consent, and nobody is asked who opted out one second before', async () => {
    const ctx = aContext();
    const of = await aCustomer(ctx.companyId, { emails });
    const service = () => asked(of, { channel: 'email', purpose: 'service' });
    expect(await service()).toMatchObject({ allowed: true });
    await setAddress(ctx, email, { optedOut: true }, new Date(Date.now() - 1_000).toISOString());
    for (const purpose of ['service', 'survey', 'marketing'])
      expect(await asked(of, { channel: 'email', purpose })).toMatchObject({ allowed: false, reason: 'opted_out' });
  });

  test('a doNotContact customer is stopped at every address and number, for every sender that asks the gate', async () => {
    const ctx = aContext();
    const of = await aCustomer(ctx.companyId, { emails });
    expect(await gate(ctx, { ...toAsk, email })).toBeUndefined();
    const { body } = await send(handler, routes.putDoNotContact, { ...of, body: { value: true, reason: 'Asked' } });
    expect(body).toMatchObject({ value: true, reason: 'Asked', at: expect.any(String) });
    for (const address of [email, one, other])
      expect(await gate(ctx, { ...toAsk, email: address })).toMatchObject({ reason: 'do_not_contact' });
  });

  test('who denied surveys by mail gets none, and who agrees later does', async () => {
    const ctx = aContext();
    const of = await aCustomer(ctx.companyId, { emails });
    const survey = { ...withdrawn, purpose: 'survey' };
    await write(of, { ...survey, at: ago(3) });
    expect(await gate(ctx, { ...toAsk, email })).toMatchObject({ reason: 'opted_out' });
    await write(of, { ...granted, purpose: 'survey', at: ago(2) });
    expect(await gate(ctx, { ...toAsk, email, consentRequired: true })).toBeUndefined();
    // What is written down late of earlier days changes nothing.
    await write(of, { ...survey, at: ago(4) });
    expect(await gate(ctx, { ...toAsk, email, consentRequired: true })).toBeUndefined();
  });

  test('Export → erase → import of the same address: still suppressed (by fingerprint).', async () => {
    const companyId = aCompany();
    const of = await aCustomer(companyId, { emails });
    await write(of, { ...granted, at: ago(3) });
    await write(of, { ...withdrawn, at: ago(2) });
    await write(of, { ...granted, channel: 'sms', number: other, at: ago(2) });
    await write(of, { ...withdrawn, channel: 'sms', number: one });
    await send(handler, customerRoutes.routes.erase, of);
    const phones = [one, other].map((number) => ({ number, consentToCall: true }));
    const again = await aCustomer(companyId, { emails, phones });
    expect(await asked(again, { channel: 'email' })).toMatchObject({ allowed: false, reason: 'opted_out' });
    expect(await asked(again, { channel: 'sms', number: one })).toMatchObject({ allowed: false, reason: 'opted_out' });
    expect(await asked(again, { channel: 'sms', number: other })).toMatchObject({ allowed: true });
  });

  test('the channel is the preferred one where it is permitted; who needs a relay of text is not called', async () => {
    const of = await aCustomer(aCompany(), { emails, phones: [{ number: one, consentToCall: true }] });
    const choice = async () => (await asked(of, { channel: 'email', purpose: 'service' }))['channelChoice'];
    const prefer = (body: object) => send(handler, routes.putPreferences, { ...of, body });
    expect(await choice()).toMatchObject({ channel: 'email' });
    expect((await prefer({ preferredMethod: 'phone' })).body).toEqual({ preferredMethod: 'phone' });
    expect(await choice()).toEqual({ channel: 'phone', reason: 'preferred' });
    await prefer({ preferredMethod: 'phone', accessibility: { needs: ['text_relay'] } });
    expect(await choice()).toMatchObject({ channel: 'email' });
    await prefer({ preferredMethod: 'mail' });
    expect(await choice()).toMatchObject({ channel: 'email' });
  });

  test('who may not see accessibility neither sees nor removes it by replacing preferences', async () => {
    const of = await aCustomer(aCompany(), { preferences: { accessibility: { needs: ['braille'] } } });
    const answer = await send(handler, routes.putPreferences, { ...of, body: { frequency: 'none' }, role: 'agent' });
    expect(answer.body).toEqual({ frequency: 'none' });
    const { body } = await send(handler, customerRoutes.routes.get, of);
    expect(body['preferences']).toEqual({ frequency: 'none', accessibility: { needs: ['braille'] } });
  });

  test.each([
    ['a number of somebody else', { channel: 'phone', number: '+436640000000' }],
    ['a number for mail', { channel: 'email', number: one }],
  ])('refuses to ask about %s', async (_, query) => {
    const of = await aCustomer(aCompany());
    const answer = await send(handler, routes.mayContact, { ...of, query: { purpose: 'marketing', ...query } });
    expectProblem(answer, 400, 'validation-failed');
  });
});
