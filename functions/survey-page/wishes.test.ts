import { describe, expect, test } from 'vitest';
import { surveyPageRoutes } from '../../shared/answering/survey-page.routes.ts';
import { CreateConsent } from '../../shared/consent/consent.schema.ts';
import { create as writeConsent, currentConsents } from '../../shared/consent/consent.ts';
import { contactPreferences } from '../../shared/contact-preference/contact-preference.ts';
import { CreateContact } from '../../shared/contact/contact.schema.ts';
import { create as createContact, get as getContact } from '../../shared/contact/contact.ts';
import { CreateCustomer } from '../../shared/customer/customer.schema.ts';
import { create, get as getCustomer } from '../../shared/customer/customer.ts';
import { erase } from '../../shared/customer/erase.ts';
import { again, given } from '../../shared/feedback/testing/given.ts';
import { admit } from '../../shared/gate/admit.ts';
import { gate } from '../../shared/gate/gate.ts';
import type { Context } from '../../shared/kernel/context.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { PutLimits } from '../../shared/limits/limits.schema.ts';
import { putLimits } from '../../shared/limits/limits.ts';
import { CreatePolicy } from '../../shared/policy/policy.schema.ts';
import { create as createPolicy } from '../../shared/policy/policy.ts';
import { preferencesUrl } from '../../shared/preference-page/preference-link.ts';
import { preferencePageRoutes } from '../../shared/preference-page/preference-page.routes.ts';
import { type DueParts, runDue } from '../../shared/sending/due.ts';
import { SurveySettings } from '../../shared/survey/survey-settings.schema.ts';
import { surveys } from '../../shared/survey/survey.store.ts';
import { getSurvey, listSurveys } from '../../shared/survey/survey.ts';
import { aDeliveredSurvey, aSurvey, storeSurvey } from '../../shared/survey/testing/given.ts';
import { send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { useSes } from '../../shared/testing/ses.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

const { routes } = preferencePageRoutes;
const ses = useSes();
const [email, other] = ['ana@example.com', 'ana.huber@example.com'];
const headers = { 'content-type': 'application/x-www-form-urlencoded' };
const ONE_CLICK = { 'List-Unsubscribe': 'One-Click' };
const marketing = { email, purpose: 'marketing', channel: 'email' } as const;

const tokenOf = async (ctx: Context, who: Id<'customer'> | Id<'contact'>) =>
  (await preferencesUrl(ctx, who, '')).split('/')[2] ?? '';
const get = (token: string, query: Record<string, string> = {}) =>
  send(handler, routes.showWishes, { params: { token }, query });
const post = (token: string, fields: Record<string, string>, query: Record<string, string> = {}) =>
  send(handler, routes.setWishes, { params: { token }, query, headers, body: new URLSearchParams(fields).toString() });
const stop = (token: string, query: Record<string, string> = {}, fields: Record<string, string> = ONE_CLICK) =>
  send(handler, routes.stop, { params: { token }, query, headers, body: new URLSearchParams(fields).toString() });
const now = (ctx: Context): Context => ({ ...again(ctx), now: new Date() });
/** What the form of a page sends back of what it showed. */
const shownIn = (page: string): string =>
  (/name="shown" value="([^"]*)"/.exec(page)?.[1] ?? '').replaceAll('&amp;', '&');
const yes = (more: object = {}) =>
  CreateConsent.parse({
    purpose: 'marketing',
    channel: 'email',
    state: 'granted',
    basis: 'consent',
    source: 'form',
    textVersion: '7',
    ...more,
  });

/** A customer with two addresses who agreed to advertising by mail and by one number. */
async function aCustomer(more: object = {}, companyId?: string) {
  const ctx = aContext({ now: new Date(Date.now() - 60_000), ...(companyId !== undefined && { companyId }) });
  const body = CreateCustomer.parse({
    type: 'individual',
    lastName: 'Huber',
    emails: [{ address: email }, { address: other }],
    phones: [{ number: '+436641234567' }],
    ...more,
  });
  const { customerId } = await create(again(ctx), { body });
  await writeConsent(again(ctx), { customerId, body: yes() });
  await writeConsent(again(ctx), { customerId, body: yes({ channel: 'phone', number: '+436641234567' }) });
  return { ctx, customerId, token: await tokenOf(ctx, customerId) };
}

routeTests(preferencePageRoutes, handler, {
  showWishes: async (companyId) => ({ params: { token: (await aCustomer({}, companyId)).token } }),
  setWishes: async (companyId) => ({
    params: { token: (await aCustomer({}, companyId)).token },
    headers,
    body: 'frequency=weekly&language=de',
  }),
  showStop: async (companyId) => ({ params: { token: (await aCustomer({}, companyId)).token } }),
  stop: async (companyId) => ({
    params: { token: (await aCustomer({}, companyId)).token },
    headers,
    body: 'List-Unsubscribe=One-Click',
  }),
});

