import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { find } from '../feedback/feedback.store.ts';
import { walk } from '../feedback/feedback.walk.ts';
import type { Context } from '../kernel/context.ts';
import { countMonth } from '../metrics/testing/count-month.ts';
import { read } from '../metrics/metrics.ts';
import { aContext } from '../testing/context.ts';
import { answer, expire } from './answer.ts';
import type { AnswerInput } from './answer.types.ts';
import { analytics } from '../survey-analytics/survey.analytics.ts';
import { type StoredSurvey, surveys } from '../survey/survey.store.ts';
import { aDeliveredSurvey } from '../survey/testing/given.ts';
import type { Id } from '../kernel/id-kinds.ts';

const SECOND = 1_000;
const later = (ctx: Context, ms: number): Context => ({ ...ctx, now: new Date(ctx.now.getTime() + ms) });

type Said = { score: number; comment?: string | undefined; complete: boolean };
const post = (surveyId: Id<'survey'>, page: string, { score, comment, complete }: Said): AnswerInput => ({
  surveyId,
  given: () => ({ satisfaction: score, ...(comment !== undefined && { [score > 3 ? 'reason' : 'improve']: comment }) }),
  complete,
  language: comment === undefined ? 'en' : 'de',
  posted: { page, hiddenField: false, hiddenLink: false },
});

const score = fc.integer({ min: 1, max: 5 });
const comment = fc.option(fc.constantFrom('Good', 'Too slow'), { nil: undefined });
const said = fc.record({ score, comment, complete: fc.boolean() });
/** Pages of a gateway: the second has another score than the first, which shows that no person is at work. */
const burst = fc
  .array(said, { minLength: 2, maxLength: 5 })
  .map(([first, second, ...more]) =>
    [first, second && { ...second, score: ((first?.score ?? 0) % 5) + 1 }, ...more].flatMap((one) => one ?? []),
  );
const begun = fc.constantFrom<Partial<StoredSurvey>>(
  {},
  { status: 'sent', deliveredAt: undefined },
  { status: 'opened', openedAt: new Date().toISOString() },
  { dueKind: 'remind', reminders: [1] },
);

async function play(ctx: Context, surveyId: Id<'survey'>, posts: readonly Said[]): Promise<void> {
  for (const [index, one] of posts.entries())
    await answer(later(ctx, index * SECOND), post(surveyId, `gateway-${index}`, one));
}

/** A survey as the table holds it, without what a burst is meant to leave. */
async function standing(ctx: Context, surveyId: Id<'survey'>) {
  const stored = (await surveys.find(ctx, surveyId)) as StoredSurvey;
  // `updatedAt` and `last…` say when, by whom and why the row was written, `version` and `revision` how often; `before` is
  // the memory of the run itself.
  const trace = ['version', 'revision', 'updatedAt', 'lastAction', 'lastActor', 'lastRequestId'];
  const left = new Set(['quarantine', 'lastPost', 'scannedAt', 'before', ...trace]);
  const rest = Object.fromEntries(Object.entries(stored).filter(([name]) => !left.has(name)));
  return rest as Omit<StoredSurvey, 'quarantine' | 'lastPost' | 'scannedAt' | 'version' | 'updatedAt' | 'before'>;
}

const quarantineOf = async (ctx: Context, surveyId: Id<'survey'>) => (await surveys.find(ctx, surveyId))?.quarantine;

async function saidIn(ctx: Context, feedbackId: Id<'feedback'> | undefined) {
  const record = feedbackId === undefined ? undefined : await find(ctx, feedbackId);
  const { scores, comments, language, data, excluded } = record ?? {};
  return { scores, comments, language, data, excluded };
}

const runs = { numRuns: 15 };

