import { describe, expect, test } from 'vitest';
import { aContext } from '../testing/context.ts';
import { commit } from '../kernel/write.ts';
import { newId } from '../kernel/ids.ts';
import { SubmitFeedback } from '../feedback/feedback.requests.schema.ts';
import { submit } from '../feedback/feedback.submit.ts';
import { answer } from '../answering/answer.ts';
import { analytics } from './survey.analytics.ts';
import { csatTemplate } from '../survey-template/ready-made/csat.ts';
import { countMonth } from '../metrics/testing/count-month.ts';
import { type CountableDecision, countedDecisions, DECISION_ROWS } from './decision.counted.ts';
import { type CountableSurvey, countedSurveys, DOMAIN_ROWS, funnelRows, QUESTION_ROWS } from './survey.counted.ts';
import * as funnel from './survey.funnel.ts';
import { counters, rowsOf } from './testing/rows.ts';
import { type SurveyTemplate, SurveyTemplateInput } from '../survey-template/survey-template.schema.ts';
import { decisionPuts } from '../survey/decision.store.ts';
import { aDeliveredSurvey } from '../survey/testing/given.ts';

const { rate } = funnel;

/** Analytics once the reader of changes is through. */
const countedAnalytics = async (...[ctx, query]: Parameters<typeof analytics>) => {
  await countMonth(ctx);
  return analytics(ctx, query);
};

const [one, other, templateId] = [newId('survey'), newId('survey'), newId('template')];

type Decided = Pick<CountableDecision, 'sent' | 'reason' | 'surveyId'>;
/** The funnel of the counters that surveys and decisions add. */
const funnelOf = (surveys: readonly CountableSurvey[], decisions: readonly Decided[]) => {
  const all = decisions.map((decision) => ({
    decisionId: newId('decision'),
    at: '2026-11-01T10:00:00.000Z',
    ...decision,
  }));
  return funnel.funnelOf(
    counters(countedSurveys, surveys, funnelRows.template),
    counters(countedDecisions, all, DECISION_ROWS),
  );
};
const scannersOf = (surveys: readonly CountableSurvey[]) =>
  funnel.scannersOf(rowsOf(countedSurveys, surveys, DOMAIN_ROWS));

const a = (overrides: Partial<CountableSurvey> = {}): CountableSurvey => ({
  surveyId: one,
  status: 'delivered',
  createdAt: '2026-11-01T10:00:00.000Z',
  sentAt: '2026-11-01T10:00:00.000Z',
  deliveredAt: '2026-11-01T10:00:05.000Z',
  templateId,
  templateVersion: 1,
  language: 'en',
  contact: { email: 'a@example.com' },
  snapshot: {},
  ...overrides,
});
const answered = (minutes: number, overrides: Partial<CountableSurvey> = {}) =>
  a({
    status: 'completed',
    completedAt: new Date(Date.parse('2026-11-01T10:00:00.000Z') + minutes * 60_000).toISOString(),
    feedbackId: newId('feedback'),
    ...overrides,
  });

describe('the funnel', () => {
  test('counts everybody at every step they reached', () => {
    const surveys = [
      a({ status: 'scheduled', sentAt: undefined, deliveredAt: undefined }),
      a({ status: 'sent', deliveredAt: undefined }),
      a({ status: 'bounced', deliveredAt: undefined }),
      a({ status: 'opened', openedAt: '2026-11-01T11:00:00.000Z' }),
      a({ status: 'partial', responses: [{ questionId: 'q', type: 'nps', answer: 9 }] }),
      answered(10, { deliveredAt: undefined, comments: 'Good' }),
      answered(30),
      a({ status: 'expired' }),
    ];
    const decisions = [
      { sent: true },
      { sent: false, reason: 'quiet_period' as const },
      { sent: false, reason: 'quiet_period' as const },
    ];
    expect(funnelOf(surveys, decisions)).toMatchObject({
      considered: 3,
      eligible: 1,
      suppressed: { quiet_period: 2 },
      sent: 7,
      delivered: 5,
      bounced: 1,
      opened: 4,
      started: 3,
      partial: 1,
      completed: 2,
      expired: 1,
      responseRate: { value: 50, n: 6 },
      commentRate: { value: 50, n: 2 },
      completionRate: { value: expect.closeTo(200 / 3), n: 3 },
      minutesToAnswer: { median: 20, n: 2 },
    });
  });

  test('of nothing has no rates, rather than zero', () => {
    const { responseRate, commentRate, minutesToAnswer } = funnelOf([], []);
    expect([responseRate.value, commentRate.value, minutesToAnswer.median]).toEqual([null, null, null]);
  });

  test('does not know reminders: a person reminded three times is one invitation', () => {
    const reminded = { ...a(), remindersSent: 3 };
    expect(funnelOf([reminded, answered(5)], []).responseRate).toMatchObject({ value: 50, n: 2 });
  });

  test('keeps whoever answered without a mail out of the response rate', () => {
    expect(funnelOf([answered(5, { sentAt: undefined })], []).responseRate).toMatchObject({ value: null, n: 0 });
  });

  test('tells of invitations by channel, and of answers that came after a reminder', () => {
    const snapshot = { channel: 'chat' };
    const surveys = [answered(5, { snapshot }), answered(9, { snapshot, remindersSent: 1 }), a({ remindersSent: 2 })];
    expect(counters(countedSurveys, surveys, 'invited.channel')).toMatchObject({ invited: 2, answered: 2 });
    expect(counters(countedSurveys, surveys, 'invited.company')).toMatchObject({ invited: 3, 'after-reminder': 1 });
  });

  test('gives rates with their Wilson interval', () => {
    const { interval } = rate(8, 10, 'f');
    expect(interval?.low).toBeCloseTo(49.02, 1);
    expect(interval?.high).toBeCloseTo(94.33, 1);
  });
});