describe('the page of a customer', () => {
  test('shows what holds, no address as a whole, and records nothing, however often it is opened', async () => {
    const { token } = await aCustomer({ preferences: { frequency: 'monthly', accessibility: { needs: ['braille'] } } });
    const { items } = await watchTable(async () => {
      for (let time = 0; time < 3; time++) await get(token);
      await send(handler, routes.showStop, { params: { token }, query: { purpose: 'marketing' } });
    });
    expect(items).toEqual([]);
    const { text, headers: answered } = await get(token, { lang: 'ar' });
    expect(text).toContain('<html lang="ar" dir="rtl">');
    expect(text).not.toContain(email);
    expect(answered['content-security-policy']).toContain("default-src 'none'");
    const english = (await get(token, { lang: 'en' })).text;
    expect(english).toMatch(/value="monthly" checked|checked[^>]*value="monthly"/);
    expect(english).toMatch(/name="may_marketing_email" value="1" checked/);
    // Needs reveal health, and mails are forwarded.
    expect(english).not.toMatch(/name="need_braille"[^>]*checked/);
  });

  test('applies at once what its form says, and nothing that it did not change', async () => {
    const { ctx, customerId, token } = await aCustomer({
      preferences: { accessibility: { needs: ['braille'], note: 'Ring twice' }, contactTime: { from: '09:00' } },
    });
    await putLimits(again(ctx), { body: PutLimits.parse({ topics: [{ name: 'news', label: 'News' }] }) });
    const page = (await get(token, { lang: 'en' })).text;
    const form = { shown: shownIn(page), frequency: 'weekly', may_survey_email: '1', updates: '1' };
    const saved = await post(token, { ...form, method: 'phone', language: 'fr', zone: 'America/New_York' });
    expect([saved.status, saved.text.includes('lang="fr"')]).toEqual([200, true]);
    expect((await getCustomer(again(ctx), { customerId })).preferences).toEqual({
      frequency: 'weekly',
      preferredMethod: 'phone',
      language: 'fr',
      timeZone: 'America/New_York',
      topics: { news: false },
      accessibility: { needs: ['braille'], note: 'Ring twice' },
      contactTime: { from: '09:00' },
    });
    const held = await currentConsents(now(ctx), { customerId });
    expect(held.map(({ purpose, channel, state }) => `${purpose} ${channel} ${state}`)).toEqual([
      'marketing email withdrawn',
      'marketing phone withdrawn',
    ]);
    expect(await gate(now(ctx), marketing)).toMatchObject({ reason: 'opted_out' });
    await post(token, { needs: '1', need_captions: '1' });
    expect((await getCustomer(again(ctx), { customerId })).preferences?.accessibility).toEqual({
      needs: ['captions'],
      note: 'Ring twice',
    });
  });

  test('grants advertising by mail, with what shows it, and no call: its link proves a mailbox, not a number', async () => {
    const { ctx, customerId, token } = await aCustomer();
    await stop(token, { purpose: 'marketing' });
    await post(token, { may_marketing_phone: '', may_marketing_email: '1' });
    expect(await gate(now(ctx), marketing)).toBeUndefined();
    expect((await post(token, { may_marketing_phone: '1' })).status).toBe(400);
    const held = await currentConsents(now(ctx), { customerId });
    expect(held).toMatchObject([
      { channel: 'email', state: 'granted' },
      { channel: 'phone', state: 'withdrawn' },
    ]);
  });

  test('that was opened before somebody unsubscribed does not take that back', async () => {
    const { ctx, token } = await aCustomer();
    const shown = shownIn((await get(token)).text);
    await stop(token);
    const form = { shown, frequency: 'all', may_marketing_email: '1', may_marketing_phone: '1', may_survey_email: '1' };
    await post(token, { ...form, updates: '1', language: 'de' });
    expect(await gate(now(ctx), marketing)).toMatchObject({ reason: 'opted_out' });
    expect(await gate(now(ctx), { ...marketing, purpose: 'survey' })).toMatchObject({ reason: 'opted_out' });
  });

  test('pauses all addresses, stops them with one button, and takes that back', async () => {
    const { ctx, token } = await aCustomer();
    const reasons = async () =>
      Promise.all([email, other].map(async (to) => (await gate(now(ctx), { ...marketing, email: to }))?.rule));
    await post(token, { frequency: 'pause' });
    expect(await reasons()).toEqual(['the person asked for a pause', 'the person asked for a pause']);
    expect((await post(token, { stop: 'all' })).text).toContain('You are unsubscribed');
    expect(await reasons()).toEqual(['the person unsubscribed', 'the person unsubscribed']);
    expect((await post(token, { undo: '1' })).text).toContain('Welcome back');
    expect(await reasons()).toEqual([undefined, undefined]);
  });

  test('asks for the newest version of the policy, which lets advertising pass from the answer on', async () => {
    const { ctx, customerId, token } = await aCustomer();
    const policy = { policyVersion: 'v2', title: 'Data', languages: { en: 'Two years.' }, required: true };
    await createPolicy(again(ctx), { body: CreatePolicy.parse(policy) });
    expect(await gate(now(ctx), marketing)).toMatchObject({ reason: 'policy_not_acknowledged' });
    expect((await get(token, { lang: 'en' })).text).toContain('I have read this');
    expect((await post(token, { acknowledge: 'v1' })).status).toBe(400);
    await post(token, { acknowledge: 'v2' });
    expect(await gate(now(ctx), marketing)).toBeUndefined();
    expect((await getCustomer(again(ctx), { customerId })).acknowledgements).toMatchObject([
      { policyVersion: 'v2', source: 'preference page' },
    ]);
    expect((await get(token, { lang: 'en' })).text).toContain('that you have read this');
  });

  test.each([
    [{ frequency: 'hourly' }],
    [{ zone: 'Mars/Olympus' }],
    [{ language: '<b>' }],
    [{ method: 'pigeon' }],
    [{ topic_unknown: '1' }],
    [{ may_service_email: '1' }],
    [{ may_sale_of_data_email: '1' }],
    [{ acknowledge: 'v9' }],
    [{ needs: '1', need_gold: '1' }],
    [{ shown: 'frequency=%E0%A4%A' }],
  ])('refuses %o, and writes nothing of the form', async (wrong) => {
    const { token } = await aCustomer();
    const { items } = await watchTable(async () => {
      expect((await post(token, { may_marketing_email: '', ...wrong })).status).toBe(400);
    });
    expect(items).toEqual([]);
  });

  test('mails the link to what the person has said under all their names, which a lasting link does not open', async () => {
    const { ctx, token } = await aCustomer({ externalIds: [{ id: 'C-1' }] });
    await given(ctx, { customerId: 'C-1', comments: 'Said in the shop' });
    await given(ctx, { contact: { email: other }, comments: 'Said by mail' });
    expect((await post(token, { send: 'link' })).text).toContain('on its way to a…@example.com');
    const link = /\/s\/([\w-]{76})\/me/.exec(ses.sent[0]?.Content.Simple.Body.Text.Data ?? '')?.[1] ?? '';
    const own = (of: string) => send(handler, surveyPageRoutes.routes.showOwn, { params: { token: of } });
    const { text } = await own(link);
    expect([text.includes('Said in the shop'), text.includes('Said by mail')]).toEqual([true, true]);
    expect((await own(token)).text).not.toContain('Said');
    const erased = await send(handler, surveyPageRoutes.routes.eraseOwn, {
      params: { token: link },
      headers,
      body: 'erase=yes',
    });
    expect(erased.text).toMatch(/reference: dsr_/);
  });

  test('is, for a tampered link, one of another purpose or of who is erased, the one page of every bad link', async () => {
    const { ctx, customerId, token } = await aCustomer();
    const { tokens } = await aDeliveredSurvey(ctx);
    const tampered = token.replace(/.(?=.{5}$)/, (sign) => (sign === 'A' ? 'B' : 'A'));
    const bad = [await get(tampered), await post(tampered, { frequency: 'none' }), await stop(tokens.unsubscribe)];
    await erase(again(ctx), { customerId });
    bad.push(await get(token), await post(token, { frequency: 'none' }), await stop(token));
    expect(bad.map(({ status }) => status)).toEqual(bad.map(() => 404));
    expect(new Set(bad.map(({ text }) => text)).size).toBe(1);
  });
});

