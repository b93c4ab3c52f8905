import { describe, expect, test } from 'vitest';
import { historyOf } from '../audit/audit.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { walk } from '../feedback/feedback.walk.ts';
import { playFault } from '../testing/faults.ts';
import { audited } from '../testing/audited.ts';
import { aContext } from '../testing/context.ts';
import type { Context } from '../kernel/context.ts';
import { idTime, newId } from '../kernel/ids.ts';
import { answer, expire, release } from './answer.ts';
import type { AnswerInput } from './answer.types.ts';
import { surveys } from '../survey/survey.store.ts';
import { csatTemplate } from '../survey-template/ready-made/csat.ts';
import { aDeliveredSurvey } from '../survey/testing/given.ts';
import type { Id } from '../kernel/id-kinds.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const later = (ctx: Context, ms: number): Context => ({ ...ctx, now: new Date(ctx.now.getTime() + ms) });
const by = (surveyId: Id<'survey'>, given: Record<string, unknown>, rest: Partial<AnswerInput> = {}): AnswerInput => ({
  surveyId,
  given: () => given,
  complete: true,
  posted: { page: 'page-1', hiddenField: false, hiddenLink: false },
  ...rest,
});
async function feedbackOf(ctx: Context): Promise<StoredFeedback[]> {
  const all: StoredFeedback[] = [];
  for await (const page of walk(ctx, ctx.now.toISOString().slice(0, 7))) all.push(...page);
  return all;
}

describe('an answer', () => {
  test('turns the survey into one feedback record with the frozen context', async () => {
    const ctx = aContext();
    const again = { id: 'again', type: 'boolean', text: { en: 'Would you come again?' } } as const;
    const questions = [...csatTemplate.questions, again];
    const { survey, template } = await aDeliveredSurvey(ctx, { template: { questions } });
    const outcome = await answer(ctx, by(survey.surveyId, { satisfaction: 2, improve: 'Faster', again: true }));
    expect(outcome).toMatchObject({
      kind: 'completed',
      survey: { status: 'completed', overallScore: 2, comments: 'Faster', version: 4 },
    });
    const [record, ...others] = await feedbackOf(ctx);
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      feedbackId: outcome?.survey.feedbackId,
      source: 'survey',
      type: 'survey_response',
      surveyId: survey.surveyId,
      templateId: template.templateId,
      ticketId: 'T-1',
      contact: { name: 'Ana', email: 'ana@example.com' },
      snapshot: { agentId: 'agent-7', channel: 'chat', resolutionMinutes: 42 },
      scores: [{ metric: 'csat', value: 2, scaleMin: 1, scaleMax: 5, questionId: 'satisfaction' }],
      comments: 'Faster',
      data: { answers: { again: true } },
      analysisStatus: 'pending',
      version: 1,
    });
    expect((await surveys.find(ctx, survey.surveyId))?.responses?.[0]).toMatchObject({ score: 2, type: 'csat' });
  });

  test('given again changes, never adds, until the edit window ends; then it is refused', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx);
    await answer(ctx, by(survey.surveyId, { satisfaction: 2, improve: 'Faster' }));
    const within = later(ctx, 23 * HOUR);
    expect((await answer(within, by(survey.surveyId, { satisfaction: 5 })))?.kind).toBe('completed');
    const [record, ...others] = await feedbackOf(ctx);
    expect(others).toEqual([]);
    expect(record).toMatchObject({ version: 2, scores: [{ value: 5 }], analysisStatus: 'skipped' });
    expect(record).not.toHaveProperty('comments');
    const after = await answer(later(ctx, 24 * HOUR), by(survey.surveyId, { satisfaction: 1 }));
    expect(after).toMatchObject({ kind: 'ended', why: 'used' });
  });

  test('sent by two clicks at once is one', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx);
    const both = [1, 2].map(() => answer(ctx, by(survey.surveyId, { satisfaction: 4 })));
    expect((await Promise.all(both)).map((outcome) => outcome?.kind)).toEqual(['completed', 'completed']);
    expect(await feedbackOf(ctx)).toHaveLength(1);
  });

  test('whose reply is lost after the commit and is sent again is one', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx);
    const undo = playFault('commitThenThrow', (name) => name.startsWith('TransactWrite'));
    try {
      await answer(ctx, by(survey.surveyId, { satisfaction: 4 })).catch(() => undefined);
    } finally {
      undo();
    }
    expect((await answer(ctx, by(survey.surveyId, { satisfaction: 4 })))?.kind).toBe('completed');
    expect(await feedbackOf(ctx)).toHaveLength(1);
  });

  test('that is not finished is kept on the survey and is no feedback yet', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx);
    await answer(ctx, by(survey.surveyId, { satisfaction: 1 }, { complete: false }));
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({ status: 'partial', responses: [{ answer: 1 }] });
    expect(await feedbackOf(ctx)).toEqual([]);
  });

  test('that was never finished still counts when its survey ends, on the day it was given', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx);
    await answer(ctx, by(survey.surveyId, { satisfaction: 1 }, { complete: false }));
    const partial = (await surveys.find(ctx, survey.surveyId)) ?? survey;
    await expire(later(ctx, HOUR), partial);
    expect(await feedbackOf(ctx)).toMatchObject([
      { scores: [{ value: 1 }], occurredAt: ctx.now.toISOString(), createdAt: later(ctx, HOUR).now.toISOString() },
    ]);
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({
      status: 'expired',
      feedbackId: expect.any(String),
    });
  });

  test('without a required one writes nothing and says what is missing', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx);
    const outcome = await answer(ctx, by(survey.surveyId, {}));
    expect(outcome).toMatchObject({ kind: 'invalid', faults: [{ questionId: 'satisfaction', code: 'required' }] });
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({ status: 'delivered', version: 3 });
  });

  test('to a question that was never asked writes nothing', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx);
    const outcome = await answer(ctx, by(survey.surveyId, { satisfaction: 5, admin: true }));
    expect(outcome).toMatchObject({ kind: 'invalid', faults: [{ code: 'unknown-question' }] });
    expect(await surveys.find(ctx, survey.surveyId)).toEqual(
      expect.objectContaining({ status: 'delivered', version: 3 }),
    );
  });

  test.each([
    ['cancelled', { status: 'cancelled' }, 'cancelled'],
    ['expired', { status: 'expired' }, 'expired'],
    ['past its end', { expiresOn: '2020-01-01T00:00:00.000Z' }, 'expired'],
  ] as const)('to a survey that is %s writes nothing', async (_, overrides, why) => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx, { survey: overrides });
    expect(await answer(ctx, by(survey.surveyId, { satisfaction: 5 }))).toMatchObject({ kind: 'ended', why });
    expect(await feedbackOf(ctx)).toEqual([]);
  });
});

