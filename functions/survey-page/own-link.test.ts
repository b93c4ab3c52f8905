import { afterAll, beforeAll, expect, test } from 'vitest';
import { surveyPageRoutes } from '../../shared/survey/survey-page.routes.ts';
import { aDeliveredSurvey } from '../../shared/survey/survey.testing.ts';
import { aContext } from '../../shared/testing/context.ts';
import { send } from '../../shared/testing/route-tests.ts';
import { type Ses, startSes } from '../../shared/testing/ses.ts';
import { handler } from './handler.ts';

const { routes } = surveyPageRoutes;
let ses: Ses;
beforeAll(async () => {
  ses = await startSes();
});
afterAll(() => ses.close());

test('the link to what a person has said goes to their address only, and opens it', async () => {
  const { tokens } = await aDeliveredSurvey(aContext());
  const answer = await send(handler, routes.setPreferences, {
    params: { token: tokens.preferences },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'send=link',
  });
  expect(answer.text).toContain('A link is on its way to a…@example.com');
  expect(answer.text).not.toMatch(/\/me"/);
  const [mail, ...others] = ses.sent;
  expect(others).toEqual([]);
  expect(mail?.Destination.ToAddresses).toEqual(['ana@example.com']);
  const link = /https:\/\/feedback\.example\.com\/s\/([\w-]{76})\/me/;
  const token = link.exec(mail?.Content.Simple.Body.Text.Data ?? '')?.[1] ?? '';
  expect((await send(handler, routes.showOwn, { params: { token } })).text).toContain('Erase my data');
});