test('a survey’s page of preferences is the same page, of the customer who was asked', async () => {
  const { ctx } = await aCustomer();
  const { tokens } = await aDeliveredSurvey(ctx);
  const { routes: ofSurvey } = surveyPageRoutes;
  const shown = await send(handler, ofSurvey.showPreferences, { params: { token: tokens.preferences } });
  expect(shown.text).toContain('name="may_marketing_email"');
  const form = new URLSearchParams({ shown: shownIn(shown.text), frequency: 'all', may_survey_email: '1' }).toString();
  await send(handler, ofSurvey.setPreferences, { params: { token: tokens.preferences }, headers, body: form });
  expect(await gate(now(ctx), marketing)).toMatchObject({ reason: 'opted_out' });
});

test('a contact of a business has the page without consents; unsubscribing stops all their mail', async () => {
  const ctx = aContext();
  const body = CreateContact.parse({ lastName: 'Maier', emails: [{ address: 'maier@example.com' }] });
  const { contactId } = await createContact(again(ctx), { body });
  const token = await tokenOf(ctx, contactId);
  const { text } = await get(token, { lang: 'en' });
  expect([text.includes('name="zone"'), text.includes('name="may_')]).toEqual([true, false]);
  await post(token, { zone: 'Europe/Paris' });
  expect((await getContact(again(ctx), { contactId })).preferences).toEqual({ timeZone: 'Europe/Paris' });
  expect((await stop(token, { purpose: 'marketing' })).text).toContain('writes nothing to m…@example.com');
  expect(await contactPreferences(now(ctx), 'maier@example.com')).toMatchObject({ optedOut: true });
});