describe('an anonymous answer', () => {
  test('leaves no way from the survey to what was said: no ids, no person, only the day', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx, { template: { anonymous: true } });
    await answer(ctx, by(survey.surveyId, { satisfaction: 1 }, { complete: false }));
    await answer(ctx, by(survey.surveyId, { satisfaction: 1, improve: 'secret' }));
    const flipped = await surveys.find(ctx, survey.surveyId);
    const [record] = await feedbackOf(ctx);
    const midnight = `${ctx.now.toISOString().slice(0, 10)}T00:00:00.000Z`;
    expect(flipped).toMatchObject({ status: 'completed', completedAt: midnight, updatedAt: midnight });
    expect(JSON.stringify(flipped)).not.toMatch(/secret|"answer"|core"|feedbackId|fb_/);
    expect(idTime(record?.feedbackId ?? newId('feedback')).toISOString()).toBe(midnight);
    const stored = JSON.stringify(record);
    expect(record).toMatchObject({
      occurredAt: midnight,
      createdAt: midnight,
      updatedAt: midnight,
      comments: 'secret',
    });
    for (const trace of [survey.surveyId, survey.surveyId.slice(3), 'ana@', 'Ana', 'agent-7', 'T-1', ctx.requestId])
      expect(stored).not.toContain(trace);
  });

  test('that looks like a gateway’s leaves nothing of what it said either', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx, { template: { anonymous: true } });
    const posted = { page: 'p', hiddenField: true, hiddenLink: false };
    await answer(ctx, by(survey.surveyId, { satisfaction: 3, improve: 'secret' }, { posted }));
    expect(JSON.stringify(await surveys.find(ctx, survey.surveyId))).not.toMatch(/secret|"answer"|core"/);
  });

  test('cannot be given twice', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx, { template: { anonymous: true } });
    await answer(ctx, by(survey.surveyId, { satisfaction: 5 }));
    const again = await answer(ctx, by(survey.surveyId, { satisfaction: 1 }));
    expect(again).toMatchObject({ kind: 'ended', why: 'used' });
    expect(await feedbackOf(ctx)).toHaveLength(1);
  });
});

