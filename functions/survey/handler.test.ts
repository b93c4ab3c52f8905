import { describe, expect, test } from 'vitest';
import { putSettings } from '../../shared/company/put-settings.ts';
import { PutSettings } from '../../shared/company/settings.schema.ts';
import { csatTemplate } from '../../shared/survey-template/ready-made/csat.ts';
import { answer } from '../../shared/answering/answer.ts';
import { setAddress } from '../../shared/contact-preference/contact-preference.ts';
import { surveyRoutes } from '../../shared/survey/survey.routes.ts';
import { create } from '../../shared/survey-template/survey-template.ts';
import { type SurveyTemplateDraft, SurveyTemplateInput } from '../../shared/survey-template/survey-template.schema.ts';
import { aDeliveredSurvey } from '../../shared/survey/testing/given.ts';
import { replaceSurvey, surveys } from '../../shared/survey/survey.store.ts';
import { playFault } from '../../shared/testing/faults.ts';
import { aContext } from '../../shared/testing/context.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';
import { SurveyId } from '../../shared/survey/survey.schema.ts';

const { routes } = surveyRoutes;
const template = (companyId: string, overrides: Partial<SurveyTemplateDraft> = {}) =>
  create(aContext({ companyId }), { body: SurveyTemplateInput.parse({ ...csatTemplate, ...overrides }) });
const delivered = async (companyId: string) => {
  const { survey } = await aDeliveredSurvey(aContext({ companyId }));
  return { params: { surveyId: survey.surveyId } };
};
const event = (overrides: object = {}) => ({
  type: 'ticket.resolved',
  subject: { ticketId: 'T-1' },
  contact: { email: 'ana@example.com', name: 'Ana', language: 'de-AT' },
  snapshot: { agentId: 'agent-7', channel: 'chat' },
  ...overrides,
});
type Decision = Record<string, unknown>;
async function tell(companyId: string, body: object): Promise<Decision[]> {
  const answer = await send(handler, routes.recordEvent, { companyId, body });
  expect(answer.status).toBe(202);
  return answer.body['decisions'] as Decision[];
}

routeTests(surveyRoutes, handler, {
  recordEvent: () => ({ body: event() }),
  send: async (companyId) => {
    const { templateId } = await template(companyId);
    return { body: { templateId, recipients: [{ contact: { email: 'a@example.com' } }] } };
  },
  decisions: async (companyId) => {
    await tell(companyId, event());
    return { query: { email: 'ana@example.com' } };
  },
  list: async (companyId) => {
    await delivered(companyId);
    return {};
  },
  get: delivered,
  cancel: delivered,
  preferences: () => ({ query: { email: 'a@example.com' } }),
  setPreferences: () => ({ body: { email: 'a@example.com', consent: true } }),
  respond: async (companyId) => ({ ...(await delivered(companyId)), body: { answers: { satisfaction: 4 } } }),
  release: async (companyId) => {
    const example = await delivered(companyId);
    const posted = { page: 'p', hiddenField: true, hiddenLink: false };
    const given = () => ({ satisfaction: 4 });
    await answer(aContext({ companyId }), { surveyId: example.params.surveyId, given, complete: true, posted });
    return example;
  },
  analytics: () => ({ query: { by: 'template' } }),
});