test('questions are counted by value, zero included; texts never show; few anonymous answers are withheld', () => {
  const response = (answer: number | string | string[], type = 'nps') => ({ questionId: type, type, answer });
  const all = [0, 0, 10].map((score) => a({ responses: [response(score)] }));
  all.push(a({ responses: [response('secret', 'long_text'), response(['x', 'y'], 'multi_choice')] }));
  const questions = ['nps', 'long_text', 'multi_choice'].map((type) => ({ id: type, type, text: { en: 'Q' } }));
  const template = {
    ...SurveyTemplateInput.parse(csatTemplate),
    templateId,
    questions: questions as SurveyTemplate['questions'],
  };
  const known = new Map<string, funnel.KnownTemplate>([
    [templateId, { current: template, versions: new Map([[1, template]]) }],
  ]);
  const questionsOf = (floorOf: () => number) =>
    funnel.questionsOf(rowsOf(countedSurveys, all, QUESTION_ROWS), known, floorOf, () => 'Q');
  const open = questionsOf(() => 0);
  expect(open[0]).toMatchObject({ n: 3, counts: { '0': 2, '10': 1 }, mean: 10 / 3 });
  expect(open[1]).toMatchObject({ n: 1, counts: { answered: 1 } });
  expect(open[2]).toMatchObject({ n: 1, counts: { x: 1, y: 1 } });
  expect(JSON.stringify(open)).not.toContain('secret');
  expect(questionsOf(() => 5)[0]).toMatchObject({ n: 0, counts: {}, withheld: true });
});

test('scanners are told by mail domain', () => {
  const surveys = [a({ scannedAt: 'x' }), a(), a({ contact: { email: 'b@Clean.example' } })];
  expect(scannersOf(surveys)).toEqual([{ domain: 'example.com', sent: 2, scanned: 1 }]);
});

test('a yes that is taken back before the mail is suppressed, not eligible; after the mail it stays what it was', () => {
  const decisions = [
    { sent: true, surveyId: one },
    { sent: true, surveyId: other },
    { sent: false, reason: 'quiet_period' as const },
    { sent: false, reason: 'opted_out' as const, surveyId: one },
    { sent: false, reason: 'ticket_reopened' as const, surveyId: other },
  ];
  const surveys = [
    a({ surveyId: one, status: 'opted_out', sentAt: undefined }),
    a({ surveyId: other, status: 'cancelled' }),
  ];
  expect(funnelOf(surveys, decisions)).toMatchObject({
    considered: 3,
    eligible: 1,
    sent: 1,
    suppressed: { quiet_period: 1, opted_out: 1 },
  });
});

test('a yes that is taken back on a later day counts on the day of the yes, so no day has fewer than none', () => {
  const utc = { timeZone: 'UTC', dayBoundary: '00:00' };
  const at = '2026-11-03T10:00:00.000Z';
  const takenBack = { decisionId: newId('decision'), at, sent: false, reason: 'opted_out', surveyId: one };
  expect(countedDecisions.contributions(takenBack, utc)).toEqual([]);
  const [first, ...others] = countedSurveys.contributions(a({ status: 'opted_out', sentAt: undefined }), utc);
  expect(first).toMatchObject({ day: '2026-11-01', counters: { asked: 1, 'withdrawn:opted_out': 1 } });
  expect(others).toEqual([]);
});

