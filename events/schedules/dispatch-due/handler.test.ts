import { beforeAll, describe, expect, test } from 'vitest';
import { CreateActivity } from '../../../shared/activity/activity.schema.ts';
import { create as createActivity, get as getActivity } from '../../../shared/activity/activity.ts';
import { masterKeys } from '../../../shared/kernel/secret.ts';
import { openLink } from '../../../shared/survey-link/survey-link.ts';
import { surveys } from '../../../shared/survey/survey.store.ts';
import { aDeliveredSurvey } from '../../../shared/survey/testing/given.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { logged } from '../../../shared/testing/logged.ts';
import { ownTable } from '../../../shared/testing/own-table.ts';
import { useSes } from '../../../shared/testing/ses.ts';
import { handler } from './handler.ts';

const TO = /^ana-[a-z0-9]+@example\.com$/;
const ses = useSes();

beforeAll(async () => {
  await ownTable();
  process.env['MAIL_RATE'] = '100';
});

const run = () => handler({}, { getRemainingTimeInMillis: () => 60_000 });

async function aDueSurvey(overrides: object = {}) {
  const ctx = aContext();
  const email = `ana-${ctx.companyId.slice(2)}@example.com`;
  const waiting = { status: 'scheduled' as const, sentAt: undefined, deliveredAt: undefined, expiresOn: undefined };
  const { survey } = await aDeliveredSurvey(ctx, {
    survey: {
      ...waiting,
      messageIds: [],
      contact: { name: 'Ana\r\nBcc: x@example.com', email },
      language: 'de',
      dueKind: 'send',
      dueAt: ctx.now.toISOString(),
      ...overrides,
    },
  });
  const mails = () => ses.sent.filter(({ Destination }) => Destination.ToAddresses[0] === email);
  return { ctx, survey, email, mails };
}

describe('every minute', () => {
  test('what is due is sent once, as a mail that can be answered and unsubscribed from', async () => {
    const { ctx, survey, mails } = await aDueSurvey();
    await Promise.all([run(), run()]);
    await run();
    const [mail, ...others] = mails();
    expect(others).toEqual([]);
    if (!mail) throw new Error('no mail was sent');
    const { Subject, Body, Headers } = mail.Content.Simple;
    expect(mail.FromEmailAddress).toBe(`"${ctx.companyId}" <survey@example.com>`);
    expect(mail.Destination.ToAddresses[0]).toMatch(TO);
    expect(Subject.Data).toBe('Wie zufrieden sind Sie, Ana Bcc: x@example.com?');
    expect(Headers).toEqual([
      {
        Name: 'List-Unsubscribe',
        Value: expect.stringMatching(/^<https:\/\/feedback\.example\.com\/s\/[\w-]{76}\/unsubscribe>$/),
      },
      { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
    ]);
    expect(Object.fromEntries((mail.EmailTags ?? []).map(({ Name, Value }) => [Name, Value]))).toEqual({
      company: ctx.companyId,
      survey: survey.surveyId,
      reminder: '0',
    });
    const token = /https:\/\/feedback\.example\.com\/s\/([\w-]{76})\?score=5"/.exec(Body.Html.Data)?.[1] ?? '';
    expect(openLink(await masterKeys(), token, ['answer'], new Date())).toBeDefined();
    expect(Body.Text.Data).toContain(`https://feedback.example.com/s/${token}`);
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({
      status: 'sent',
      messageIds: [expect.stringMatching(/^m-/)],
    });
  });

  test('a reminder says truly how many days are left', async () => {
    const day = 86_400_000;
    const sentAt = new Date(Date.now() - 11 * day).toISOString();
    const { mails } = await aDueSurvey({
      status: 'delivered',
      sentAt,
      deliveredAt: sentAt,
      reminders: [72],
      dueKind: 'remind',
    });
    await run();
    expect(mails()[0]?.Content.Simple.Subject.Data).toMatch(/^Erinnerung: /);
    expect(mails()[0]?.Content.Simple.Body.Text.Data).toContain('noch 3 Tage geöffnet');
  });

  test('a refusal that passes is tried again later; one for good is not', async () => {
    ses.refusal = { status: 429, type: 'TooManyRequestsException' };
    const throttled = await aDueSurvey();
    await run();
    expect(await surveys.find(throttled.ctx, throttled.survey.surveyId)).toMatchObject({
      status: 'scheduled',
      dueKind: 'send',
    });
    ses.refusal = { status: 400, type: 'MessageRejected' };
    const rejected = await aDueSurvey();
    await run();
    expect(await surveys.find(rejected.ctx, rejected.survey.surveyId)).toMatchObject({ status: 'suppressed' });
  });

  test.each(['AccessDeniedException', 'ExpiredTokenException', 'SignatureDoesNotMatch'])(
    'SES refusing us with %s ends no survey: it is tried again in an hour, and somebody is told',
    async (type) => {
      ses.refusal = { status: 403, type };
      const { ctx, survey } = await aDueSurvey();
      const lines = await logged(run);
      const again = await surveys.find(ctx, survey.surveyId);
      expect(again).toMatchObject({ status: 'scheduled', dueKind: 'send' });
      expect(Date.parse(again?.dueAt ?? '') - Date.now()).toBeGreaterThan(59 * 60_000);
      expect(lines).toContainEqual(expect.objectContaining({ reason: type, mail_sender_refused: 1 }));
    },
  );

  test('a mail that cannot be written was certainly not sent: it is tried again, and never in doubt', async () => {
    const { ctx, survey, mails } = await aDueSurvey();
    const url = process.env['PUBLIC_URL'];
    delete process.env['PUBLIC_URL'];
    await run().finally(() => (process.env['PUBLIC_URL'] = url));
    const again = await surveys.find(ctx, survey.surveyId);
    expect(again).toMatchObject({ status: 'scheduled', dueKind: 'send' });
    expect(Date.parse(again?.dueAt ?? '') - Date.now()).toBeLessThanOrEqual(60_000);
    expect(mails()).toEqual([]);
  });

  test('a reply that never came leaves the survey in doubt, and is not followed by a second mail', async () => {
    ses.refusal = { status: 500, type: 'InternalServiceErrorException' };
    const { ctx, survey, mails } = await aDueSurvey();
    await run();
    ses.refusal = undefined;
    await run();
    expect(mails()).toEqual([]);
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({ status: 'sending', dueKind: 'settle' });
  });

  test('what is due with an activity is told, once', async () => {
    const now = new Date();
    const ctx = aContext({ now: new Date(now.getTime() - 3_600_000) });
    const dueAt = new Date(now.getTime() - 60_000).toISOString();
    const remindAt = new Date(now.getTime() - 360_000).toISOString();
    const body = CreateActivity.parse({ type: 'call', subject: 'Call back', dueAt, reminders: [5] });
    const { activityId } = await createActivity(ctx, { body });
    await run();
    const told = await getActivity(ctx, { activityId });
    expect(told).toMatchObject({ remindedAt: remindAt, overdueTold: dueAt, version: 1 });
    await run();
    expect(await getActivity(ctx, { activityId })).toEqual(told);
  });
});
