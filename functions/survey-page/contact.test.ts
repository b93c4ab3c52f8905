import { describe, expect, test } from 'vitest';
import { surveyPageRoutes } from '../../shared/answering/survey-page.routes.ts';
import { find } from '../../shared/feedback/feedback.store.ts';
import { surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { surveys } from '../../shared/survey/survey.store.ts';
import { aDeliveredSurvey } from '../../shared/survey/testing/given.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { textsOf } from '../../web/survey/texts/texts.ts';
import { handler } from './handler.ts';

const { routes } = surveyPageRoutes;
const show = async (token: string, query: Record<string, string> = {}): Promise<string> =>
  (await send(handler, routes.show, { params: { token }, query })).text;
const nonceIn = (page: string): string => /name="nonce" value="([\w-]+)"/.exec(page)?.[1] ?? '';
const channelsIn = (page: string): string[] =>
  [...page.matchAll(/<input[^>]*name="contact"[^>]*>/g)].map(([input]) => /value="(\w*)"/.exec(input)?.[1] ?? '');
const chosenIn = (page: string): string[] =>
  [...page.matchAll(/<input[^>]*name="contact"[^>]*checked[^>]*>/g)].map(
    ([input]) => /value="(\w*)"/.exec(input)?.[1] ?? '',
  );
/** As a browser posts a form, without any script. */
const post = (token: string, fields: Record<string, string>) =>
  send(handler, routes.submit, {
    params: { token },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
const json = (token: string, body: object) =>
  send(handler, routes.submit, { params: { token }, headers: { 'content-type': 'application/json' }, body });
const contact = { name: 'Ana', email: 'ana@example.com', phone: '+49 30 1234567' };
const reachable = { survey: { contact } };

describe('the answer page', () => {
  test('offers what is known of the person, and chooses nothing for them', async () => {
    const byMail = await show((await aDeliveredSurvey(aContext())).tokens.answer);
    expect(channelsIn(byMail)).toEqual(['', 'email']);
    expect(chosenIn(byMail)).toEqual([]);
    const byPhone = await show((await aDeliveredSurvey(aContext(), reachable)).tokens.answer);
    expect(channelsIn(byPhone)).toEqual(['', 'email', 'phone', 'sms']);
  });

  test('never offers it on an anonymous template', async () => {
    const more = { ...reachable, template: { anonymous: true } };
    expect(channelsIn(await show((await aDeliveredSurvey(aContext(), more)).tokens.answer))).toEqual([]);
  });

  test.each(surveyLanguages)('offers it in %s', async (lang) => {
    const page = await show((await aDeliveredSurvey(aContext(), reachable)).tokens.answer, { lang });
    const texts = textsOf(lang);
    for (const text of [texts.contactNo, texts.contactEmail, texts.contactPhone, texts.contactSms])
      expect(page).toContain(text);
    expect(page).not.toContain('{company}');
  });

  test('takes the wish as a plain form, promises what was asked for, and shows it again', async () => {
    const ctx = aContext();
    const { survey, tokens } = await aDeliveredSurvey(ctx, reachable);
    const nonce = nonceIn(await show(tokens.answer));
    const { status, text } = await post(tokens.answer, { nonce, extra: '', q_satisfaction: '2', contact: 'phone' });
    expect(status).toBe(200);
    expect(text).toContain('will contact you as you asked');
    const after = await surveys.find(ctx, survey.surveyId);
    expect(after).toMatchObject({ contactRequest: { channel: 'phone' } });
    expect(after?.feedbackId && (await find(ctx, after.feedbackId))).toMatchObject({
      contactRequest: { channel: 'phone' },
    });
    expect(chosenIn(await show(tokens.answer))).toEqual(['phone']);
  });

  test('promises nothing to whom asked for nothing', async () => {
    const { tokens } = await aDeliveredSurvey(aContext(), reachable);
    const nonce = nonceIn(await show(tokens.answer));
    const { text } = await post(tokens.answer, { nonce, q_satisfaction: '2', contact: '' });
    expect(text).toContain('Thank you');
    expect(text).not.toContain('as you asked');
  });

  test('keeps the wish where an answer is missing', async () => {
    const { tokens } = await aDeliveredSurvey(aContext(), reachable);
    const nonce = nonceIn(await show(tokens.answer));
    const { status, text } = await post(tokens.answer, { nonce, contact: 'sms' });
    expect(status).toBe(400);
    expect(chosenIn(text)).toEqual(['sms']);
  });

  test('refuses what it does not offer with a page, or as JSON with the place', async () => {
    const { tokens } = await aDeliveredSurvey(aContext());
    const nonce = nonceIn(await show(tokens.answer));
    const form = await post(tokens.answer, { nonce, q_satisfaction: '2', contact: 'phone' });
    expect(form).toMatchObject({ status: 400, headers: { 'content-type': 'text/html; charset=utf-8' } });
    for (const said of ['phone', 'fax']) {
      const answer = await json(tokens.answer, { nonce, answers: { satisfaction: 2 }, contact: said });
      expectProblem(answer, 400, 'validation-failed');
      expect(answer.body['errors']).toMatchObject([{ pointer: '#/contact' }]);
    }
    const taken = await json(tokens.answer, { nonce, answers: { satisfaction: 2 }, contact: 'email' });
    expect(taken.status).toBe(200);
  });
});
