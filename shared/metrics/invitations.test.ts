import { expect, test } from 'vitest';
import { answer } from '../answering/answer.ts';
import { aDeliveredSurvey } from '../survey/testing/given.ts';
import { aContext } from '../testing/context.ts';
import { read } from './metrics.ts';
import { countMonth } from './testing/count-month.ts';

test('the response rate counts people invited once, without bounces, reminders and what came unasked', async () => {
  const ctx = aContext();
  const { survey } = await aDeliveredSurvey(ctx, { survey: { remindersSent: 3 } });
  await aDeliveredSurvey(ctx, { survey: { remindersSent: 2, snapshot: { agentId: 'agent-8' } } });
  await aDeliveredSurvey(ctx, { survey: { status: 'bounced' } });
  const unsent = { status: 'scheduled' as const, sentAt: undefined, deliveredAt: undefined };
  const phoned = await aDeliveredSurvey(ctx, { survey: unsent });
  for (const { surveyId } of [survey, phoned.survey])
    await answer(ctx, { surveyId, given: () => ({ satisfaction: 4 }), complete: true });
  await countMonth(ctx);
  const report = await read(ctx, { name: 'response_rate', grain: 'day', by: 'agent' });
  expect(report.total).toMatchObject({
    value: 0.5,
    n: 2,
    excluded: { bounced: 1 },
    breakdown: { answered: 1, unanswered: 1 },
  });
  expect(report.series.filter(({ n }) => n > 0)).toMatchObject([{ period: survey.sentAt?.slice(0, 10), n: 2 }]);
  expect(report.groups.map(({ key, value, n }) => ({ key, value, n }))).toEqual([
    { key: 'agent-7', value: 1, n: 1 },
    { key: 'agent-8', value: 0, n: 1 },
  ]);
});

test('without invitations the response rate is null, not zero', async () => {
  const report = await read(aContext(), { name: 'response_rate', grain: 'total' });
  expect(report.total).toMatchObject({ value: null, n: 0 });
});