describe('a mail gateway that presses buttons', () => {
  const press = (surveyId: Id<'survey'>, score: number): AnswerInput =>
    by(surveyId, { satisfaction: score }, { posted: { page: `page-${score}`, hiddenField: false, hiddenLink: false } });

  test('within seconds of delivery counts for nothing, and the person’s answer later is the only one', async () => {
    const ctx = aContext();
    const delivered = new Date(ctx.now.getTime() - 2 * SECOND).toISOString();
    const { survey } = await aDeliveredSurvey(ctx, { survey: { sentAt: delivered, deliveredAt: delivered } });
    for (const score of [1, 2, 3, 4, 5])
      expect((await answer(ctx, press(survey.surveyId, score)))?.kind).toBe('quarantined');
    expect(await feedbackOf(ctx)).toEqual([]);
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({
      status: 'delivered',
      quarantine: { attempts: 5, reasons: ['too_soon', 'burst'] },
    });
    const person = await answer(later(ctx, 360 * SECOND), by(survey.surveyId, { satisfaction: 4 }));
    expect(person?.kind).toBe('completed');
    const [record, ...others] = await feedbackOf(ctx);
    expect(others).toEqual([]);
    expect(record?.scores).toMatchObject([{ value: 4 }]);
  });

  test('in a burst hours later takes back even its first answer, which a person’s then replaces', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx);
    expect((await answer(ctx, press(survey.surveyId, 1)))?.kind).toBe('completed');
    expect((await answer(later(ctx, SECOND), press(survey.surveyId, 5)))?.kind).toBe('quarantined');
    expect((await surveys.find(ctx, survey.surveyId))?.status).toBe('delivered');
    expect((await feedbackOf(ctx))[0]?.excluded).toMatchObject({ reason: 'scanner' });
    await answer(later(ctx, 360 * SECOND), by(survey.surveyId, { satisfaction: 3 }));
    const [record, ...others] = await feedbackOf(ctx);
    expect(others).toEqual([]);
    expect(record).toMatchObject({ scores: [{ value: 3 }], version: 3 });
    expect(record?.excluded).toBeUndefined();
  });

  test('after a person’s answer changes nothing: what they said still counts', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx);
    const said = { satisfaction: 5, reason: 'Quick and kind' };
    await answer(ctx, by(survey.surveyId, said, { language: 'de' }));
    for (const score of [1, 2, 3, 4]) await answer(later(ctx, (60 + score) * SECOND), press(survey.surveyId, score));
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({
      status: 'completed',
      overallScore: 5,
      comments: said.reason,
      quarantine: { reasons: ['burst'] },
    });
    const records = await feedbackOf(ctx);
    expect(records).toMatchObject([{ scores: [{ value: 5 }], comments: said.reason, language: 'de' }]);
    expect(records[0]?.excluded).toBeUndefined();
  });

  test('leaves what a person had begun to say', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx);
    await answer(ctx, by(survey.surveyId, { satisfaction: 5 }, { complete: false }));
    for (const score of [1, 2, 3]) await answer(later(ctx, (60 + score) * SECOND), press(survey.surveyId, score));
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({
      status: 'partial',
      responses: [{ answer: 5 }],
      dueKind: 'expire',
    });
  });

  test('within seconds of a reminder counts for nothing either', async () => {
    const ctx = aContext();
    const lastMailAt = new Date(ctx.now.getTime() - 3 * SECOND).toISOString();
    const { survey } = await aDeliveredSurvey(ctx, { survey: { lastMailAt } });
    expect((await answer(ctx, press(survey.surveyId, 4)))?.kind).toBe('quarantined');
  });

  test('is given away by the field and the link that no person sees', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx);
    for (const trap of [{ hiddenField: true }, { hiddenLink: true }]) {
      const posted = { page: 'p', hiddenField: false, hiddenLink: false, ...trap };
      expect((await answer(ctx, by(survey.surveyId, { satisfaction: 5 }, { posted })))?.kind).toBe('quarantined');
    }
  });

  test('or a person taken for one: the answer counts once somebody releases it, as of when it was said, also after the end', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx);
    const posted = { page: 'p', hiddenField: true, hiddenLink: false };
    await answer(ctx, by(survey.surveyId, { satisfaction: 5 }, { posted }));
    await expire(ctx, (await surveys.find(ctx, survey.surveyId)) ?? survey);
    expect((await audited(ctx, () => release(later(ctx, HOUR), survey.surveyId)))?.kind).toBe('completed');
    expect(await feedbackOf(ctx)).toMatchObject([{ scores: [{ value: 5 }], occurredAt: ctx.now.toISOString() }]);
    expect((await surveys.find(ctx, survey.surveyId))?.completedAt).toBe(ctx.now.toISOString());
    expect((await historyOf(ctx, survey.surveyId, { limit: 5 })).items).toMatchObject([{ action: 'AnswerReleased' }]);
    await expect(release(ctx, survey.surveyId)).rejects.toThrow('No answer of this survey waits');
  });

  test('a person who changes their mind on one page is no burst', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx);
    await answer(ctx, by(survey.surveyId, { satisfaction: 2 }, { complete: false }));
    await answer(later(ctx, SECOND), by(survey.surveyId, { satisfaction: 3 }, { complete: false }));
    expect((await answer(later(ctx, 2 * SECOND), by(survey.surveyId, { satisfaction: 4 })))?.kind).toBe('completed');
  });
});
