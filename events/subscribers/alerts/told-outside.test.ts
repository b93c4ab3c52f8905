import { describe, expect, test, vi } from 'vitest';
import { alertEvents } from '../../../shared/alert/alert.events.ts';
import type { Alert } from '../../../shared/alert/alert.schema.ts';
import { acknowledge, get as getAlert, list, resolve } from '../../../shared/alert/alert.ts';
import { alerts } from '../../../shared/alert/alert.store.ts';
import { tellLater } from '../../../shared/alert/watch.ts';
import { CreateAlertRule } from '../../../shared/alert-rule/alert-rule.schema.ts';
import { create as createRule, edit as editRule } from '../../../shared/alert-rule/alert-rule.ts';
import { feedbackEventsOf } from '../../../shared/feedback/feedback.events.ts';
import { again, given, stored } from '../../../shared/feedback/testing/given.ts';
import { queued, type Told } from '../../../shared/feedback/testing/told.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { openAddressLink } from '../../../shared/outside-address/address-link.ts';
import { stop } from '../../../shared/outside-address/outside-address.ts';
import { aNamed, anAgreed } from '../../../shared/outside-address/testing/given.ts';
import { put as putNotifications } from '../../../shared/notification/notification.ts';
import { PutNotifications } from '../../../shared/notification/notification.schema.ts';
import { PutPerson } from '../../../shared/people/people.schema.ts';
import { put as putPerson } from '../../../shared/people/people.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { logged } from '../../../shared/testing/logged.ts';
import { useSes } from '../../../shared/testing/ses.ts';
import { alertMail } from '../../../web/mail/alert-mail.tsx';
import { handler } from './handler.ts';

const ses = useSes();
const good = { batchItemFailures: [] };
/** Each event comes twice in a batch, and the batch twice at once. */
async function deliver(events: readonly Told[]): Promise<void> {
  const twice = queued([...events, ...events]);
  const left = await Promise.all([handler(twice), handler(twice)]);
  if (left.some(({ batchItemFailures }) => batchItemFailures.length > 0)) expect(await handler(twice)).toEqual(good);
}

const at = (ctx: Context, name: string): string => `${name}@${ctx.companyId}.example.com`;
const mailsTo = (ctx: Context, name: string) =>
  ses.sent
    .filter(({ Destination }) => Destination.ToAddresses[0] === at(ctx, name))
    .map(({ Content }) => Content.Simple);
const subjectsTo = (ctx: Context, name: string) => mailsTo(ctx, name).map(({ Subject }) => Subject.Data);
const knows = (ctx: Context, userId: string) =>
  putPerson(again(ctx), { userId, body: PutPerson.parse({ name: userId, email: at(ctx, userId) }) });

/** A rule that tells some outside addresses, and one person. */
async function aRule(more: object = {}, company = aContext()) {
  const ctx = company;
  await knows(ctx, 'ada');
  const body = CreateAlertRule.parse({
    name: 'Billing',
    severity: 'warning',
    groupBy: 'team',
    match: { all: { category: 'billing' } },
    notify: { userIds: ['ada'], addresses: ['agreed', 'pending', 'stopped'].map((name) => at(ctx, name)) },
    ...more,
  });
  const rule = await createRule(again(ctx), { body });
  await anAgreed(ctx, at(ctx, 'agreed'), 'de');
  await aNamed(ctx, at(ctx, 'pending'));
  await stop(again(ctx), { addressId: await anAgreed(ctx, at(ctx, 'stopped')) });
  return { ctx, rule };
}

/** A record comes that the rule waits for. */
async function comes(ctx: Context, more: object = {}): Promise<void> {
  const { feedbackId } = await given({ ...again(ctx), now: new Date() }, { comments: 'My words stay inside', ...more });
  await deliver(feedbackEventsOf({ after: await stored(ctx, feedbackId) }));
}
const alertOf = async (ctx: Context): Promise<Alert> => {
  const [alert] = (await list(ctx, { limit: 10 })).items.filter(({ ruleName }) => ruleName === 'Billing');
  if (!alert) throw new Error('no alert');
  return alert;
};
/** Somebody closes the alert, and that is told. */
async function closes(ctx: Context, userId = 'boss'): Promise<void> {
  const { alertId } = await alertOf(ctx);
  const before = await alerts.find(ctx, alertId);
  const caller = aContext({ companyId: ctx.companyId, userId });
  await resolve(caller, { alertId, body: { resolution: 'useful' } });
  await deliver(alertEvents.eventsOf({ before, after: await alerts.find(ctx, alertId) }));
}

