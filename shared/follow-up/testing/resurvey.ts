import { answer } from '../../answering/answer.ts';
import type { SubmitFeedback } from '../../feedback/feedback.requests.schema.ts';
import { again, given } from '../../feedback/testing/given.ts';
import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/id-kinds.ts';
import { knows } from '../../people/testing/given.ts';
import { csatTemplate } from '../../survey-template/ready-made/csat.ts';
import { type SurveyTemplateDraft, SurveyTemplateInput } from '../../survey-template/survey-template.schema.ts';
import { create as createTemplate } from '../../survey-template/survey-template.ts';
import { dueFollowUps } from '../due-follow-ups.ts';
import { type PutFollowUpSettings, PutFollowUpSettings as Settings } from '../follow-up-settings.schema.ts';
import { putFollowUpSettings } from '../follow-up-settings.ts';
import { currentOf } from '../follow-up.schema.ts';
import { followUps } from '../follow-up.store.ts';
import { close, followUpIdOf } from '../follow-up.ts';
import { followSurvey } from '../resurvey-answer.ts';
import { open } from '../opening.ts';

const HOUR = 3_600_000;
type One = { followUpId: Id<'followUp'> };

/** The same company so many hours later. */
export const later = (ctx: Context, hours: number): Context => ({
  ...again(ctx),
  now: new Date(ctx.now.getTime() + hours * HOUR),
});

/** A template by which a company asks again, and its settings that say so. */
export async function asksAgain(
  ctx: Context,
  { template = {}, ...more }: { template?: Partial<SurveyTemplateDraft> } & Partial<PutFollowUpSettings> = {},
) {
  const draft = { ...csatTemplate, triggerEvents: [], ...template };
  const { templateId } = await createTemplate(again(ctx), { body: SurveyTemplateInput.parse(draft) });
  await putFollowUpSettings(again(ctx), { body: Settings.parse({ resurvey: { templateId }, ...more }) });
  return { templateId };
}

export const informed = {
  status: 'resolved',
  rootCause: { code: 'billing_error' },
  action: { code: 'refunded' },
  customerInformed: true,
} as const;

/** A follow-up that is resolved, of a record that is or is not as a complaint is by default. */
export async function resolved(ctx: Context, record: Partial<SubmitFeedback> = {}) {
  const { feedbackId } = await given(ctx, record);
  const one = { feedbackId, followUpId: followUpIdOf(feedbackId) };
  await knows(ctx, 'ada');
  await open(again(ctx), { feedbackId, body: { assign: { ownerId: 'ada' } } });
  await close(again(ctx), { ...one, body: informed });
  return one;
}

export async function storedOf(ctx: Context, { followUpId }: One) {
  const stored = await followUps.find(ctx, followUpId);
  if (!stored) throw new Error('it was opened');
  return stored;
}

/** What the cycle that runs, or ran last, says of asking again. */
export const resurveyOf = async (ctx: Context, one: One) => currentOf(await storedOf(ctx, one)).resurvey;

/** Does what is due with a follow-up; returns the survey that came of it. */
export async function due(ctx: Context, one: One): Promise<Id<'survey'>> {
  await dueFollowUps.run(ctx, await storedOf(ctx, one));
  const { cycles } = await storedOf(ctx, one);
  return cycles.findLast(({ resurvey }) => resurvey?.surveyId)?.resurvey?.surveyId as Id<'survey'>;
}

/** The customer answers. */
export async function answered(ctx: Context, surveyId: Id<'survey'>, fields: Record<string, unknown>) {
  const outcome = await answer(again(ctx), { surveyId, given: () => fields, complete: true });
  if (outcome?.kind !== 'completed') throw new Error(`not answered: ${outcome?.kind}`);
  return outcome.survey;
}

/** A follow-up of a customer who was asked again 48 hours after it was resolved and gave a CSAT an hour later. */
export async function recovered(ctx: Context, { first, now }: { first: number; now: number }) {
  const scores = [{ metric: 'csat' as const, value: first, scaleMin: 1, scaleMax: 5 }];
  const one = await resolved(ctx, { scores });
  const surveyId = await due(later(ctx, 48), one);
  await answered(later(ctx, 49), surveyId, { satisfaction: now });
  await followSurvey(later(ctx, 49), surveyId);
  return { ...one, surveyId };
}
