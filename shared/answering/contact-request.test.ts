import { describe, expect, test } from 'vitest';
import { find } from '../feedback/feedback.store.ts';
import { feedbackEventsOf } from '../feedback/feedback.events.ts';
import { walk } from '../feedback/feedback.walk.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { surveys } from '../survey/survey.store.ts';
import { aDeliveredSurvey } from '../survey/testing/given.ts';
import { aContext } from '../testing/context.ts';
import { answer, expire, release } from './answer.ts';
import type { AnswerInput } from './answer.types.ts';
import { channelsOf } from './contact-request.ts';

const SECOND = 1_000;
const later = (ctx: Context, ms: number): Context => ({ ...ctx, now: new Date(ctx.now.getTime() + ms) });
const contact = { name: 'Ana', email: 'ana@example.com', phone: '+49 30 1234567' };
const asked = (ctx: Context, more: object = {}) => aDeliveredSurvey(ctx, { survey: { contact }, ...more });
const by = (surveyId: Id<'survey'>, satisfaction: number, rest: Partial<AnswerInput> = {}): AnswerInput => ({
  surveyId,
  given: () => ({ satisfaction }),
  complete: true,
  posted: { page: 'page-1', hiddenField: false, hiddenLink: false },
  ...rest,
});
const recordOf = async (ctx: Context, surveyId: Id<'survey'>): Promise<StoredFeedback | undefined> => {
  const survey = await surveys.find(ctx, surveyId);
  return survey?.feedbackId && find(ctx, survey.feedbackId);
};

describe('channels', () => {
  const { email, phone } = contact;
  test.each([
    ['by mail alone where no number is known', { email }, false, ['email']],
    ['by phone and text message where a number is', { email, phone }, false, ['email', 'phone', 'sms']],
    ['none where nobody is known', undefined, false, []],
    ['none on an anonymous template', { email, phone }, true, []],
  ])('%s', (_, known, anonymous, channels) => {
    expect(channelsOf({ survey: { contact: known }, template: { anonymous } })).toEqual(channels);
  });
});

describe('a wish to be contacted', () => {
  test('stands on the survey and the record, and is a fact of the record’s events', async () => {
    const ctx = aContext();
    const { survey } = await asked(ctx);
    await answer(ctx, by(survey.surveyId, 2, { contact: 'phone' }));
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({ contactRequest: { channel: 'phone' } });
    const record = await recordOf(ctx, survey.surveyId);
    expect(record).toMatchObject({ contactRequest: { channel: 'phone' } });
    const [event] = feedbackEventsOf({ after: record as StoredFeedback });
    expect(event?.detail.contactRequest).toEqual({ channel: 'phone' });
  });

  test('is changed and taken back with the answer; an answer that says nothing of it leaves it', async () => {
    const ctx = aContext();
    const { survey } = await asked(ctx);
    const wishAfter = async (seconds: number, said: string | undefined) => {
      await answer(later(ctx, seconds * SECOND), by(survey.surveyId, 2, { contact: said }));
      return (await recordOf(ctx, survey.surveyId))?.contactRequest;
    };
    expect(await wishAfter(0, 'phone')).toEqual({ channel: 'phone' });
    expect(await wishAfter(20, 'email')).toEqual({ channel: 'email' });
    expect(await wishAfter(40, undefined)).toEqual({ channel: 'email' });
    expect(await wishAfter(60, '')).toBeUndefined();
    expect(await surveys.find(ctx, survey.surveyId)).not.toHaveProperty('contactRequest');
  });

  test('is kept with an answer that is not finished, and counts when the survey ends', async () => {
    const ctx = aContext();
    const { survey } = await asked(ctx);
    await answer(ctx, by(survey.surveyId, 1, { complete: false, contact: 'email' }));
    const partial = await surveys.find(ctx, survey.surveyId);
    expect(partial).toMatchObject({ status: 'partial', contactRequest: { channel: 'email' } });
    await expire(later(ctx, 3_600 * SECOND), partial ?? survey);
    expect(await recordOf(ctx, survey.surveyId)).toMatchObject({ contactRequest: { channel: 'email' } });
  });

  test('of an answer that looks like a gateway’s waits with it, and counts when that is released', async () => {
    const ctx = aContext();
    const { survey } = await asked(ctx);
    const posted = { page: 'page-1', hiddenField: true, hiddenLink: false };
    await answer(ctx, by(survey.surveyId, 2, { posted, contact: 'sms' }));
    const kept = await surveys.find(ctx, survey.surveyId);
    expect(kept).not.toHaveProperty('contactRequest');
    expect(kept).toMatchObject({ quarantine: { contactRequest: { channel: 'sms' } } });
    await release(later(ctx, 60 * SECOND), survey.surveyId);
    expect(await recordOf(ctx, survey.surveyId)).toMatchObject({ contactRequest: { channel: 'sms' } });
  });

  test('of a burst is taken back, and what stood before it stands again', async () => {
    const ctx = aContext();
    const { survey } = await asked(ctx);
    await answer(ctx, by(survey.surveyId, 4, { contact: 'email' }));
    const posted = (page: string) => ({ page, hiddenField: false, hiddenLink: false });
    const at = later(ctx, 60 * SECOND);
    await answer(at, by(survey.surveyId, 1, { posted: posted('page-2'), contact: 'phone' }));
    expect(await recordOf(ctx, survey.surveyId)).toMatchObject({ contactRequest: { channel: 'phone' } });
    await answer(later(at, SECOND), by(survey.surveyId, 2, { posted: posted('page-3'), contact: 'sms' }));
    expect(await recordOf(ctx, survey.surveyId)).toMatchObject({ contactRequest: { channel: 'email' } });
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({ contactRequest: { channel: 'email' } });
  });

  test.each([
    ['by phone where no number is known', { survey: {} }, 'phone'],
    ['by a channel that there is not', {}, 'fax'],
    ['of somebody anonymous', { template: { anonymous: true } }, 'email'],
  ])('%s is refused, and nothing is written', async (_, more, said) => {
    const ctx = aContext();
    const { survey } = await asked(ctx, more);
    const before = await surveys.find(ctx, survey.surveyId);
    await expect(answer(ctx, by(survey.surveyId, 2, { contact: said }))).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer: '#/contact' }],
    });
    expect(await surveys.find(ctx, survey.surveyId)).toEqual(before);
  });

  test('is never kept of somebody anonymous', async () => {
    const ctx = aContext();
    const { survey } = await asked(ctx, { template: { anonymous: true } });
    await answer(ctx, by(survey.surveyId, 2, { contact: '' }));
    for await (const page of walk(ctx, ctx.now.toISOString().slice(0, 7)))
      for (const record of page) expect(record).not.toHaveProperty('contactRequest');
    expect(await surveys.find(ctx, survey.surveyId)).not.toHaveProperty('contactRequest');
  });
});