describe('an event', () => {
  test('without an active template is a decision too', async () => {
    const { companyId } = aContext();
    await template(companyId, { active: false });
    expect(await tell(companyId, event())).toMatchObject([{ sent: false, reason: 'no_active_template' }]);
  });

  test('asks when the conditions hold, in the person’s language, and says which failed when they do not', async () => {
    const { companyId } = aContext();
    await template(companyId);
    expect(await tell(companyId, event({ openedBy: 'staff' }))).toMatchObject([
      { sent: false, reason: 'condition_not_met', rule: expect.stringContaining('openedBy') },
    ]);
    const [decision] = await tell(companyId, event());
    expect(decision).toMatchObject({ sent: true, scheduledAt: expect.any(String) });
    const params = { surveyId: String(decision?.['surveyId']) };
    expect((await send(handler, routes.get, { companyId, params })).body).toMatchObject({
      status: 'scheduled',
      language: 'de',
    });
  });

  test('told twice asks once; in the quiet period it says until when', async () => {
    const { companyId } = aContext();
    await template(companyId);
    const [first] = await tell(companyId, event());
    expect(await tell(companyId, event())).toMatchObject([{ sent: false, reason: 'duplicate_trigger' }]);
    const [other] = await tell(companyId, event({ subject: { ticketId: 'T-2' } }));
    const until = new Date(Date.parse(String(first?.['scheduledAt'])) + 30 * 86_400_000).toISOString();
    expect(other).toMatchObject({
      sent: false,
      reason: 'quiet_period',
      rule: 'quietPeriodDays=30',
      nextEligibleAt: until,
    });
    const { body } = await send(handler, routes.decisions, { companyId, query: { email: 'ANA@example.com' } });
    expect((body['items'] as Decision[]).map(({ reason }) => reason)).toEqual([
      'quiet_period',
      'duplicate_trigger',
      undefined,
    ]);
  });

  test('that reopens a ticket cancels what is pending, and the next resolution asks anew', async () => {
    const { companyId } = aContext();
    await template(companyId);
    const [first] = await tell(companyId, event());
    expect(await tell(companyId, event({ type: 'ticket.reopened' }))).toMatchObject([
      { sent: false, reason: 'ticket_reopened', surveyId: first?.['surveyId'] },
    ]);
    const params = { surveyId: String(first?.['surveyId']) };
    expect((await send(handler, routes.get, { companyId, params })).body).toMatchObject({
      status: 'cancelled',
      statusReason: 'ticket_reopened',
    });
    expect(await tell(companyId, event())).toMatchObject([{ sent: true }]);
    const { body } = await send(handler, routes.decisions, { companyId, query: { email: 'ana@example.com' } });
    const told = (body['items'] as Decision[]).map(({ sent, reason }) => reason ?? sent);
    expect(told.map(String).toSorted()).toEqual(['ticket_reopened', 'true', 'true']);
  });

  test('that reopens a ticket after the mail went out lets the next resolution ask anew, too', async () => {
    const ctx = aContext();
    const { companyId } = ctx;
    await template(companyId);
    const [first] = await tell(companyId, event());
    const survey = await surveys.find(ctx, SurveyId.parse(first?.['surveyId']));
    if (!survey) throw new Error('no survey');
    const delivered = { status: 'delivered', sentAt: ctx.now.toISOString() } as const;
    await replaceSurvey(ctx, survey, delivered, 'deliver');
    await tell(companyId, event({ type: 'ticket.reopened' }));
    expect(await tell(companyId, event())).toMatchObject([{ sent: true }]);
  });

  test('of tomorrow is refused', async () => {
    const { companyId } = aContext();
    const body = event({ occurredAt: new Date(Date.now() + 86_400_000).toISOString() });
    const answer = await send(handler, routes.recordEvent, { companyId, body });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ pointer: '#/occurredAt' }]);
  });
});

describe('sending to a list', () => {
  const list = { recipients: ['a', 'b', 'c'].map((name) => ({ contact: { email: `${name}@example.com` } })) };

  test('gives each recipient a result of their own, and the cap stops exactly there', async () => {
    const ctx = aContext();
    await putSettings(ctx, PutSettings.parse({ surveys: { dailyCap: 2 } }));
    const { templateId } = await template(ctx.companyId);
    const recipients = [...list.recipients, { customerId: 'C-1' }];
    const { body } = await send(handler, routes.send, { companyId: ctx.companyId, body: { templateId, recipients } });
    const decisions = (body['results'] as { decision: Decision }[]).map(({ decision }) => decision);
    expect(decisions.filter(({ sent }) => sent)).toHaveLength(2);
    expect(decisions.filter(({ reason }) => reason === 'daily_cap')).toHaveLength(1);
    expect(decisions[3]).toMatchObject({ reason: 'no_address' });
  });

  test('asks the others where one recipient is not valid or cannot be decided, and says which', async () => {
    const { companyId } = aContext();
    const { templateId } = await template(companyId);
    const recipients = [{ contact: { email: 'not an address' } }, { nobody: true }, ...list.recipients];
    let refused = 0;
    const stop = playFault('conflict', (command) => command.startsWith('TransactWrite') && ++refused % 2 === 1);
    const { status, body } = await send(handler, routes.send, { companyId, body: { templateId, recipients } });
    stop();
    expect(status).toBe(200);
    const results = body['results'] as { index: number; surveyId?: string; decision: Decision }[];
    expect(results.map(({ decision }) => decision['reason'] ?? decision.sent)).toEqual([
      'invalid_recipient',
      'invalid_recipient',
      true,
      true,
      true,
    ]);
    expect(results[0]?.decision['rule']).toContain('#/contact/email');
    expect(JSON.stringify(results[0])).not.toContain('not an address');
  });

  test('as a dry run counts what it would have done, as the send does', async () => {
    const ctx = aContext();
    await putSettings(ctx, PutSettings.parse({ surveys: { dailyCap: 2 } }));
    const { companyId } = ctx;
    const { templateId } = await template(companyId);
    const recipients = [list.recipients[0], list.recipients[0], ...list.recipients.slice(1)];
    const reasons = async (dryRun: boolean) => {
      const { body } = await send(handler, routes.send, { companyId, body: { templateId, recipients, dryRun } });
      const decisions = (body['results'] as { decision: Decision }[]).map(({ decision }) => decision);
      if (dryRun) for (const decision of decisions) expect(decision).not.toHaveProperty('surveyId');
      return decisions.map(({ sent, ...rest }) => rest['reason'] ?? sent);
    };
    expect(await reasons(true)).toEqual([true, 'quiet_period', true, 'daily_cap']);
  });

  test('as a dry run tells the same and writes nothing', async () => {
    const { companyId } = aContext();
    const { templateId } = await template(companyId);
    const dry = await send(handler, routes.send, { companyId, body: { templateId, ...list, dryRun: true } });
    expect(dry.body['results']).toMatchObject([{ decision: { sent: true } }, { decision: { sent: true } }, {}]);
    expect((await send(handler, routes.list, { companyId })).body['items']).toEqual([]);
    const query = { email: 'a@example.com' };
    expect((await send(handler, routes.decisions, { companyId, query })).body['items']).toEqual([]);
  });

  test('of somebody without consent, with do-not-contact, or who unsubscribed is refused by name', async () => {
    const ctx = aContext();
    await putSettings(ctx, PutSettings.parse({ surveys: { consentRequired: true } }));
    const { companyId } = ctx;
    const { templateId } = await template(companyId);
    const set = (body: object) => send(handler, routes.setPreferences, { companyId, body });
    await set({ email: 'b@example.com', doNotContact: true });
    await set({ email: 'c@example.com', consent: true, optedOut: true });
    const { body } = await send(handler, routes.send, { companyId, body: { templateId, ...list } });
    const reasons = (body['results'] as { decision: Decision }[]).map(({ decision }) => decision['reason']);
    expect(reasons).toEqual(['no_consent', 'do_not_contact', 'opted_out']);
  });
});

