import { expect, test } from 'vitest';
import { answer } from '../../../shared/answering/answer.ts';
import { ask } from '../../../shared/asking/ask.ts';
import { countedKinds } from '../../../shared/counted-kinds.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import { newId } from '../../../shared/kernel/ids.ts';
import { read } from '../../../shared/metrics/metrics.ts';
import { reconcileAll } from '../../../shared/metrics/reconcile.ts';
import type { RecordKind } from '../../../shared/record-kind.ts';
import { records } from '../../../shared/records.ts';
import { csatTemplate } from '../../../shared/survey-template/ready-made/csat.ts';
import { SurveySettings } from '../../../shared/survey/survey-settings.schema.ts';
import { SurveyTemplateInput } from '../../../shared/survey-template/survey-template.schema.ts';
import { create } from '../../../shared/survey-template/survey-template.ts';
import { replaceSurvey, surveys } from '../../../shared/survey/survey.store.ts';
import { analytics } from '../../../shared/survey-analytics/survey.analytics.ts';
import { useBus } from '../../../shared/testing/bus.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { useQueues } from '../../../shared/testing/queues.ts';
import { handler } from './handler.ts';
import { changesOf } from './testing/changes-of.ts';

const bus = useBus();
const queues = useQueues();

const told = (): { type: string; detail: Record<string, unknown> }[] =>
  bus.entries().map(({ DetailType = '', Detail = '' }) => ({
    type: DetailType,
    detail: JSON.parse(Detail) as Record<string, unknown>,
  }));

const rules = { surveys: SurveySettings.parse({}), timeZone: 'UTC', dayBoundary: '00:00' };

/** A survey that is asked for, mailed and answered. */
async function aLife(ctx: Context, anonymous: boolean): Promise<Id<'survey'>> {
  const template = await create(ctx, { body: SurveyTemplateInput.parse({ ...csatTemplate, anonymous }) });
  const about = { template, recipient: { email: 'ana@example.com' }, trigger: 'list', relatedTo: {} };
  const { surveyId = newId('survey') } = await ask(ctx, { ...about, snapshot: { agentId: 'agent-7' } }, rules);
  const asked = await surveys.find(ctx, surveyId);
  if (!asked) throw new Error('a survey was asked for');
  const sentAt = ctx.now.toISOString();
  await replaceSurvey(ctx, asked, { status: 'sent', sentAt }, 'send');
  await ask(ctx, { ...about, snapshot: {} }, rules);
  await answer(ctx, { surveyId, given: () => ({ satisfaction: 2, improve: 'Faster, please' }), complete: true });
  return surveyId;
}

const expectOneAnswer = async (ctx: Context) => {
  expect((await analytics(ctx, { by: 'agent' })).total).toMatchObject({
    considered: 2,
    eligible: 1,
    suppressed: { quiet_period: 1 },
    sent: 1,
    completed: 1,
    responseRate: { value: 100, n: 1 },
  });
  expect((await read(ctx, { name: 'response_rate', grain: 'total' })).total).toMatchObject({ value: 1, n: 1 });
};

test('a survey’s life, delivered twice, late and in any order, is counted once and told with the same event ids', async () => {
  const ctx = aContext();
  let surveyId = newId('survey');
  const changes = await changesOf(async () => (surveyId = await aLife(ctx, false)));
  for (const batch of [changes.slice(3), changes.toReversed(), changes, changes.slice(1, 4)])
    expect(await handler({ Records: batch })).toEqual({ batchItemFailures: [] });
  await expectOneAnswer(ctx);
  const events = told().filter(
    ({ detail }) => detail['surveyId'] === surveyId && String(detail['eventId']).startsWith('sv_'),
  );
  expect(new Set(events.map(({ type, detail }) => `${type} ${String(detail['eventId'])}`))).toEqual(
    new Set(['SurveyAsked', 'SurveySent', 'SurveyAnswered'].map((name, at) => `${name} ${surveyId}:${at + 1}`)),
  );
  expect(JSON.stringify(events)).not.toMatch(/ana@example|Faster, please/);
  expect(await reconcileAll(ctx, countedKinds)).toMatchObject({ drift: 0, checked: 4 });
});

test('of an anonymous answer the bus is told nothing that says whose it is, and its questions are counted', async () => {
  const ctx = aContext();
  let surveyId = newId('survey');
  const changes = await changesOf(async () => (surveyId = await aLife(ctx, true)));
  await handler({ Records: changes });
  await expectOneAnswer(ctx);
  const events = told();
  expect(events.filter(({ detail }) => detail['surveyId'] === surveyId).map(({ type }) => type)).toEqual([
    'SurveyAsked',
    'SurveySent',
  ]);
  const [received] = events.filter(({ type }) => type === 'FeedbackReceived');
  const known = events.filter((event) => event !== received).map(({ detail }) => detail['requestId']);
  expect(known).not.toContain(received?.detail['requestId']);
  expect((await analytics(ctx, {})).questions).toMatchObject([
    { questionId: 'satisfaction', withheld: true },
    { questionId: 'improve', withheld: true },
  ]);
  expect(await reconcileAll(ctx, countedKinds)).toMatchObject({ drift: 0 });
});

test('a survey that nobody can read is quarantined; the others of its batch and all feedback are counted', async () => {
  const [ctx, other] = [aContext(), aContext()];
  const [broken, sound] = [await changesOf(() => aLife(other, false)), await changesOf(() => aLife(ctx, false))];
  for (const { dynamodb } of broken)
    if (dynamodb?.NewImage?.['__edb_e__']?.S === 'survey') dynamodb.NewImage['status'] = { S: 'no-such-status' };
  expect(await handler({ Records: [...broken, ...sound] })).toEqual({ batchItemFailures: [] });
  await expectOneAnswer(ctx);
  expect((await read(other, { name: 'csat_avg', grain: 'total' })).total).toMatchObject({ n: 1 });
  const aside = queues.sent('quarantine').map(({ body }) => JSON.parse(body) as object);
  expect(aside).toContainEqual(expect.objectContaining({ reader: 'changes', reason: 'status' }));
  expect(JSON.stringify(aside)).not.toContain('Faster');
});

test('each kind that counts is swept and reconciled', () => {
  const counted = (records as readonly RecordKind[]).flatMap(({ contribution }) => contribution ?? []);
  expect(countedKinds.map(({ kind }) => kind)).toEqual(counted.map(({ kind }) => kind));
});
