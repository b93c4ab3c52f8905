import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { systemDb, tableName } from '../kernel/table.ts';
import { aContext } from '../testing/context.ts';
import { playFault } from '../testing/faults.ts';
import type { Context } from '../kernel/context.ts';
import { setAddress } from '../contact-preference/contact-preference.ts';
import type { AskRules } from '../asking/ask.types.ts';
import { cancelSurvey } from '../survey/cancel.ts';
import { dispatchDue, type DispatchParts } from './dispatch.ts';
import { MailRefused } from '../mail/ses.ts';
import type { Mailer } from './due.ts';
import { SurveySettings } from '../survey/survey-settings.schema.ts';
import { decisions } from '../survey/survey.ts';
import { replaceSurvey, type StoredSurvey, surveys } from '../survey/survey.store.ts';
import { aSurvey as surveyFor, storeSurvey } from '../survey/testing/given.ts';

const HOUR = 3_600_000;
const rules: AskRules = { surveys: SurveySettings.parse({}), timeZone: 'UTC', dayBoundary: '00:00' };

const aSurvey = (ctx: Context, index: number, overrides: Partial<StoredSurvey> = {}): StoredSurvey =>
  surveyFor(ctx, `person-${index}@example.com`, overrides);

/** A post office that remembers every mail it took, and fails as told. */
function anSes(failure: (survey: StoredSurvey, attempt: number) => Error | 'lost reply' | undefined = () => undefined) {
  const sent: { surveyId: string; reminder: number }[] = [];
  let attempt = 0;
  const mailer: Mailer = async (_, survey, reminder) => {
    const fault = failure(survey, ++attempt);
    if (fault instanceof Error) throw fault;
    sent.push({ surveyId: survey.surveyId, reminder });
    if (fault === 'lost reply') throw new Error('socket hang up');
    return { messageId: `m-${survey.surveyId}-${reminder}` };
  };
  return { sent, mailer };
}

const parts = (mailer: Mailer, now: Date, overrides: Partial<DispatchParts> = {}): DispatchParts => ({
  systemDb: systemDb(),
  now: () => now,
  deadline: new Date(now.getTime() + HOUR),
  mailer,
  rules: async () => rules,
  isActive: async () => true,
  pace: async () => {},
  ...overrides,
});

// The due index is shared, so each test lives in a minute of its own, long before those of other files.
let minute = Date.UTC(2001, 0, 1);
const aMoment = () => new Date((minute += HOUR));