describe('unsubscribing with one click (RFC 8058)', () => {
  test('Unsubscribe POST at t: a send claimed at t+1 ms is refused; the mail already `sending` is allowed and listed', async () => {
    const { ctx, token } = await aCustomer();
    const sent: string[] = [];
    const rules = { surveys: SurveySettings.parse({}), timeZone: 'UTC', dayBoundary: '00:00' };
    const parts: DueParts = {
      mailer: async (_, { surveyId }) => ({ messageId: `m-${sent.push(surveyId)}` }),
      rules: async () => rules,
      isActive: async () => true,
      pace: async () => undefined,
    };
    const waiting = [aSurvey(ctx, email), aSurvey(ctx, other)];
    const going = aSurvey(ctx, email, { status: 'sending', dueKind: 'settle' });
    for (const survey of [...waiting, going]) await storeSurvey(ctx, survey);
    const claim = (to: string) => admit(later(), { ...marketing, email: to, id: 'm1', timeZone: 'UTC' });
    const later = (): Context => ({ ...again(ctx), now: new Date(Date.now() + 1) });
    expect(await claim(email)).toHaveProperty('writes');
    expect((await stop(token)).status).toBe(200);
    for (const to of [email, other]) expect(await claim(to)).toMatchObject({ refusal: { reason: 'opted_out' } });
    for (const { surveyId } of waiting) {
      await runDue(parts, later(), await getSurvey(ctx, surveyId));
      expect(await surveys.find(ctx, surveyId)).toMatchObject({ status: 'opted_out' });
    }
    expect(sent).toEqual([]);
    const { items } = await listSurveys(later(), { status: 'sending', limit: 10 });
    expect(items).toMatchObject([{ surveyId: going.surveyId, status: 'sending' }]);
  });

  test('of a purpose ends that one alone, once, and undone is as it was before, with its text', async () => {
    const { ctx, customerId, token } = await aCustomer();
    for (let time = 0; time < 2; time++) await stop(token, { purpose: 'marketing' });
    expect(await gate(now(ctx), marketing)).toMatchObject({ rule: 'marketing by email withdrawn' });
    expect(await gate(now(ctx), { ...marketing, purpose: 'survey' })).toBeUndefined();
    await stop(token, { purpose: 'marketing' }, { undo: '1' });
    const held = await currentConsents(now(ctx), { customerId });
    expect(held).toMatchObject([{ channel: 'email', state: 'granted' }, { channel: 'phone' }]);
    expect(await gate(now(ctx), marketing)).toBeUndefined();
  });

  test('of a topic keeps every other mail; one that is not defined, and a service, are refused', async () => {
    const { ctx, customerId, token } = await aCustomer();
    await putLimits(again(ctx), { body: PutLimits.parse({ topics: [{ name: 'news', label: 'News' }] }) });
    const shown = await send(handler, routes.showStop, { params: { token }, query: { topic: 'news', lang: 'en' } });
    expect(shown.text).toContain('This ends: News.');
    await stop(token, { topic: 'news' });
    expect((await getCustomer(again(ctx), { customerId })).preferences?.topics).toEqual({ news: false });
    expect(await gate(now(ctx), marketing)).toBeUndefined();
    const claim = (topic: string) => admit(now(ctx), { ...marketing, topic, id: topic, timeZone: 'UTC' });
    expect(await claim('news')).toMatchObject({ refusal: { reason: 'opted_out', rule: 'topics.news=false' } });
    expect(await claim('service')).toHaveProperty('writes');
    for (const query of [{ topic: 'gold' }, { purpose: 'gold' }, { purpose: 'service' }] as Record<string, string>[])
      expect((await stop(token, query)).status).toBe(400);
    expect((await stop(token, {}, { other: '1' })).status).toBe(400);
    expect(await gate(now(ctx), marketing)).toBeUndefined();
  });
});
