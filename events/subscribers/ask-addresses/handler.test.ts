import { describe, expect, test } from 'vitest';
import { alertRuleEvents } from '../../../shared/alert-rule/alert-rule.events.ts';
import { CreateAlertRule } from '../../../shared/alert-rule/alert-rule.schema.ts';
import { create, edit, get } from '../../../shared/alert-rule/alert-rule.ts';
import { again } from '../../../shared/feedback/testing/given.ts';
import { queued, type Told } from '../../../shared/feedback/testing/told.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { ask as askConsent } from '../../../shared/consent/ask.ts';
import { openConsentLink } from '../../../shared/consent/consent-link.ts';
import { consentEvents } from '../../../shared/consent/consent.events.ts';
import { AskConsent } from '../../../shared/consent/consent.schema.ts';
import { setContactPreferences } from '../../../shared/consent/address-news.ts';
import { CreateCustomer, EditCustomer } from '../../../shared/customer/customer.schema.ts';
import { create as createCustomer, edit as editCustomer } from '../../../shared/customer/customer.ts';
import { openAddressLink } from '../../../shared/outside-address/address-link.ts';
import { outsideAddressEvents } from '../../../shared/outside-address/outside-address.events.ts';
import { documentEvents } from '../../../shared/document/document.events.ts';
import { documents } from '../../../shared/document/document.store.ts';
import { unshare } from '../../../shared/document/share.ts';
import { openShareLink } from '../../../shared/document/share-link.ts';
import { aKept, shared } from '../../../shared/document/testing/kept.ts';
import { addressIdOf } from '../../../shared/outside-address/outside-address.store.ts';
import { ask, remove, stop } from '../../../shared/outside-address/outside-address.ts';
import { aNamed, anAgreed } from '../../../shared/outside-address/testing/given.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { logged } from '../../../shared/testing/logged.ts';
import { reportEvents } from '../../../shared/report/report.events.ts';
import { givenReport } from '../../../shared/report/testing/given.ts';
import { useFiles } from '../../../shared/testing/files.ts';
import { useSes } from '../../../shared/testing/ses.ts';
import { watchTable } from '../../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';
import { trigger } from './trigger.ts';

const ses = useSes();
useFiles();
const good = { batchItemFailures: [] };

/** The events that this subscriber hears of some work. */
async function toldOf(work: () => Promise<unknown>): Promise<Told[]> {
  const { items } = await watchTable(work);
  const events = items.flatMap((after) => {
    const kind = [alertRuleEvents, outsideAddressEvents, reportEvents, consentEvents, documentEvents].find(
      (one) => one.kind === after['__edb_e__'],
    );
    return kind?.eventsOf({ after }) ?? [];
  });
  return events.filter(({ type }) => trigger.on.includes(type));
}

/** Delivers what is told of some work, each twice and the batch twice at once, then what is told of that. */
async function happens(work: () => Promise<unknown>): Promise<Told[]> {
  const events = await toldOf(work);
  if (events.length === 0) return [];
  const followed = await happens(async () => {
    const twice = queued([...events, ...events]);
    expect(await Promise.all([handler(twice), handler(twice)])).toEqual([good, good]);
  });
  return [...events, ...followed];
}

const mailsTo = (address: string) => ses.sent.filter(({ Destination }) => Destination.ToAddresses[0] === address);
const at = (ctx: Context, name: string) => `${name}@${ctx.companyId}.example.com`;
const saves = (ctx: Context, notify: object, more: object = {}) =>
  create(again(ctx), {
    body: CreateAlertRule.parse({ name: 'R', match: { all: { urgency: 'high' } }, notify, ...more }),
  });

