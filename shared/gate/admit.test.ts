import { describe, expect, test } from 'vitest';
import { CreateCustomer } from '../customer/customer.schema.ts';
import { create as createCustomer } from '../customer/customer.ts';
import { erase } from '../customer/erase.ts';
import { again, given } from '../feedback/testing/given.ts';
import { CreateInitiative } from '../initiative/initiative.schema.ts';
import { create as createInitiative, link } from '../initiative/initiative.ts';
import { sendLoopMails } from '../initiative/loop-send.ts';
import { loopMails, mailIdOf } from '../initiative/loop.store.ts';
import { personOf } from '../initiative/voices.ts';
import { eachBatch } from '../kernel/batches.ts';
import { create } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isContention } from '../kernel/retry.ts';
import { PutLimits } from '../limits/limits.schema.ts';
import { putLimits } from '../limits/limits.ts';
import { type DueParts, runDue } from '../sending/due.ts';
import { SurveySettings } from '../survey/survey-settings.schema.ts';
import { hasDecision } from '../survey/decision.store.ts';
import { decisions, getSurvey } from '../survey/survey.ts';
import { aDeliveredSurvey, aSurvey, storeSurvey } from '../survey/testing/given.ts';
import { aContext } from '../testing/context.ts';
import { useSes } from '../testing/ses.ts';
import { watchTable } from '../testing/watch-table.ts';
import { admit } from './admit.ts';