describe('the dispatcher', () => {
  test('1 000 due surveys with 5 % faults, a crash in the middle and two runs at once: everyone gets exactly one mail or is listed as unresolved', async () => {
    const now = aMoment();
    const ctx = aContext({ now });
    const many = Array.from({ length: 1000 }, (_, index) => aSurvey(ctx, index));
    for (let at = 0; at < many.length; at += 25)
      await Promise.all(many.slice(at, at + 25).map((survey) => storeSurvey(ctx, survey)));
    const { sent, mailer } = anSes((_, attempt) => {
      if (attempt % 60 === 0) return new MailRefused('throttled', 60_000);
      if (attempt % 61 === 0) return 'lost reply';
      if (attempt % 62 === 0) return new Error('connection refused by nobody knows whom');
      return undefined;
    });
    // The crash: the process dies between SES's answer and our note of it, after 300 mails.
    let alive = true;
    const dying: Mailer = async (...args) => {
      const answer = await mailer(...args);
      alive &&= sent.length < 300;
      if (!alive) throw new Error('process died');
      return answer;
    };
    await dispatchDue(
      parts(dying, now, {
        deadline: new Date(now.getTime() + 1),
        now: () => (alive ? now : new Date(now.getTime() + 2)),
      }),
    );
    expect(sent.length).toBeLessThan(400);
    for (const later of [0, 2, 20, 40]) {
      const then = new Date(now.getTime() + later * 60_000);
      await Promise.all([dispatchDue(parts(mailer, then)), dispatchDue(parts(mailer, then))]);
    }
    const mails = Map.groupBy(sent, ({ surveyId }) => surveyId);
    expect([...mails.values()].filter(({ length }) => length > 1)).toEqual([]);
    const stored = await Promise.all(many.map(({ surveyId }) => surveys.find(ctx, surveyId)));
    const statuses = Map.groupBy(stored, (survey) => survey?.status);
    expect([...statuses.keys()].map(String).toSorted()).toEqual(['sent', 'unresolved']);
    for (const survey of statuses.get('sent') ?? []) expect(mails.get(survey?.surveyId ?? '')).toHaveLength(1);
    const lost = stored.filter((survey) => survey?.status !== 'unresolved' && !mails.has(survey?.surveyId ?? ''));
    expect(lost).toEqual([]);
    expect(statuses.get('unresolved')?.length).toBeLessThan(60);
  }, 120_000);

  test('catches up after an outage of days', async () => {
    const now = aMoment();
    const ctx = aContext({ now });
    const survey = aSurvey(ctx, 1, { dueAt: new Date(now.getTime() - HOUR / 2).toISOString() });
    await storeSurvey(ctx, survey);
    const { sent, mailer } = anSes();
    await dispatchDue(parts(mailer, now));
    expect(sent).toEqual([{ surveyId: survey.surveyId, reminder: 0 }]);
  });

  test('what was due by day, before an outage, does not go out at night', async () => {
    const now = aMoment();
    const night = new Date(`${now.toISOString().slice(0, 10)}T22:30:00.000Z`);
    const ctx = aContext({ now: night });
    const survey = aSurvey(ctx, 1, { dueAt: new Date(night.getTime() - 5 * HOUR).toISOString() });
    await storeSurvey(ctx, survey);
    const { sent, mailer } = anSes();
    const sendingWindow = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '18:00' };
    const byDay = async () => ({ ...rules, surveys: { ...rules.surveys, sendingWindow } });
    await dispatchDue(parts(mailer, night, { rules: byDay }));
    expect(sent).toEqual([]);
    const morning = new Date(night.getTime() + 10.5 * HOUR);
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({ dueAt: morning.toISOString() });
    await dispatchDue(parts(mailer, morning, { rules: byDay }));
    expect(sent).toEqual([{ surveyId: survey.surveyId, reminder: 0 }]);
  });

  test('a survey whose claim was written and its reply lost gets its mail all the same, once', async () => {
    const now = aMoment();
    const ctx = aContext({ now });
    const survey = aSurvey(ctx, 1);
    await storeSurvey(ctx, survey);
    const { sent, mailer } = anSes();
    let lost = 0;
    const isClaim = (input: string) => input.includes(survey.surveyId) && input.includes('"claim"');
    const stop = playFault(
      'commitThenThrow',
      (command, _, input) => command === 'PutItemCommand' && isClaim(input) && ++lost === 1,
    );
    await dispatchDue(parts(mailer, now)).finally(stop);
    await dispatchDue(parts(mailer, new Date(now.getTime() + HOUR)));
    expect(lost).toBe(2);
    expect(sent).toEqual([{ surveyId: survey.surveyId, reminder: 0 }]);
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({ status: 'sent' });
  });

  test('begins nothing after its deadline', async () => {
    const now = aMoment();
    const ctx = aContext({ now });
    await storeSurvey(ctx, aSurvey(ctx, 1));
    const { sent, mailer } = anSes();
    expect(await dispatchDue(parts(mailer, now, { deadline: now }))).toMatchObject({ left: true });
    expect(sent).toEqual([]);
    await dispatchDue(parts(mailer, now));
    expect(sent).toHaveLength(1);
  });

  test('reminds only those who have not answered, and expires at the end', async () => {
    const now = aMoment();
    const ctx = aContext({ now });
    const reminders = [HOUR * 0.1, HOUR * 0.2];
    const [silent, answered] = [
      aSurvey(ctx, 1, { reminders, expiryMs: HOUR * 0.3 }),
      aSurvey(ctx, 2, { reminders, expiryMs: HOUR * 0.3 }),
    ];
    await Promise.all([storeSurvey(ctx, silent), storeSurvey(ctx, answered)]);
    const { sent, mailer } = anSes();
    const at = (share: number) => new Date(now.getTime() + HOUR * share);
    await dispatchDue(parts(mailer, now));
    const open = await surveys.find(ctx, answered.surveyId);
    if (!open) throw new Error('gone');
    await replaceSurvey(ctx, open, { status: 'completed' }, 'answer');
    for (const share of [0.05, 0.11, 0.12, 0.21, 0.31]) await dispatchDue(parts(mailer, at(share)));
    expect(sent.filter(({ surveyId }) => surveyId === silent.surveyId).map(({ reminder }) => reminder)).toEqual([
      0, 1, 2,
    ]);
    expect(sent.filter(({ surveyId }) => surveyId === answered.surveyId)).toHaveLength(1);
    expect(await surveys.find(ctx, silent.surveyId)).toMatchObject({ status: 'expired', remindersSent: 2 });
    expect(await surveys.find(ctx, answered.surveyId)).toMatchObject({ status: 'completed' });
  });

  test.each([
    ['opted out', { optedOut: true }, { status: 'opted_out' }],
    ['took back their consent', { consent: false }, { status: 'suppressed', statusReason: 'no_consent' }],
    ['complained', { complained: true }, { status: 'suppressed', statusReason: 'complained' }],
  ])('sends nothing to someone who %s after the decision', async (_, change, outcome) => {
    const now = aMoment();
    const ctx = aContext({ now });
    const survey = aSurvey(ctx, 1);
    await storeSurvey(ctx, survey);
    await setAddress(ctx, 'person-1@example.com', change, now.toISOString());
    const { sent, mailer } = anSes();
    await dispatchDue(parts(mailer, now));
    expect(sent).toEqual([]);
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject(outcome);
  });

  test('sends nothing for a template that was switched off after the decision, and the ledger says so', async () => {
    const now = aMoment();
    const ctx = aContext({ now });
    const survey = aSurvey(ctx, 1);
    await storeSurvey(ctx, survey);
    const { sent, mailer } = anSes();
    await dispatchDue(parts(mailer, now, { isActive: async () => false }));
    expect(sent).toEqual([]);
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({ status: 'suppressed' });
    const { items } = await decisions(ctx, { email: 'person-1@example.com', limit: 5 });
    expect(items).toMatchObject([{ sent: false, reason: 'no_active_template', surveyId: survey.surveyId }]);
  });

  test('a survey that ended is off the index, and one that was left on it holds up nobody', async () => {
    const now = aMoment();
    const ctx = aContext({ now });
    const [ended, left, due] = [1, 2, 3].map((index) => aSurvey(ctx, index)) as [
      StoredSurvey,
      StoredSurvey,
      StoredSurvey,
    ];
    await Promise.all([ended, left, due].map((survey) => storeSurvey(ctx, survey)));
    const { pk, sk } = surveys.write(ctx, left)[0]?.Put?.Item ?? {};
    const raw = async ({ surveyId }: StoredSurvey) => (await surveys.find(ctx, surveyId)) as object;
    await cancelSurvey(ctx, ended.surveyId, 'by_hand');
    expect(await raw(ended)).not.toHaveProperty('g4pk');
    // As they were written once: ended, but with the keys of the index.
    await ctx.db.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: { pk, sk },
        UpdateExpression: 'SET #status = :ended REMOVE dueAt, dueKind',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':ended': 'completed' },
      }),
    );
    expect(await raw(left)).toHaveProperty('g4pk');
    const { sent, mailer } = anSes();
    await dispatchDue(parts(mailer, now));
    expect(sent).toEqual([{ surveyId: due.surveyId, reminder: 0 }]);
    expect(await raw(left)).not.toHaveProperty('g4pk');
  });

  test('a survey that fails holds up no other, and is tried again later', async () => {
    const now = aMoment();
    const [broken, whole] = [aContext({ now }), aContext({ now })];
    const poison = aSurvey(broken, 1);
    // Ordered by time: what fails stands first on every shard.
    const others = Array.from({ length: 20 }, (__, index) =>
      aSurvey(whole, index, { dueAt: new Date(now.getTime() - 1).toISOString() }),
    );
    await Promise.all([storeSurvey(broken, poison), ...others.map((survey) => storeSurvey(whole, survey))]);
    const { sent, mailer } = anSes();
    const rulesOrNot: DispatchParts['rules'] = async ({ companyId }) => {
      if (companyId === broken.companyId) throw new TypeError('settings cannot be read');
      return rules;
    };
    expect(await dispatchDue(parts(mailer, now, { rules: rulesOrNot }))).toMatchObject({ done: 20, failed: 1 });
    expect(sent).toHaveLength(20);
    await dispatchDue(parts(mailer, new Date(now.getTime() + 16 * 60_000)));
    expect(sent.map(({ surveyId }) => surveyId)).toContain(poison.surveyId);
  });
});
