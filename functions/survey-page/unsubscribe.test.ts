import { expect, test } from 'vitest';
import { surveyPageRoutes } from '../../shared/answering/survey-page.routes.ts';
import { currentConsents } from '../../shared/consent/consent.ts';
import { CreateCustomer } from '../../shared/customer/customer.schema.ts';
import { create } from '../../shared/customer/customer.ts';
import { again } from '../../shared/feedback/testing/given.ts';
import { type DueParts, runDue } from '../../shared/sending/due.ts';
import { SurveySettings } from '../../shared/survey/survey-settings.schema.ts';
import { surveys } from '../../shared/survey/survey.store.ts';
import { getSurvey, listSurveys } from '../../shared/survey/survey.ts';
import { aDeliveredSurvey, aSurvey, storeSurvey } from '../../shared/survey/testing/given.ts';
import { send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { handler } from './handler.ts';

const rules = { surveys: SurveySettings.parse({}), timeZone: 'UTC', dayBoundary: '00:00' };

test('Unsubscribe POST at t: a send claimed at t+1 ms is refused; the mail already `sending` is allowed and listed', async () => {
  const ctx = aContext();
  const sent: string[] = [];
  const parts: DueParts = {
    mailer: async (_, { surveyId }) => ({ messageId: `m-${sent.push(surveyId)}` }),
    rules: async () => rules,
    isActive: async () => true,
    pace: async () => undefined,
  };
  const [email, other] = ['ana@example.com', 'ana.huber@example.com'];
  const emails = [{ address: email }, { address: other }];
  const body = CreateCustomer.parse({ type: 'individual', lastName: 'Huber', emails });
  const { customerId } = await create(again(ctx), { body });
  const { tokens } = await aDeliveredSurvey(ctx);
  const [waiting, elsewhere] = [aSurvey(ctx, email), aSurvey(ctx, other)];
  const going = aSurvey(ctx, email, { status: 'sending', dueKind: 'settle' });
  for (const survey of [waiting, elsewhere, going]) await storeSurvey(ctx, survey);
  const posted = await send(handler, surveyPageRoutes.routes.unsubscribe, {
    params: { token: tokens.unsubscribe },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  });
  expect(posted.status).toBe(200);
  const later = { ...again(ctx), now: new Date(Date.now() + 1) };
  for (const { surveyId } of [waiting, elsewhere]) {
    await runDue(parts, { ...again(ctx), now: later.now }, await getSurvey(ctx, surveyId));
    expect(await surveys.find(ctx, surveyId)).toMatchObject({ status: 'opted_out' });
  }
  expect(sent).toEqual([]);
  const { items } = await listSurveys(later, { status: 'sending', limit: 10 });
  expect(items).toMatchObject([{ surveyId: going.surveyId, status: 'sending' }]);
  const held = await currentConsents(later, { customerId });
  expect(held.map(({ purpose, state }) => `${purpose} ${state}`)).toEqual(['marketing withdrawn', 'survey withdrawn']);
});
