import { describe, expect, test, vi } from 'vitest';
import { get as getAlert, acknowledge, list } from '../../../shared/alert/alert.ts';
import type { Alert } from '../../../shared/alert/alert.schema.ts';
import { analyse } from '../../../shared/analysis/analysis.ts';
import { analysisSettings } from '../../../shared/analysis/settings.ts';
import { aPending, storedRow } from '../../../shared/analysis/testing/records.ts';
import { useStandIn } from '../../../shared/analysis/testing/stand-in.ts';
import { CreateAlertRule } from '../../../shared/alert-rule/alert-rule.schema.ts';
import { create as createRule, edit as editRule, remove as removeRule } from '../../../shared/alert-rule/alert-rule.ts';
import { type FeedbackEventName, feedbackEventsOf } from '../../../shared/feedback/feedback.events.ts';
import type { CorrectAnalysis } from '../../../shared/feedback/feedback.requests.schema.ts';
import type { StoredFeedback } from '../../../shared/feedback/feedback.schema.ts';
import { correct, edit, exclude, remove } from '../../../shared/feedback/feedback.ts';
import { again, given, stored } from '../../../shared/feedback/testing/given.ts';
import { analysed, queued, type Told, told } from '../../../shared/feedback/testing/told.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import { newId } from '../../../shared/kernel/ids.ts';
import { PutSettings } from '../../../shared/company/settings.schema.ts';
import { putSettings } from '../../../shared/company/put-settings.ts';
import { openMuteLink } from '../../../shared/notification/mute-link.ts';
import { note } from '../../../shared/people/note.ts';
import type { Role } from '../../../shared/kernel/roles.ts';
import { PutPerson } from '../../../shared/people/people.schema.ts';
import { put as putPerson } from '../../../shared/people/people.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { logged } from '../../../shared/testing/logged.ts';
import { useSes } from '../../../shared/testing/ses.ts';
import { watchTable } from '../../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

const ses = useSes();
const service = useStandIn();
const good = { batchItemFailures: [] };
/** Each event comes twice in a batch, and the batch twice in parallel. */
async function deliver(events: readonly Told[]): Promise<void> {
  const twice = events.flatMap((event) => [event, event]);
  const left = await Promise.all([handler(queued(twice)), handler(queued(twice))]);
  // What had no turn beside the other delivery comes once more.
  if (left.some(({ batchItemFailures }) => batchItemFailures.length > 0))
    expect(await handler(queued(twice))).toEqual(good);
}

const mailTo = (ctx: Context, name: string): string => `${name}@${ctx.companyId}.example.com`;
const knows = (ctx: Context, userId: string, more: object = {}) =>
  putPerson(again(ctx), {
    userId,
    body: PutPerson.parse({ name: userId, email: mailTo(ctx, userId), ...more }),
  });
const hasRule = (ctx: Context, more: object = {}) =>
  createRule(again(ctx), {
    body: CreateAlertRule.parse({
      name: 'Told at once',
      severity: 'critical',
      match: { all: { urgency: 'critical' } },
      notify: { userIds: ['ada', 'bob'] },
      ...more,
    }),
  });
const mailsOf = (ctx: Context) =>
  ses.sent.filter(({ Destination }) => Destination.ToAddresses[0]?.includes(ctx.companyId));
const alertsOf = async (ctx: Context, ruleId: string): Promise<Alert[]> =>
  (await list(ctx, { ruleId, limit: 200 })).items;

const corrected = (ctx: Context, feedbackId: Id<'feedback'>, correction: CorrectAnalysis) =>
  told(ctx, feedbackId, () => correct(again(ctx), { feedbackId, correction }));

/** A company with two people, a rule that tells them, and a complaint that has become critical. */
async function aCriticalComplaint(more: object = {}) {
  const ctx = aContext();
  await knows(ctx, 'ada', { language: 'de' });
  await knows(ctx, 'bob');
  const rule = await hasRule(ctx, more);
  const { feedbackId } = await given(ctx, {
    comments: 'My card 4111 1111 1111 1111 was charged. Call +49 30 1234567.',
  });
  const received = feedbackEventsOf({ after: await stored(ctx, feedbackId) });
  const events = await analysed(ctx, feedbackId, { urgency: 'critical' });
  return { ctx, rule, feedbackId, received, events };
}