test('an interval ends exactly where nothing or everything was seen', () => {
  expect(rate(0, 7, '')).toMatchObject({ interval: { low: 0 } });
  expect(rate(7, 7, '')).toMatchObject({ interval: { high: 100 } });
});

describe('analytics', () => {
  test('read surveys, decisions and answers of the period, split as asked', async () => {
    const ctx = aContext();
    const one = await aDeliveredSurvey(ctx);
    await aDeliveredSurvey(ctx, { survey: { snapshot: { agentId: 'agent-8' } } });
    await answer(ctx, {
      surveyId: one.survey.surveyId,
      given: () => ({ satisfaction: 2, improve: 'x' }),
      complete: true,
    });
    const decision = {
      decisionId: newId('decision', ctx.now),
      at: ctx.now.toISOString(),
      sent: false,
      trigger: 'list',
    };
    await commit(ctx, decisionPuts(ctx.companyId, ['k', 'other'], { ...decision, reason: 'opted_out' }));
    const result = await countedAnalytics(ctx, { by: 'agent' });
    expect(result.total).toMatchObject({
      sent: 2,
      completed: 1,
      suppressed: { opted_out: 1 },
      responseRate: { value: 50 },
    });
    expect(result.groups?.map(({ key, completed }) => [key, completed])).toEqual([
      ['agent-7', 1],
      ['agent-8', 0],
    ]);
    expect(result.questions).toContainEqual(
      expect.objectContaining({ questionId: 'satisfaction', counts: { '2': 1 }, mean: 2 }),
    );
    expect((await countedAnalytics(ctx, { from: '2020-01-01', to: '2020-01-31' })).total.sent).toBe(0);
    expect((await analytics(aContext(), {})).total.sent).toBe(0);
  });

  test('name a question in the template’s words, never the person who was asked', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx, {
      template: {
        languages: ['en'],
        subject: { en: 'Hi' },
        title: { en: 'Title' },
        questions: [{ id: 'q', type: 'nps', text: { en: 'Did {company} help you, {customerName}?' } }],
        thanks: undefined,
        whatHappensNext: undefined,
        brand: { name: 'Acme' },
      },
    });
    await answer(ctx, { surveyId: survey.surveyId, given: () => ({ q: 9 }), complete: true });
    expect((await countedAnalytics(ctx, {})).questions).toMatchObject([{ question: 'Did Acme help you?' }]);
  });

  test('show anonymous answers only from the anonymity floor on', async () => {
    const ctx = aContext();
    const { template, survey } = await aDeliveredSurvey(ctx, { template: { anonymous: true } });
    const given = () => ({ satisfaction: 3 });
    await answer(ctx, { surveyId: survey.surveyId, given, complete: true });
    expect((await countedAnalytics(ctx, {})).questions).toMatchObject([{ withheld: true, counts: {} }]);
    for (let count = 0; count < 4; count++) {
      const more = await aDeliveredSurvey(ctx, {
        template: { anonymous: true },
        survey: { templateId: template.templateId, templateVersion: 1 },
      });
      await answer(ctx, { surveyId: more.survey.surveyId, given, complete: true });
    }
    expect((await countedAnalytics(ctx, {})).questions).toMatchObject([{ n: 5, counts: { '3': 5 } }]);
  });

  test('count no answers of an anonymous survey that do not fit its questions', async () => {
    const ctx = aContext();
    const { template, survey } = await aDeliveredSurvey(ctx, { template: { anonymous: true } });
    await answer(ctx, { surveyId: survey.surveyId, given: () => ({ satisfaction: 3 }), complete: true });
    const { templateId: anonymousId } = template;
    const foreign = ['yes', 7, { contact: 'a secret text', satisfaction: { not: 'a score' }, other: 1 }];
    for (const answers of [...foreign, ...foreign])
      await submit(
        { ...ctx, requestId: newId('event') },
        SubmitFeedback.parse({
          source: 'import',
          templateId: anonymousId,
          data: { answers },
          scores: [{ metric: 'csat', value: 9, scaleMin: 1, scaleMax: 10, questionId: 'satisfaction' }],
        }),
      );
    expect((await countedAnalytics(ctx, {})).questions).toMatchObject([{ questionId: 'satisfaction', withheld: true }]);
  });

  test('refuse a period that is upside down or too long', async () => {
    await expect(analytics(aContext(), { from: '2026-02-01', to: '2026-01-01' })).rejects.toThrow(
      'The request is not valid',
    );
    await expect(analytics(aContext(), { from: '2020-01-01', to: '2026-01-01' })).rejects.toThrow(
      'The request is not valid',
    );
  });
});