describe('contact preferences', () => {
  const email = 'ana@example.com';

  test('show a pause, and lift it or a complaint by hand', async () => {
    const ctx = aContext();
    const { companyId } = ctx;
    const until = new Date(ctx.now.getTime() + 86_400_000).toISOString();
    await setAddress(ctx, email, { pausedUntil: until, complained: true }, ctx.now.toISOString());
    const read = async () => (await send(handler, routes.preferences, { companyId, query: { email } })).body;
    expect(await read()).toMatchObject({ pausedUntil: until, complained: true });
    const body = { email, pausedUntil: null, complained: false };
    expect((await send(handler, routes.setPreferences, { companyId, body })).status).toBe(200);
    expect(await read()).toEqual({ email, complained: false });
  });

  test.each([{ complained: true }, { pausedUntil: '2030-01-01T00:00:00.000Z' }])('take no %o', async (change) => {
    const { companyId } = aContext();
    const body = { email, ...change };
    expectProblem(await send(handler, routes.setPreferences, { companyId, body }), 400, 'validation-failed');
  });
});

describe('an answer by a system', () => {
  test('is one feedback record, and refused with pointers when it does not fit', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx);
    const options = { companyId: ctx.companyId, params: { surveyId: survey.surveyId } };
    const wrong = await send(handler, routes.respond, { ...options, body: { answers: { satisfaction: 9, nope: 1 } } });
    expectProblem(wrong, 400, 'validation-failed');
    expect(wrong.body['errors']).toEqual([
      expect.objectContaining({ pointer: '#/answers/satisfaction' }),
      expect.objectContaining({ pointer: '#/answers/nope' }),
    ]);
    const right = await send(handler, routes.respond, { ...options, body: { answers: { satisfaction: 5 } } });
    expect(right.body).toMatchObject({ status: 'completed', overallScore: 5, feedbackId: expect.any(String) });
  });

  test('to a cancelled survey is a conflict', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx, { survey: { status: 'cancelled' } });
    const params = { surveyId: survey.surveyId };
    const body = { answers: { satisfaction: 5 } };
    expectProblem(await send(handler, routes.respond, { companyId: ctx.companyId, params, body }), 409, 'conflict');
  });
});

describe('the list of surveys', () => {
  test('refuses a period that is upside down or over a year', async () => {
    const { companyId } = aContext();
    for (const from of ['2026-11-20T10:00:00.000Z', '2001-01-01T00:00:00.000Z']) {
      const query = { from, to: '2026-11-20T09:00:00.000Z' };
      expectProblem(await send(handler, routes.list, { companyId, query }), 400, 'validation-failed');
    }
  });

  test('finds what waits to be released', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx);
    await aDeliveredSurvey(ctx);
    const posted = { page: 'p', hiddenField: true, hiddenLink: false };
    await answer(ctx, { surveyId: survey.surveyId, given: () => ({ satisfaction: 4 }), complete: true, posted });
    const { body } = await send(handler, routes.list, { companyId: ctx.companyId, query: { quarantined: 'true' } });
    expect(body['items']).toMatchObject([{ surveyId: survey.surveyId }]);
  });
});
