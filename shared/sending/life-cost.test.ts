import { expect, test } from 'vitest';
import { answer, expire } from '../answering/answer.ts';
import type { AnswerInput } from '../answering/answer.types.ts';
import { ask } from '../asking/ask.ts';
import { settingsOf } from '../company/settings.ts';
import { baseClient } from '../kernel/table.ts';
import { limitsOf } from '../limits/limits.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { setFrequency } from '../privacy/own-data.ts';
import { cancelSurvey, ticketReopened } from '../survey/cancel.ts';
import { SurveySettings } from '../survey/survey-settings.schema.ts';
import { getSurvey } from '../survey/survey.ts';
import { aDeliveredSurvey } from '../survey/testing/given.ts';
import { csatTemplate } from '../survey-template/ready-made/csat.ts';
import { SurveyTemplateInput } from '../survey-template/survey-template.schema.ts';
import { create } from '../survey-template/survey-template.ts';
import { aContext } from '../testing/context.ts';
import { unitsOf } from '../testing/units.ts';
import { type DueParts, runDue } from './due.ts';
import { MailEvent, recordMailEvent } from './mail-events.ts';

const HOUR = 3_600_000;
const rules = { surveys: SurveySettings.parse({ dailyCap: 100 }), timeZone: 'UTC', dayBoundary: '00:00' };
const parts: DueParts = {
  mailer: async () => ({ messageId: 'm-1' }),
  rules: async () => rules,
  isActive: async () => true,
  pace: async () => undefined,
};
const later = (ctx: Context, hours: number): Context => ({ ...ctx, now: new Date(ctx.now.getTime() + hours * HOUR) });

/** What some work asks of the table: `<requests> requests, <units> written, <units> read`. */
async function costOf(work: () => Promise<unknown>): Promise<string> {
  let requests = 0;
  const counting = (next: (args: unknown) => unknown) => (args: unknown) => {
    requests++;
    return next(args);
  };
  baseClient().middlewareStack.add(counting as never, { step: 'initialize', name: 'requests' });
  try {
    const { units } = await unitsOf(work);
    return `${requests} requests, ${units.write} written, ${units.read} read`;
  } finally {
    baseClient().middlewareStack.remove('requests');
  }
}

const page = (surveyId: Id<'survey'>, name: string, score: number, complete = true): AnswerInput => ({
  surveyId,
  given: () => ({ satisfaction: score }),
  complete,
  posted: { page: name, hiddenField: false, hiddenLink: false },
});

const event = (ctx: Context, surveyId: Id<'survey'>, eventType: string): MailEvent => {
  const timestamp = ctx.now.toISOString();
  const tags = { company: [ctx.companyId] as [string], survey: [surveyId] as [Id<'survey'>] };
  const facts = { [eventType.toLowerCase()]: { timestamp } };
  return MailEvent.parse({ eventType, mail: { messageId: 'm-1', timestamp, tags }, ...facts });
};

test('each step of a survey costs what it always cost', async () => {
  const ctx = aContext({ now: new Date('2026-11-20T10:00:00.000Z') });
  const costs: Record<string, string> = {};
  const cost = async (step: string, work: () => Promise<unknown>): Promise<void> => {
    await Promise.all([settingsOf(ctx), limitsOf(ctx)]); // read once in a while
    costs[step] = await costOf(work);
  };
  const template = await create(ctx, {
    body: SurveyTemplateInput.parse({ ...csatTemplate, sendDelayHours: 0, reminderDelayHours: [24] }),
  });
  const asking = (name: string) => ({
    template,
    recipient: { email: `${name}@example.com` },
    customerId: name,
    trigger: 'ticket.resolved',
    relatedTo: { ticketId: `T-${name}` },
    snapshot: { agentId: 'agent-7' },
  });
  await answer(ctx, page((await aDeliveredSurvey(ctx)).survey.surveyId, 'warm', 5));
  const { surveyId: warm } = await ask(ctx, asking('warm'), rules);
  if (warm) await cancelSurvey(ctx, warm, 'by_hand');

  const asked = await ask(ctx, asking('ada'), rules);
  const surveyId = asked.surveyId as Id<'survey'>;
  const due = async (at: Context) => runDue(parts, at, await getSurvey(at, surveyId));
  await cost('ask', () => ask(ctx, asking('bob'), rules));
  await cost('ask in vain', () => ask(ctx, asking('bob'), rules));
  await cost('send', () => due(ctx));
  await cost('deliver', () => recordMailEvent(ctx, event(ctx, surveyId, 'Delivery'), rules));
  await cost('open', () => recordMailEvent(ctx, event(ctx, surveyId, 'Open'), rules));
  await cost('open again', () => recordMailEvent(ctx, event(ctx, surveyId, 'Open'), rules));
  await cost('remind', () => due(later(ctx, 25)));
  await cost('keep', () => answer(later(ctx, 26), page(surveyId, 'a', 3, false)));
  await cost('answer', () => answer(later(ctx, 27), page(surveyId, 'a', 3)));
  await cost('change', () => answer(later(ctx, 27.1), page(surveyId, 'a', 4)));
  await cost('note', () => answer(later(ctx, 27.2), page(surveyId, 'a', 4, false)));

  const other = async (survey = {}, about = {}) => {
    const made = await aDeliveredSurvey(ctx, { template: about, survey: { relatedTo: {}, ...survey } });
    return getSurvey(ctx, made.survey.surveyId);
  };
  const burst = (await other()).surveyId;
  await answer(ctx, page(burst, 'a', 1));
  await cost('quarantine', () => answer(ctx, page(burst, 'b', 2)));
  const anonymous = (await other({}, { anonymous: true })).surveyId;
  await cost('answer anonymously', () => answer(ctx, page(anonymous, 'a', 1)));
  const silent = await other();
  await cost('expire', () => expire(later(ctx, 400), silent));
  const unsubscribed = await other();
  await cost('opt out', () => setFrequency(ctx, unsubscribed, 'none'));
  const called = await other();
  await cost('cancel', () => cancelSurvey(ctx, called.surveyId, 'by_hand'));
  await cost('reopen', () => ticketReopened(ctx, 'T-bob'));
  expect(costs).toMatchInlineSnapshot(`
    {
      "answer": "3 requests, 10 written, 2 read",
      "answer anonymously": "3 requests, 4 written, 2 read",
      "ask": "4 requests, 17 written, 1 read",
      "ask in vain": "4 requests, 5 written, 4 read",
      "cancel": "2 requests, 2 written, 1 read",
      "change": "4 requests, 10 written, 3 read",
      "deliver": "2 requests, 1 written, 1 read",
      "expire": "2 requests, 2 written, 1 read",
      "keep": "3 requests, 2 written, 2 read",
      "note": "3 requests, 2 written, 2 read",
      "open": "2 requests, 2 written, 1 read",
      "open again": "1 requests, 0 written, 1 read",
      "opt out": "5 requests, 3 written, 2 read",
      "quarantine": "4 requests, 11 written, 3 read",
      "remind": "7 requests, 8 written, 3 read",
      "reopen": "6 requests, 14 written, 4.5 read",
      "send": "7 requests, 6 written, 3 read",
    }
  `);
}, 60_000);