describe('a critical complaint', () => {
  test('whose every event comes twice, also in parallel, is one alert and one mail per recipient', async () => {
    const { ctx, rule, feedbackId, received, events } = await aCriticalComplaint();
    await deliver([...received, ...events]);
    await deliver(events);
    expect(await alertsOf(ctx, rule.ruleId)).toMatchObject([
      { status: 'open', severity: 'critical', count: 1, key: feedbackId, ruleName: 'Told at once' },
    ]);
    expect(
      mailsOf(ctx)
        .map(({ Destination }) => String(Destination.ToAddresses[0]))
        .toSorted(),
    ).toEqual([mailTo(ctx, 'ada'), mailTo(ctx, 'bob')]);
    const [alert] = await alertsOf(ctx, rule.ruleId);
    const { notified } = await getAlert(ctx, { alertId: alert?.alertId as Alert['alertId'] });
    expect(notified).toMatchObject([
      { step: 'opened', userId: 'ada', state: 'sent' },
      { step: 'opened', userId: 'bob', state: 'sent' },
    ]);
  });

  test('is told in the language of each, with its personal data masked and links to the console', async () => {
    const { ctx, rule, feedbackId, events } = await aCriticalComplaint();
    await deliver(events);
    const [alert] = await alertsOf(ctx, rule.ruleId);
    const mailOf = (name: string) =>
      mailsOf(ctx).find(({ Destination }) => Destination.ToAddresses[0] === mailTo(ctx, name))?.Content.Simple;
    expect(mailOf('ada')?.Subject.Data).toBe('Kritisch: Told at once');
    const text = mailOf('bob')?.Body.Text.Data ?? '';
    expect(text).toContain('> My card [');
    expect(text).not.toMatch(/4111|1234567/);
    expect(text).toContain(`https://feedback.example.com/alerts/${alert?.alertId}`);
    expect(text).toContain(`https://feedback.example.com/feedback/${feedbackId}`);
  });

  test('is told with the headers of RFC 8058, and the address in them mutes the rule for that person alone', async () => {
    const { ctx, rule, events } = await aCriticalComplaint();
    await deliver(events);
    const headersOf = (name: string) =>
      mailsOf(ctx).find(({ Destination }) => Destination.ToAddresses[0] === mailTo(ctx, name))?.Content.Simple.Headers;
    const [link, post] = headersOf('ada') ?? [];
    expect(post).toEqual({ Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' });
    const [, token = ''] = /^<https:\/\/feedback\.example\.com\/n\/([\w-]{76})>$/.exec(link?.Value ?? '') ?? [];
    const opened = await openMuteLink(ctx, token);
    expect(opened).toMatchObject({ ctx: { companyId: ctx.companyId }, muting: { userId: 'ada', ruleId: rule.ruleId } });
    expect(headersOf('bob')?.[0]).not.toEqual(link);
  });

  test('leaves neither words nor addresses in the log', async () => {
    const { ctx, events } = await aCriticalComplaint();
    ses.refusal = { status: 500, type: 'InternalServiceErrorException' };
    const lines = await logged(() => handler(queued(events)));
    expect(JSON.stringify(lines)).not.toMatch(/charged|4111|example\.com/);
    expect(mailsOf(ctx)).toEqual([]);
  });

  test('that is corrected to normal is over: its alert is auto-resolved', async () => {
    const { ctx, rule, feedbackId, events } = await aCriticalComplaint();
    await deliver(events);
    await deliver(await corrected(ctx, feedbackId, { urgency: 'normal' }));
    expect(await alertsOf(ctx, rule.ruleId)).toMatchObject([
      { status: 'auto_resolved', reason: 'no_longer_matches', count: 1 },
    ]);
  });

  test('that was corrected to normal before anybody heard of it opens nothing', async () => {
    const { ctx, rule, feedbackId, events } = await aCriticalComplaint();
    const later = await corrected(ctx, feedbackId, { urgency: 'normal' });
    await deliver(later);
    await deliver(events);
    expect(await alertsOf(ctx, rule.ruleId)).toEqual([]);
    expect(mailsOf(ctx)).toEqual([]);
  });

  test.each(['excluded', 'deleted'])('that is %s is over', async (how) => {
    const { ctx, rule, feedbackId, events } = await aCriticalComplaint();
    await deliver(events);
    const change = () =>
      how === 'deleted' ? remove(again(ctx), { feedbackId }) : exclude(again(ctx), { feedbackId, reason: 'test' });
    await deliver(await told(ctx, feedbackId, change));
    expect(await alertsOf(ctx, rule.ruleId)).toMatchObject([{ status: 'auto_resolved', reason: 'no_longer_matches' }]);
  });

  test('whose words are changed stays one while they are analysed anew', async () => {
    const { ctx, rule, feedbackId, events } = await aCriticalComplaint();
    await deliver(events);
    const change = () => edit(again(ctx), { feedbackId, edit: { comments: 'It is solved now.' } });
    await deliver(await told(ctx, feedbackId, change));
    expect(await alertsOf(ctx, rule.ruleId)).toMatchObject([{ status: 'open' }]);
    await deliver(await analysed(ctx, feedbackId, { urgency: 'low' }));
    expect(await alertsOf(ctx, rule.ruleId)).toMatchObject([{ status: 'auto_resolved' }]);
  });

  test('whose category is changed stays one', async () => {
    const { ctx, rule, feedbackId, events } = await aCriticalComplaint();
    await deliver(events);
    await deliver(await told(ctx, feedbackId, () => edit(again(ctx), { feedbackId, edit: { category: 'shipping' } })));
    expect(await alertsOf(ctx, rule.ruleId)).toMatchObject([{ status: 'open', count: 1 }]);
  });
});

test(
  'Comprehend down: a text with "data breach" in a given language alerts, and is mailed, within 10 s',
  { retry: 2 },
  async () => {
    const ctx = aContext();
    await knows(ctx, 'ada');
    const rule = await hasRule(ctx, { notify: { userIds: ['ada'] } });
    service.throttle();
    const began = Date.now();
    const row = await aPending(ctx, { comments: 'There was a data breach, strangers see my invoices', language: 'en' });
    expect(await analyse(ctx, await analysisSettings(ctx), [row.feedbackId])).toMatchObject({ unavailable: true });
    const noted = (await storedRow(ctx, row.feedbackId)) as unknown as StoredFeedback;
    const events = feedbackEventsOf({ before: row as unknown as StoredFeedback, after: noted });
    expect(await handler(queued([...events, ...events]))).toEqual(good);
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(await alertsOf(ctx, rule.ruleId)).toMatchObject([
      { status: 'open', severity: 'critical', early: true, key: row.feedbackId, count: 1 },
    ]);
    expect(mailsOf(ctx)).toHaveLength(1);
  },
);

describe('a rule for words', () => {
  const q = (text: string) => ({ match: { all: { urgency: 'critical', q: text } } });

  test('is judged by the texts of the record', async () => {
    const hit = await aCriticalComplaint(q('4111'));
    const miss = await aCriticalComplaint(q('refund'));
    await deliver([...hit.events, ...miss.events]);
    expect(await alertsOf(hit.ctx, hit.rule.ruleId)).toHaveLength(1);
    expect(await alertsOf(miss.ctx, miss.rule.ruleId)).toEqual([]);
  });

  test('does not find what the lists of the company mask', async () => {
    const { ctx, rule, events } = await aCriticalComplaint(q('4111'));
    const other = await hasRule(ctx, { ...q('charged'), name: 'Charged' });
    await putSettings(again(ctx), PutSettings.parse({ privacy: { maskPii: { lists: true } } }));
    await deliver(events);
    expect(await alertsOf(ctx, rule.ruleId)).toEqual([]);
    expect(await alertsOf(ctx, other.ruleId)).toHaveLength(1);
  });
});

describe('mail', () => {
  test('that SES refuses for its rate is given back, and sent when the event comes again', async () => {
    const { ctx, events } = await aCriticalComplaint();
    ses.refusal = { status: 429, type: 'TooManyRequestsException' };
    expect((await handler(queued(events))).batchItemFailures).toHaveLength(1);
    ses.refusal = undefined;
    expect(await handler(queued(events))).toEqual(good);
    expect(mailsOf(ctx)).toHaveLength(2);
  });

  test('whose answer was lost is not sent again, and is shown in doubt', async () => {
    const { ctx, rule, events } = await aCriticalComplaint();
    ses.refusal = { status: 500, type: 'InternalServiceErrorException' };
    expect(await handler(queued(events))).toEqual(good);
    ses.refusal = undefined;
    expect(await handler(queued(events))).toEqual(good);
    expect(mailsOf(ctx)).toEqual([]);
    const [alert] = await alertsOf(ctx, rule.ruleId);
    const later = { ...ctx, now: new Date(Date.now() + 16 * 60_000) };
    const { notified } = await getAlert(later, { alertId: alert?.alertId as Alert['alertId'] });
    expect(notified.map(({ state }) => state)).toEqual(['unresolved', 'unresolved']);
  });

  test('that SES refuses for good is noted as failed', async () => {
    const { ctx, rule, events } = await aCriticalComplaint();
    ses.refusal = { status: 400, type: 'MessageRejected' };
    expect(await handler(queued(events))).toEqual(good);
    const [alert] = await alertsOf(ctx, rule.ruleId);
    const { notified } = await getAlert(ctx, { alertId: alert?.alertId as Alert['alertId'] });
    expect(notified.map(({ state }) => state)).toEqual(['failed', 'failed']);
  });

  test('goes to those who have a role, and may read the record: of agents only to the one whose it is', async () => {
    const ctx = aContext();
    const signsIn = (userId: string, role: Role) => {
      const caller = aContext({ companyId: ctx.companyId, role, userId });
      return note({ ...caller, actor: { ...caller.actor, profile: { name: userId, email: mailTo(ctx, userId) } } });
    };
    await signsIn('boss', 'manager');
    await signsIn('agent-7', 'agent');
    await signsIn('agent-8', 'agent');
    await signsIn('eve', 'analyst');
    await hasRule(ctx, { match: { all: { category: 'billing' } }, notify: { roles: ['manager', 'agent'] } });
    const { feedbackId } = await given(ctx);
    expect(await handler(queued(feedbackEventsOf({ after: await stored(ctx, feedbackId) })))).toEqual(good);
    const told = mailsOf(ctx).filter(({ Content }) => Content.Simple.Subject.Data.endsWith('Told at once'));
    expect(told.map(({ Destination }) => String(Destination.ToAddresses[0])).toSorted()).toEqual([
      mailTo(ctx, 'agent-7'),
      mailTo(ctx, 'boss'),
    ]);
  });

  test('goes to those who are in a team that the rule names, and to nobody else', async () => {
    const { ctx, events } = await aCriticalComplaint({ notify: { userIds: ['ada'], teamIds: ['support'] } });
    await knows(ctx, 'tom', { teamIds: ['sales', 'support'] });
    await knows(ctx, 'sue', { teamIds: ['sales'] });
    await deliver(events);
    expect(
      mailsOf(ctx)
        .map(({ Destination }) => String(Destination.ToAddresses[0]))
        .toSorted(),
    ).toEqual([mailTo(ctx, 'ada'), mailTo(ctx, 'tom')]);
  });

  test('goes to the owner alone where a rule says so, not below the severity that a rule tells, and to nobody of another company', async () => {
    const other = aContext();
    await knows(other, 'ada');
    const { ctx, events } = await aCriticalComplaint({ ownerId: 'bob', notify: { ownerOnly: true } });
    const quiet = await aCriticalComplaint({
      severity: 'warning',
      notify: { userIds: ['ada'], minSeverity: 'critical' },
    });
    await deliver(events);
    await deliver(quiet.events);
    expect(mailsOf(ctx).map(({ Destination }) => Destination.ToAddresses[0])).toEqual([mailTo(ctx, 'bob')]);
    expect(mailsOf(quiet.ctx)).toEqual([]);
    expect(await alertsOf(quiet.ctx, quiet.rule.ruleId)).toHaveLength(1);
    expect(mailsOf(other)).toEqual([]);
  });
});

test('50 breaches of one team are one alert with count 50 and one mail; a critical one after it was acknowledged is one more', async () => {
  const ctx = aContext();
  await knows(ctx, 'ada');
  const more = { groupBy: 'team', notify: { userIds: ['ada'] } };
  const warning = await hasRule(ctx, { ...more, severity: 'warning', match: { all: { category: 'billing' } } });
  const ids = await Promise.all(Array.from({ length: 50 }, async () => (await given(ctx)).feedbackId));
  const events: Told[] = [];
  for (const id of ids) events.push(...feedbackEventsOf({ after: await stored(ctx, id) }));
  for (let at = 0; at < events.length; at += 10) expect(await handler(queued(events.slice(at, at + 10)))).toEqual(good);
  const [alert] = await alertsOf(ctx, warning.ruleId);
  expect(alert).toMatchObject({ key: 'team-1', count: 50, severity: 'warning' });
  expect(mailsOf(ctx)).toHaveLength(1);
  const alertId = alert?.alertId as Alert['alertId'];
  await acknowledge(again(ctx), { alertId });
  await editRule(again(ctx), { ruleId: warning.ruleId, body: { severity: 'critical' } });
  // A rule that was saved is in force 30 seconds later.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30_000 });
  const { feedbackId } = await given({ ...ctx, now: new Date() });
  await deliver(feedbackEventsOf({ after: await stored(ctx, feedbackId) }));
  vi.useRealTimers();
  expect(mailsOf(ctx).map(({ Content }) => Content.Simple.Subject.Data)).toEqual([
    'Warning: Told at once',
    'Critical: Told at once',
  ]);
  expect(await getAlert(ctx, { alertId })).toMatchObject({ status: 'acknowledged', severity: 'critical', count: 51 });
});

test('10 000 imported records of last year open nothing and write nothing', async () => {
  const ctx = aContext();
  await knows(ctx, 'ada');
  await knows(ctx, 'bob');
  const rule = await hasRule(ctx);
  await hasRule(ctx, { name: 'All', match: { all: {}, matchEverything: true } });
  const { feedbackId } = await given(ctx);
  const sample = await stored(ctx, feedbackId);
  const lastYear = new Date(Date.now() - 365 * 86_400_000).toISOString();
  const imported = (): Told[] => {
    const after: StoredFeedback = {
      ...sample,
      feedbackId: newId('feedback', new Date(lastYear)),
      occurredAt: lastYear,
      createdAt: new Date().toISOString(),
      analysis: { status: 'done', urgency: 'critical' },
    };
    return feedbackEventsOf({ after });
  };
  await handler(queued(imported()));
  const { items } = await watchTable(async () => {
    for (let batch = 0; batch < 1_000; batch++)
      expect(await handler(queued(Array.from({ length: 10 }, imported).flat()))).toEqual(good);
  });
  expect(items).toEqual([]);
  expect(await alertsOf(ctx, rule.ruleId)).toEqual([]);
  expect(mailsOf(ctx)).toEqual([]);
});

test('a rule that is deleted leaves no alert open', async () => {
  const { ctx, rule, events } = await aCriticalComplaint();
  await deliver(events);
  await removeRule(again(ctx), { ruleId: rule.ruleId });
  const { ruleId } = rule;
  const detail = { companyId: ctx.companyId, ruleId, at: new Date().toISOString() };
  await deliver([{ type: 'AlertRuleDeleted', detail }]);
  expect(await alertsOf(ctx, ruleId)).toMatchObject([{ status: 'auto_resolved', reason: 'rule_deleted' }]);
});

test('an event that is none is given back alone', async () => {
  const { ctx, rule, events } = await aCriticalComplaint();
  const broken = { type: 'FeedbackAnalysed' satisfies FeedbackEventName, detail: { companyId: ctx.companyId } };
  expect((await handler(queued([broken, ...events]))).batchItemFailures).toHaveLength(1);
  expect(await alertsOf(ctx, rule.ruleId)).toHaveLength(1);
});