const ses = useSes();
const DAY = 86_400_000;
const render = () => ({ subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' });
const pace = async (): Promise<void> => undefined;
const limit = (ctx: Context, body: object) => putLimits(again(ctx), { body: PutLimits.parse(body) });
const decided = async (ctx: Context, email: string) =>
  (await decisions(ctx, { email, limit: 10 })).items.filter(({ sent }) => !sent);

/** An initiative with a mail that waits for each of some people. */
async function aLoop(ctx: Context, emails: readonly string[]): Promise<string[]> {
  const { initiativeId } = await createInitiative(again(ctx), { body: CreateInitiative.parse({ title: 'Queue' }) });
  const mailIds: string[] = [];
  const records = await Promise.all(emails.map((email) => given(ctx, { contact: { email } })));
  await link(again(ctx), { initiativeId, body: { feedbackIds: records.map(({ feedbackId }) => feedbackId) } });
  await eachBatch(records, { size: 1, parallel: 8 }, async ([record]) => {
    if (!record) return;
    const of = { initiativeId, stage: 'resolution' as const, person: personOf(record) };
    const at = ctx.now.toISOString();
    const mail = { mailId: mailIdOf(of), ...of, state: 'waiting' as const, notBefore: at, at };
    await create(again(ctx), loopMails, mail, { action: 'plan' });
    mailIds.push(mail.mailId);
  });
  return mailIds;
}

describe('caps', () => {
  test('two initiatives of shared people sent together, cap 1 per 7 days: each person exactly one, the other decision `frequency_cap` with `nextEligibleAt` 7 days later', async () => {
    const ctx = aContext();
    await limit(ctx, { caps: [{ max: 1, days: 7 }] });
    const people = Array.from({ length: 30 }, (_, n) => `p${n}@example.com`);
    const [one, other] = [await aLoop(ctx, people), await aLoop(ctx, people)];
    await Promise.all([one, other].map((ids) => sendLoopMails(again(ctx), ids, { render, pace })));
    const to = ses.sent.flatMap(({ Destination }) => Destination.ToAddresses);
    expect(to.toSorted()).toEqual(people.toSorted());
    const mails = await Promise.all([...one, ...other].map((id) => loopMails.find(ctx, id)));
    const ends = Map.groupBy(mails, (mail) => `${mail?.state} ${mail?.reason ?? ''}`);
    expect([...ends].map(([end, { length }]) => `${end} ${length}`).toSorted()).toEqual([
      `sent  ${people.length}`,
      `suppressed frequency_cap ${people.length}`,
    ]);
    const nextEligibleAt = new Date(ctx.now.getTime() + 7 * DAY).toISOString();
    for (const email of people) {
      const [decision, ...others] = await decided(ctx, email);
      expect(others).toEqual([]);
      expect(decision).toMatchObject({ reason: 'frequency_cap', rule: 'max=1 days=7', nextEligibleAt, kind: 'loop' });
      // It is about no survey, so the numbers of surveys do not count it.
      expect(await hasDecision(ctx, decision?.decisionId as Id<'decision'>)).toBe(false);
    }
  }, 120_000);

  test('two surveys at once to one person, under two addresses: one is sent, the other refused until a place is free', async () => {
    const ctx = aContext();
    await limit(ctx, { caps: [{ purpose: 'survey', channel: 'email', max: 1, days: 7 }], surveysCount: true });
    const emails = ['ana@example.com', 'huber@example.com'];
    const said = { type: 'individual', lastName: 'Huber', emails: emails.map((address) => ({ address })) };
    const { customerId } = await createCustomer(again(ctx), { body: CreateCustomer.parse(said) });
    const both = emails.map((email) => aSurvey(ctx, email));
    for (const survey of both) await storeSurvey(ctx, survey);
    const parts = dueParts('UTC');
    const run = ({ surveyId }: { surveyId: (typeof both)[number]['surveyId'] }) =>
      getSurvey(ctx, surveyId).then((survey) => runDue(parts, again(ctx), survey));
    const { items } = await watchTable(async () => {
      // Whoever is not fast enough comes again with the next run.
      await Promise.all(
        both.map((survey) =>
          run(survey).catch((error: unknown) => {
            if (!isContention(error)) throw error;
          }),
        ),
      );
      for (const survey of both) if ((await getSurvey(ctx, survey.surveyId)).status === 'scheduled') await run(survey);
    });
    const statuses = await Promise.all(both.map(async ({ surveyId }) => (await getSurvey(ctx, surveyId)).status));
    expect(statuses.toSorted()).toEqual(['sent', 'suppressed']);
    // Heard under both addresses.
    const refused = await decided(ctx, 'ana@example.com');
    const nextEligibleAt = new Date(ctx.now.getTime() + 7 * DAY).toISOString();
    expect(refused).toMatchObject([{ reason: 'frequency_cap', nextEligibleAt }]);
    const clocks = items.filter(({ pk }) => String(pk).includes('person#'));
    expect(clocks.length).toBeGreaterThan(0);
    expect(JSON.stringify(clocks)).not.toMatch(/@example/);
    // Erased with the customer, by whatever name they were counted.
    await erase(again(ctx), { customerId });
    const message = { id: 'next', customerId, email: emails[0], purpose: 'survey', channel: 'email' } as const;
    expect(await admit(again(ctx), { ...message, timeZone: 'UTC' })).toHaveProperty('writes');
  });

  test('a person who wants one mail a week gets one, whatever the company’s caps leave', async () => {
    const ctx = aContext();
    const email = 'ana@example.com';
    const said = {
      type: 'individual',
      lastName: 'Huber',
      emails: [{ address: email }],
      preferences: { frequency: 'weekly' },
    };
    await createCustomer(again(ctx), { body: CreateCustomer.parse(said) });
    for (const ids of [await aLoop(ctx, [email]), await aLoop(ctx, [email])])
      await sendLoopMails(again(ctx), ids, { render, pace });
    expect(ses.sent).toHaveLength(1);
    expect(await decided(ctx, email)).toMatchObject([{ reason: 'frequency_cap', rule: 'frequency=weekly' }]);
  });
});

const dueParts = (timeZone: string, more: object = {}): DueParts => ({
  mailer: async () => ({ messageId: 'm-1' }),
  rules: async () => ({ surveys: SurveySettings.parse(more), timeZone, dayBoundary: '00:00' }),
  isActive: async () => true,
  pace,
});

describe('quiet hours', () => {
  const email = 'ana@example.com';
  // 23:10 in New York, 04:10 in London.
  const now = new Date('2026-11-21T04:10:00.000Z');
  const inNewYork = async () => {
    const ctx = aContext({ now });
    await limit(ctx, { quietHours: { from: '22:00', to: '09:00' } });
    const preferences = { timeZone: 'America/New_York' };
    const said = { type: 'individual', lastName: 'Huber', emails: [{ address: email }], preferences };
    await createCustomer(again(ctx), { body: CreateCustomer.parse(said) });
    return ctx;
  };
  const morning = '2026-11-21T14:00:00.000Z';

  test('23:10 in the recipient’s zone moves to 09:00 there', async () => {
    const ctx = await inNewYork();
    const survey = aSurvey(ctx, email);
    await storeSurvey(ctx, survey);
    await runDue(dueParts('Europe/London'), again(ctx), survey);
    expect(await getSurvey(ctx, survey.surveyId)).toMatchObject({ status: 'scheduled', dueAt: morning });
    const [mailId = ''] = await aLoop(ctx, [email]);
    await sendLoopMails(again(ctx), [mailId], { render, pace });
    expect(await loopMails.find(ctx, mailId)).toMatchObject({ state: 'waiting', notBefore: morning });
    expect(ses.sent).toEqual([]);
    const later = { ...again(ctx), now: new Date(morning) };
    await sendLoopMails(later, [mailId], { render, pace });
    expect(ses.sent).toHaveLength(1);
  });

  test('a reminder whose survey ends at 23:30 records `quiet_hours`', async () => {
    const ctx = await inNewYork();
    const due = { reminders: [1], dueKind: 'remind' as const, expiresOn: '2026-11-21T04:30:00.000Z' };
    const { survey } = await aDeliveredSurvey(ctx, { survey: { contact: { email }, ...due } });
    await runDue(dueParts('Europe/London'), again(ctx), survey);
    expect(await decided(ctx, email)).toMatchObject([{ reason: 'quiet_hours', surveyId: survey.surveyId }]);
    expect(await getSurvey(ctx, survey.surveyId)).toMatchObject({ reminders: [], remindersSent: 0, dueKind: 'expire' });
  });

  test('the window of surveys is on the recipient’s clocks as well, and both have to be open', async () => {
    const ctx = await inNewYork();
    const survey = aSurvey(ctx, email);
    await storeSurvey(ctx, survey);
    // Saturday: the window opens on Monday.
    const sendingWindow = { weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' };
    await runDue(dueParts('Europe/London', { sendingWindow }), again(ctx), survey);
    expect(await getSurvey(ctx, survey.surveyId)).toMatchObject({ dueAt: '2026-11-23T14:00:00.000Z' });
  });

  test('are the company’s where nobody knows the recipient’s zone', async () => {
    const ctx = aContext({ now });
    await limit(ctx, { quietHours: { from: '22:00', to: '09:00' } });
    const message = { id: 'm', email, purpose: 'service', channel: 'email' } as const;
    expect(await admit(ctx, { ...message, timeZone: 'Europe/London' })).toEqual({
      notBefore: new Date('2026-11-21T09:00:00.000Z'),
    });
    expect(await admit(ctx, { ...message, timeZone: 'Asia/Tokyo' })).toEqual({ writes: [] });
  });
});
