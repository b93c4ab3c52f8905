import { expect, test } from 'vitest';
import { agree } from '../../shared/consent/agree.ts';
import { mailQuestion } from '../../shared/consent/ask-mail.ts';
import { ask } from '../../shared/consent/ask.ts';
import { setContactPreferences } from '../../shared/consent/address-news.ts';
import { consentUrlOf } from '../../shared/consent/consent-link.ts';
import { AskConsent, CreateConsent } from '../../shared/consent/consent.schema.ts';
import { create as writeConsent, currentConsents, list } from '../../shared/consent/consent.ts';
import { contactPreferences } from '../../shared/contact-preference/contact-preference.ts';
import { CreateCustomer, EditCustomer } from '../../shared/customer/customer.schema.ts';
import { create, edit, putDoNotContact, remove } from '../../shared/customer/customer.ts';
import { erase } from '../../shared/customer/erase.ts';
import { again } from '../../shared/feedback/testing/given.ts';
import { gate } from '../../shared/gate/gate.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { addressPageRoutes } from '../../shared/outside-address/address-page.routes.ts';
import { decisions } from '../../shared/survey/survey.ts';
import { send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { useSes } from '../../shared/testing/ses.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

const { routes } = addressPageRoutes;
const ses = useSes();
const DAY = 86_400_000;
const email = 'ana@example.com';
const render = ({ url }: { url: string }) => ({ subject: 'Confirm', html: '<p></p>', text: url });
const headers = { 'content-type': 'application/x-www-form-urlencoded' };
const get = (token: string) => send(handler, routes.showAddress, { params: { token } });
const post = (token: string, body = 'confirm=1') =>
  send(handler, routes.setAddress, { params: { token }, headers, body });
const marketing = { email, purpose: 'marketing', channel: 'email' } as const;

const aCustomer = async (ctx: Context, more: object = {}) =>
  create(again(ctx), {
    body: CreateCustomer.parse({ type: 'individual', lastName: 'Huber', emails: [{ address: email }], ...more }),
  });

/** A customer who was asked, with the token of the mail. */
async function asked({
  purpose = 'marketing',
  ...more
}: { purpose?: string; before?: (ctx: Context, customerId: never) => Promise<unknown> } = {}) {
  const ctx = aContext();
  const { customerId } = await aCustomer(ctx);
  await more.before?.(ctx, customerId as never);
  return { ctx, customerId, ...(await question(ctx, customerId, purpose)) };
}
async function question(
  ctx: Context,
  customerId: Awaited<ReturnType<typeof aCustomer>>['customerId'],
  purpose = 'marketing',
) {
  const body = AskConsent.parse({ channel: 'email', purpose, address: email.toUpperCase() });
  const { body: entry } = await ask(again(ctx), { customerId, body });
  const url = await consentUrlOf(ctx, '', { consentId: entry.consentId, endsAt: entry.expiresAt });
  return { entry, token: url.split('/')[2] ?? '' };
}

routeTests(addressPageRoutes, handler, {
  showAddress: async (companyId) => {
    const ctx = aContext({ companyId });
    return { params: { token: (await question(ctx, (await aCustomer(ctx)).customerId)).token } };
  },
  setAddress: async (companyId) => {
    const ctx = aContext({ companyId });
    return {
      params: { token: (await question(ctx, (await aCustomer(ctx)).customerId)).token },
      headers,
      body: 'confirm=1',
    };
  },
});

test('until it is confirmed `pending` counts as no; a GET records nothing, a POST grants, with what shows it', async () => {
  const { ctx, customerId, token, entry } = await asked();
  expect(await currentConsents(again(ctx), { customerId })).toMatchObject([{ purpose: 'marketing', state: 'pending' }]);
  expect(await gate(again(ctx), marketing)).toMatchObject({ reason: 'no_consent', rule: 'marketing by email pending' });
  const { items } = await watchTable(async () => {
    for (let time = 0; time < 3; time++) expect((await get(token)).text).toContain('Yes, I agree');
  });
  expect(items).toEqual([]);
  expect((await post(token)).text).toContain('Confirmed');
  const then = { ...again(ctx), now: new Date() };
  expect(await gate(then, marketing)).toBeUndefined();
  const { ledger } = await list(then, { customerId, limit: 10 });
  expect(ledger.items).toMatchObject([
    { state: 'granted', source: 'double opt-in', textVersion: 'double-opt-in-1' },
    { state: 'pending' },
  ]);
  expect(ledger.items[0]?.evidence).toContain(entry.at);
  expect(ledger.items[0]?.evidence).toContain('a…@example.com');
});

test('the link is used once with one effect, however often and at once its button is pressed, also after a withdrawal', async () => {
  const { ctx, customerId, token, entry } = await asked();
  const all = await Promise.all([1, 2, 3, 4].map(() => post(token)));
  expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const grants = async () =>
    (await list(again(ctx), { customerId, limit: 20 })).ledger.items.filter(({ state }) => state === 'granted').length;
  expect(await grants()).toBe(1);
  expect((await get(token)).text).toContain('Confirmed');
  await writeConsent(
    { ...again(ctx), now: new Date() },
    {
      customerId,
      body: CreateConsent.parse({
        purpose: 'marketing',
        channel: 'email',
        state: 'withdrawn',
        basis: 'consent',
        source: 'phone',
      }),
    },
  );
  expect((await post(token)).status).toBe(404);
  expect(await agree({ ...again(ctx), now: new Date() }, entry.consentId)).toBeUndefined();
  expect(await grants()).toBe(1);
});

test('a link that is unknown, over, revoked, or of who is gone is the one identical 404', async () => {
  const pages: string[] = [];
  const gone = async (of: { token: string }): Promise<void> => {
    for (const { status, text } of [await get(of.token), await post(of.token)]) {
      expect(status).toBe(404);
      pages.push(text);
    }
  };
  const over = await asked();
  const later = { ...again(over.ctx), now: new Date(over.ctx.now.getTime() + 7 * DAY) };
  expect(await agree(later, over.entry.consentId)).toBeUndefined();
  expect(await currentConsents(later, { customerId: over.customerId })).toEqual([]);
  await gone({ token: over.token.replace(/.(?=.{5}$)/, (sign) => (sign === 'A' ? 'B' : 'A')) });
  const expired = aContext({ companyId: over.ctx.companyId, now: new Date(Date.now() - 8 * DAY) });
  await gone(await question(expired, over.customerId));
  const revoked = await asked();
  await writeConsent(again(revoked.ctx), {
    customerId: revoked.customerId,
    body: CreateConsent.parse({
      purpose: 'marketing',
      channel: 'email',
      state: 'denied',
      basis: 'consent',
      source: 'x',
    }),
  });
  await gone(revoked);
  const moved = await asked();
  await edit(again(moved.ctx), {
    customerId: moved.customerId,
    body: EditCustomer.parse({ emails: [{ address: 'new@example.com' }] }),
  });
  await gone(moved);
  const deleted = await asked();
  await remove(again(deleted.ctx), deleted);
  await gone(deleted);
  const erased = await asked();
  await erase(again(erased.ctx), erased);
  await gone(erased);
  expect(new Set(pages).size).toBe(1);
});

test('the mail goes to who wants no mail, within the hour alone, and to nobody whose mail came back', async () => {
  const { ctx, entry, customerId } = await asked({
    before: (of, id) => putDoNotContact(again(of), { customerId: id, body: { value: true } }),
  });
  const late = { ...again(ctx), now: new Date(ctx.now.getTime() + 3_600_001) };
  await mailQuestion(late, entry, render);
  expect(ses.sent).toEqual([]);
  const [decision] = (await decisions(again(ctx), { customerId, limit: 10 })).items;
  expect(decision).toMatchObject({ kind: 'confirmation', reason: 'do_not_contact', sent: false });
  for (let time = 0; time < 2; time++) await mailQuestion(again(ctx), entry, render);
  expect(ses.sent).toHaveLength(1);
  // Agreeing does not undo what stops every sender.
  expect(await agree(again(ctx), entry.consentId)).toMatchObject({ agreedAt: ctx.now.toISOString() });
  expect(await gate(again(ctx), marketing)).toMatchObject({ reason: 'do_not_contact' });
  await setContactPreferences(again(ctx), { email, bounced: true });
  await expect(question(ctx, customerId)).rejects.toMatchObject({
    code: 'message-refused',
    decision: { reason: 'bounced_address' },
  });
});

test('an address is asked three times within a day at most, whoever asks and however many do at once', async () => {
  const ctx = aContext();
  const [one, other] = [await aCustomer(ctx), await aCustomer(ctx)];
  const all = await Promise.allSettled(
    [one, other, one, other, one].map(({ customerId }) => question(ctx, customerId)),
  );
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  const refused = all.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
  expect(refused.reason).toMatchObject({ code: 'too-many-requests', headers: { 'retry-after': String(86_400) } });
  const tomorrow = { ...again(ctx), now: new Date(ctx.now.getTime() + DAY) };
  expect(await question(tomorrow, one.customerId)).toMatchObject({ entry: { state: 'pending' } });
});

test('a question does not take back what the person has granted, and stands behind no that they said', async () => {
  const given = (state: string) => ({
    purpose: 'marketing',
    channel: 'email',
    state,
    basis: 'consent',
    source: 'form',
    textVersion: '1',
  });
  for (const state of ['granted', 'denied']) {
    const { ctx, customerId } = await asked({
      before: (of, id) => writeConsent(again(of), { customerId: id, body: CreateConsent.parse(given(state)) }),
    });
    expect(await currentConsents(again(ctx), { customerId })).toMatchObject([{ state }]);
  }
});

test('a survey is not sent while its consent is pending, and is again when the question is over', async () => {
  const { ctx } = await asked({ purpose: 'survey' });
  const survey = { email, purpose: 'survey', channel: 'email' } as const;
  expect(await gate(again(ctx), survey)).toMatchObject({ reason: 'no_consent' });
  expect(await contactPreferences(again(ctx), email)).not.toHaveProperty('consent');
  expect(await gate({ ...again(ctx), now: new Date(ctx.now.getTime() + 8 * DAY) }, survey)).toBeUndefined();
});

test('who has unsubscribed from all mails and agrees to one purpose gets that one alone; of a shared address nothing is lifted', async () => {
  const { ctx, customerId, entry } = await asked({
    before: (of) =>
      setContactPreferences({ ...again(of), now: new Date(of.now.getTime() - 1_000) }, { email, optedOut: true }),
  });
  const then = { ...again(ctx), now: new Date(ctx.now.getTime() + 1_000) };
  await agree(then, entry.consentId);
  expect(await gate(then, marketing)).toBeUndefined();
  expect(await gate(then, { ...marketing, purpose: 'survey' })).toMatchObject({ reason: 'opted_out' });
  await setContactPreferences({ ...then, now: new Date(then.now.getTime() + 1) }, { email, optedOut: true });
  await aCustomer(ctx);
  const anew = { ...again(ctx), now: new Date(ctx.now.getTime() + 2_000) };
  const { entry: second } = await question(anew, customerId);
  await agree({ ...anew, now: new Date(anew.now.getTime() + 1) }, second.consentId);
  expect(await gate({ ...anew, now: new Date(anew.now.getTime() + 2) }, marketing)).toMatchObject({
    reason: 'opted_out',
  });
});

test.each([
  [{ address: 'other@example.com' }, '#/address'],
  [{ channel: 'sms' }, '#/channel'],
  [{ purpose: 'service' }, '#/purpose'],
  [{ state: 'granted' }, '#'],
])('%o is refused', async (wrong, pointer) => {
  const ctx = aContext();
  const { customerId } = await aCustomer(ctx);
  const body = AskConsent.safeParse({ channel: 'email', purpose: 'marketing', address: email, ...wrong });
  if (!body.success) return expect(`#/${body.error.issues[0]?.path.join('/')}`.replace(/\/$/, '')).toBe(pointer);
  return expect(ask(again(ctx), { customerId, body: body.data })).rejects.toMatchObject({ errors: [{ pointer }] });
});