test('after a person’s answer, a burst leaves survey and feedback as that answer left them, and its own trace', async () => {
  await fc.assert(
    fc.asyncProperty(begun, said, burst, async (overrides, person, posts) => {
      const ctx = aContext();
      const { surveyId } = (await aDeliveredSurvey(ctx, { survey: overrides })).survey;
      await answer(ctx, post(surveyId, 'person', person));
      const before = await standing(ctx, surveyId);
      const record = await saidIn(ctx, before.feedbackId);
      await play(later(ctx, 60 * SECOND), surveyId, posts);
      expect(await quarantineOf(ctx, surveyId)).toMatchObject({ reasons: ['burst'], attempts: posts.length - 1 });
      const after = await standing(ctx, surveyId);
      expect(after).toEqual({ ...before, ...(after.feedbackId && { feedbackId: after.feedbackId }) });
      if (before.feedbackId !== undefined) expect(await saidIn(ctx, before.feedbackId)).toEqual(record);
    }),
    runs,
  );
}, 120_000);

test('a burst before a person’s answer leaves the survey as it was, and that answer is the only one', async () => {
  await fc.assert(
    fc.asyncProperty(begun, said, burst, async (overrides, person, posts) => {
      const ctx = aContext();
      const { surveyId } = (await aDeliveredSurvey(ctx, { survey: overrides })).survey;
      const before = await standing(ctx, surveyId);
      await play(ctx, surveyId, posts);
      const { feedbackId, ...scanned } = await standing(ctx, surveyId);
      expect(scanned).toEqual(before);
      if (feedbackId) expect((await saidIn(ctx, feedbackId)).excluded).toMatchObject({ reason: 'scanner' });

      const answered = later(ctx, 60 * SECOND);
      await answer(answered, post(surveyId, 'person', person));
      const alone = aContext({ now: ctx.now });
      const twin = (await aDeliveredSurvey(alone, { survey: overrides })).survey.surveyId;
      await answer({ ...alone, now: answered.now }, post(twin, 'person', person));
      const names = ['status', 'startedAt', 'completedAt', 'editableUntil', 'responses', 'overallScore', 'comments'];
      const of = async (one: Context, id: Id<'survey'>) => {
        const survey = (await surveys.find(one, id)) as StoredSurvey & Record<string, unknown>;
        return names.map((name) => survey[name]);
      };
      expect(await of(ctx, surveyId)).toEqual(await of(alone, twin));
    }),
    runs,
  );
}, 120_000);

test('a survey that only a gateway pressed counts nowhere: not in numbers, not in results, also once it has expired', async () => {
  const ctx = aContext();
  const [one, other] = [await aDeliveredSurvey(ctx), await aDeliveredSurvey(ctx)];
  const { surveyId } = one.survey;
  await answer(ctx, post(other.survey.surveyId, 'person', { score: 5, complete: true }));
  await play(
    ctx,
    surveyId,
    [1, 2, 3].map((value) => ({ score: value, comment: 'x', complete: true })),
  );

  const expectOneAnswer = async (at: Context) => {
    await countMonth(at);
    const rate = await read(at, { name: 'response_rate', grain: 'total' });
    expect(rate.total).toMatchObject({ value: 0.5, n: 2, breakdown: { answered: 1, unanswered: 1 } });
    const csat = await read(at, { name: 'csat_avg', grain: 'total' });
    expect(csat.total).toMatchObject({ n: 1, excluded: { scanner: 1 } });
    const { total, questions } = await analytics(at, {});
    expect(total).toMatchObject({ started: 1, partial: 0, completed: 1, minutesToAnswer: { n: 1 } });
    expect(total.commentRate).toMatchObject({ value: 0, n: 1 });
    expect(questions).toMatchObject([{ questionId: 'satisfaction', n: 1, counts: { '5': 1 }, mean: 5 }]);
  };
  await expectOneAnswer(ctx);
  const ended = later(ctx, 3_600 * SECOND);
  await expire(ended, (await surveys.find(ended, surveyId)) as StoredSurvey);
  await expectOneAnswer(ended);
  const records: unknown[] = [];
  for await (const page of walk(ctx, ctx.now.toISOString().slice(0, 7))) records.push(...page);
  expect(records).toHaveLength(2);
});