describe('an outside address that has agreed', () => {
  test('is told once that an alert opened, rose, escalated and is resolved; one that has not, or has stopped, is told nothing', async () => {
    const { ctx, rule } = await aRule();
    await comes(ctx);
    await comes(ctx);
    await editRule(again(ctx), { ruleId: rule.ruleId, body: { severity: 'critical' } });
    // A rule that was saved is in force 30 seconds later.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30_000 });
    await comes(ctx);
    const escalation = [
      {
        afterMinutes: 5,
        notify: CreateAlertRule.shape.notify.parse({ addresses: [at(ctx, 'agreed'), at(ctx, 'pending')] }),
      },
    ];
    await editRule(again(ctx), { ruleId: rule.ruleId, body: { escalation } });
    vi.setSystemTime(Date.now() + 30_000);
    const now = { ...again(ctx), now: new Date() };
    for (let times = 0; times < 2; times++)
      await tellLater(now, { alert: await alertOf(ctx), step: 'escalation-1' }, alertMail);
    await closes(ctx);
    vi.useRealTimers();
    expect(subjectsTo(ctx, 'agreed')).toEqual([
      'Warnung: Billing',
      'Kritisch: Billing',
      'Kritisch: Billing',
      'Erledigt: Billing',
    ]);
    expect([...mailsTo(ctx, 'pending'), ...mailsTo(ctx, 'stopped')]).toEqual([]);
    expect(subjectsTo(ctx, 'ada')).toEqual(['Warning: Billing', 'Critical: Billing', 'Resolved: Billing']);
    const { notified } = await getAlert(ctx, await alertOf(ctx));
    const outside = notified.filter(({ userId }) => userId.startsWith('oa_'));
    expect(outside.map(({ step, state }) => [step, state])).toEqual([
      ['escalation-1', 'sent'],
      ['opened', 'sent'],
      ['raised-critical', 'sent'],
      ['resolved', 'sent'],
    ]);
  });

  test('reads no word of what a customer said, and has no link to it; people do', async () => {
    const { ctx } = await aRule();
    await comes(ctx);
    const [mail] = mailsTo(ctx, 'agreed');
    expect(JSON.stringify(mail)).not.toMatch(/My words|\/feedback\//);
    expect(mail?.Body.Text.Data).toContain('/alerts/');
    expect(JSON.stringify(mailsTo(ctx, 'ada'))).toContain('My words stay inside');
  });

  test('stops all mails of the company with one click (RFC 8058), of every rule, until it agrees anew', async () => {
    const { ctx } = await aRule();
    await aRule({ name: 'Billing too' }, ctx);
    await comes(ctx);
    const headers = mailsTo(ctx, 'agreed').map(({ Headers = [] }) => Headers);
    expect(headers).toHaveLength(2);
    const [link, post] = headers[0] ?? [];
    expect(post).toEqual({ Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' });
    const [, token = ''] = /^<https:\/\/feedback\.example\.com\/c\/([\w-]{76})>$/.exec(link?.Value ?? '') ?? [];
    const opened = await openAddressLink(ctx, token);
    expect(opened?.address.email).toBe(at(ctx, 'agreed'));
    await stop(again(ctx), { addressId: opened?.address.addressId as never });
    await comes(ctx, { snapshot: { teamId: 'team-9' } });
    expect(mailsTo(ctx, 'agreed')).toHaveLength(2);
    expect(mailsTo(ctx, 'ada')).toHaveLength(4);
    await anAgreed(ctx, at(ctx, 'agreed'));
    await comes(ctx, { snapshot: { teamId: 'team-10' } });
    expect(mailsTo(ctx, 'agreed')).toHaveLength(4);
  });

  test('is told nothing below the severity that the rule tells, nor of a rule for owners alone', async () => {
    const { ctx } = await aRule();
    const addresses = [at(ctx, 'agreed')];
    const { ctx: other } = await aRule({ notify: { addresses, minSeverity: 'critical' } });
    const { ctx: third } = await aRule({ notify: { addresses, ownerOnly: true } });
    for (const one of [other, third]) {
      await anAgreed(one, at(ctx, 'agreed'));
      await comes(one);
      expect((await alertOf(one)).status).toBe('open');
    }
    expect(mailsTo(ctx, 'agreed')).toEqual([]);
  });

  test('whose mail is in doubt, or refused, leaves no address in the log', async () => {
    const { ctx } = await aRule();
    for (const status of [500, 400]) {
      ses.refusal = { status, type: 'MessageRejected' };
      const lines = await logged(() => comes(ctx, { snapshot: { teamId: `team-${status}` } }));
      expect(JSON.stringify(lines)).not.toMatch(/example\.com|My words/);
    }
  });
});

describe('an alert that is closed', () => {
  test('is told once to those who were told of it, but not to whoever closed it, nor to who acknowledged alone', async () => {
    const { ctx } = await aRule({ notify: { userIds: ['ada', 'bob'] } }, await withPeople('bob', 'eve'));
    await comes(ctx);
    await acknowledge(aContext({ companyId: ctx.companyId, userId: 'eve' }), await alertOf(ctx));
    await closes(ctx, 'bob');
    expect(subjectsTo(ctx, 'ada')).toEqual(['Warning: Billing', 'Resolved: Billing']);
    expect(subjectsTo(ctx, 'bob')).toEqual(['Warning: Billing']);
    expect(subjectsTo(ctx, 'eve')).toEqual([]);
  });

  test('is told neither to whose notice of it still waited for a digest, nor in a digest to whoever wants one by then', async () => {
    const { ctx } = await aRule({ notify: { userIds: ['ada', 'bob'] } }, await withPeople('bob'));
    const wants = (userId: string, digest: 'daily' | 'at_once') =>
      putNotifications(aContext({ companyId: ctx.companyId, userId }), { body: PutNotifications.parse({ digest }) });
    await wants('ada', 'daily');
    await comes(ctx);
    await wants('ada', 'at_once');
    await wants('bob', 'daily');
    await closes(ctx);
    expect(subjectsTo(ctx, 'ada')).toEqual([]);
    expect(subjectsTo(ctx, 'bob')).toEqual(['Warning: Billing']);
    expect((await getAlert(ctx, await alertOf(ctx))).notified).toMatchObject([
      { userId: 'ada', step: 'opened', state: 'waiting' },
      { userId: 'bob', step: 'opened', state: 'sent' },
    ]);
  });
});

async function withPeople(...userIds: string[]): Promise<Context> {
  const ctx = aContext();
  for (const userId of userIds) await knows(ctx, userId);
  return ctx;
}