describe('an outside address that a rule names', () => {
  test('is asked once by mail, however often rules with it are saved and told of', async () => {
    const ctx = aContext();
    const escalation = [{ afterMinutes: 15, notify: { addresses: [at(ctx, 'boss'), at(ctx, 'On-Call')] } }];
    const rule = await saves(ctx, { addresses: [at(ctx, 'on-call')] }, { escalation });
    await happens(() => edit(again(ctx), { ruleId: rule.ruleId, body: { name: 'S' } }));
    for (const name of ['T', 'U']) await happens(() => edit(again(ctx), { ruleId: rule.ruleId, body: { name } }));
    await happens(() => saves(ctx, { addresses: [at(ctx, 'on-call')] }));
    expect([mailsTo(at(ctx, 'on-call')).length, mailsTo(at(ctx, 'boss')).length]).toEqual([0, 1]);
    expect(mailsTo(at(ctx, 'On-Call'))).toHaveLength(1);
    expect(await get(ctx, { ruleId: rule.ruleId })).toMatchObject({
      outsideAddresses: [{ state: 'pending' }, { state: 'pending' }],
    });
  });

  test('or that a report names, is asked in the same way', async () => {
    const ctx = aContext();
    await happens(() => givenReport(ctx, { recipients: { addresses: [at(ctx, 'board')] } }));
    await happens(() => saves(ctx, { addresses: [at(ctx, 'board')] }));
    expect(mailsTo(at(ctx, 'board'))).toHaveLength(1);
  });

  test('gets the link by which it agrees, can refuse with one click, and learns nothing else', async () => {
    const ctx = aContext();
    await happens(() => saves(ctx, { addresses: [at(ctx, 'a')] }, { name: 'Secret project' }));
    const [mail] = mailsTo(at(ctx, 'a'));
    const { Headers = [], Body } = mail?.Content.Simple ?? {};
    const [link, post] = Headers;
    expect(post).toEqual({ Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' });
    const [, token = ''] = /^<https:\/\/feedback\.example\.com\/c\/([\w-]{76})>$/.exec(link?.Value ?? '') ?? [];
    const addressId = addressIdOf(ctx, at(ctx, 'a'));
    expect(await openAddressLink(ctx, token)).toMatchObject({ address: { addressId, state: 'pending' } });
    expect(Body?.Text.Data).toContain(`https://feedback.example.com/c/${token}`);
    expect(JSON.stringify(mail)).not.toContain('Secret project');
    expect(mail?.EmailTags).toContainEqual({ Name: 'address', Value: addressId });
  });

  test('that has stopped is not asked anew, nor one that was removed and is named again in the same week', async () => {
    const ctx = aContext();
    const [stopped, gone] = [at(ctx, 'stopped'), at(ctx, 'gone')];
    const rule = await saves(ctx, { addresses: [] });
    const names = () =>
      happens(() =>
        edit(again(ctx), {
          ruleId: rule.ruleId,
          body: {
            notify: CreateAlertRule.shape.notify.parse({ addresses: [stopped, gone] }),
            name: `R${ses.sent.length}`,
          },
        }),
      );
    await names();
    await stop(again(ctx), { addressId: addressIdOf(ctx, stopped) });
    await remove(again(ctx), { addressId: addressIdOf(ctx, gone) });
    await names();
    expect(await get(ctx, { ruleId: rule.ruleId })).toMatchObject({
      outsideAddresses: [{ state: 'stopped' }, { state: 'pending' }],
    });
    expect([mailsTo(stopped).length, mailsTo(gone).length]).toEqual([1, 1]);
  });

  test('that has answered before it could be asked is not asked any more', async () => {
    const ctx = aContext();
    const asked = await toldOf(() => aNamed(ctx, at(ctx, 'a')));
    await anAgreed(ctx, at(ctx, 'a'));
    expect(await handler(queued(asked))).toEqual(good);
    expect(mailsTo(at(ctx, 'a'))).toEqual([]);
  });

  test('is asked once more where an admin wants it, after a week', async () => {
    const ctx = aContext();
    await happens(() => saves(ctx, { addresses: [at(ctx, 'a')] }));
    const later = { ...again(ctx), now: new Date(ctx.now.getTime() + 7.1 * 86_400_000) };
    await happens(() => ask(later, { addressId: addressIdOf(ctx, at(ctx, 'a')) }));
    expect(mailsTo(at(ctx, 'a'))).toHaveLength(2);
  });

  test('whose mail SES refuses for its rate is asked when the event comes again, and never stands in the log', async () => {
    const ctx = aContext();
    const told = await toldOf(() => saves(ctx, { addresses: [at(ctx, 'a')] }));
    const asked = await toldOf(() => handler(queued(told)));
    expect(asked.map(({ type }) => type)).toEqual(['OutsideAddressAsked']);
    expect(JSON.stringify(asked)).not.toContain(at(ctx, 'a'));
    ses.refusal = { status: 429, type: 'TooManyRequestsException' };
    const lines = await logged(async () => expect((await handler(queued(asked))).batchItemFailures).toHaveLength(1));
    expect(JSON.stringify(lines)).not.toContain('example.com');
    ses.refusal = undefined;
    expect(await handler(queued([...asked, ...asked]))).toEqual(good);
    expect(mailsTo(at(ctx, 'a'))).toHaveLength(1);
  });
});

describe('a customer who is asked for a consent', () => {
  test('gets one mail with the link, whatever is delivered twice; events and log name no address', async () => {
    const ctx = aContext();
    const email = at(ctx, 'ana');
    const customer = { type: 'individual', lastName: 'Huber', emails: [{ address: email }] };
    const { customerId } = await createCustomer(again(ctx), { body: CreateCustomer.parse(customer) });
    const body = AskConsent.parse({ channel: 'email', purpose: 'marketing', address: email });
    const lines = await logged(async () => {
      const told = await happens(() => askConsent(again(ctx), { customerId, body }));
      expect(told.map(({ type }) => type)).toEqual(['ConsentAsked']);
      expect(JSON.stringify(told)).not.toContain('ana');
    });
    expect(JSON.stringify(lines)).not.toContain('example.com');
    const [mail, ...others] = mailsTo(email);
    expect(others).toEqual([]);
    const link = /https:\/\/feedback\.example\.com\/c\/([\w-]{76})/;
    const [, token = ''] = link.exec(mail?.Content.Simple.Body.Text.Data ?? '') ?? [];
    expect(await openConsentLink(ctx, token)).toMatchObject({ customer: { customerId }, question: { address: email } });
    // The person has asked for it: there is nothing to unsubscribe from.
    expect(JSON.stringify(mail)).not.toContain('List-Unsubscribe');
  });
});

describe('somebody with whom a document is shared', () => {
  const link = /https:\/\/feedback\.example\.com\/d\/([\w-]{76})/;
  const mailOf = async (ctx: Context, documentId: Parameters<typeof documents.find>[1]) =>
    (await documents.find(ctx, documentId))?.shares?.map(({ mail }) => mail);

  test('gets one mail with the link in their language, whatever is delivered twice; events and log name no address', async () => {
    const ctx = aContext();
    const kept = await aKept(ctx, { email: at(ctx, 'ana') });
    const preferences = { language: 'de' };
    await editCustomer(again(ctx), { customerId: kept.customerId, body: EditCustomer.parse({ preferences }) });
    const lines = await logged(async () => {
      const told = await happens(() => shared(ctx, kept));
      expect(told.map(({ type }) => type)).toEqual(['DocumentShared']);
      expect(JSON.stringify(told)).not.toContain('ana');
    });
    expect(JSON.stringify(lines)).not.toContain('example.com');
    const [mail, ...others] = mailsTo(at(ctx, 'ana'));
    expect(others).toEqual([]);
    const { Subject, Body } = mail?.Content.Simple ?? {};
    expect(Subject?.Data).toBe(`Ein Dokument von ${ctx.companyId}`);
    expect(Body?.Text.Data).toContain('Contract <1>.pdf');
    expect(Body?.Html.Data).toContain('Contract &lt;1>.pdf');
    const [, token = ''] = link.exec(Body?.Text.Data ?? '') ?? [];
    expect(await openShareLink(ctx, token)).toMatchObject({ document: { documentId: kept.documentId } });
    expect(await mailOf(ctx, kept.documentId)).toEqual(['sent']);
  });

  test('whose link was ended before its mail went out gets none', async () => {
    const ctx = aContext();
    const kept = await aKept(ctx, { email: at(ctx, 'ana') });
    const told = await toldOf(() => shared(ctx, kept));
    const { linkId } = (await documents.find(ctx, kept.documentId))?.shares?.[0] ?? {};
    if (!linkId) throw new Error('no link');
    await unshare(again(ctx), { documentId: kept.documentId, linkId });
    expect(await handler(queued(told))).toEqual(good);
    expect(mailsTo(at(ctx, 'ana'))).toEqual([]);
  });

  test('who opted out meanwhile gets none, and the document says so', async () => {
    const ctx = aContext();
    const kept = await aKept(ctx, { email: at(ctx, 'ana') });
    const told = await toldOf(() => shared(ctx, kept));
    await setContactPreferences(again(ctx), { email: at(ctx, 'ana'), optedOut: true });
    expect(await handler(queued([...told, ...told]))).toEqual(good);
    expect(mailsTo(at(ctx, 'ana'))).toEqual([]);
    expect(await documents.find(ctx, kept.documentId)).toMatchObject({
      shares: [{ mail: 'refused', reason: 'opted_out' }],
    });
  });

  test('whose mail SES refuses for its rate gets it when the event comes again', async () => {
    const ctx = aContext();
    const kept = await aKept(ctx, { email: at(ctx, 'ana') });
    const told = await toldOf(() => shared(ctx, kept));
    ses.refusal = { status: 429, type: 'TooManyRequestsException' };
    expect((await handler(queued(told))).batchItemFailures).toHaveLength(1);
    ses.refusal = undefined;
    expect(await mailOf(ctx, kept.documentId)).toEqual(['queued']);
    expect(await handler(queued([...told, ...told]))).toEqual(good);
    expect(mailsTo(at(ctx, 'ana'))).toHaveLength(1);
    expect(await mailOf(ctx, kept.documentId)).toEqual(['sent']);
  });
});
