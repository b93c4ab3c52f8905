import { expect, test, vi } from 'vitest';
import { surveyPageRoutes } from '../../shared/answering/survey-page.routes.ts';
import { setContactPreferences } from '../../shared/consent/address-news.ts';
import { mailOwnLink } from '../../shared/privacy/own-link.ts';
import { aDeliveredSurvey } from '../../shared/survey/testing/given.ts';
import { aContext } from '../../shared/testing/context.ts';
import { send } from '../../shared/testing/call.ts';
import { useSes } from '../../shared/testing/ses.ts';
import { handler } from './handler.ts';

const { routes } = surveyPageRoutes;
const ses = useSes();

const ask = (token: string) =>
  send(handler, routes.setPreferences, {
    params: { token },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'send=link',
  });

test('the link to what a person has said goes to their address only, and opens it', async () => {
  const { tokens } = await aDeliveredSurvey(aContext());
  const answer = await ask(tokens.preferences);
  expect(answer.text).toContain('A link is on its way to a…@example.com');
  expect(answer.text).not.toMatch(/\/me"/);
  const [mail, ...others] = ses.sent;
  expect(others).toEqual([]);
  expect(mail?.Destination.ToAddresses).toEqual(['ana@example.com']);
  const link = /https:\/\/feedback\.example\.com\/s\/([\w-]{76})\/me/;
  const token = link.exec(mail?.Content.Simple.Body.Text.Data ?? '')?.[1] ?? '';
  expect((await send(handler, routes.showOwn, { params: { token } })).text).toContain('Erase my data');
});

test('asked for again and again it is mailed once in ten minutes, and the page says the same', async () => {
  const ctx = aContext();
  const { survey, tokens } = await aDeliveredSurvey(ctx);
  const first = await ask(tokens.preferences);
  const others = await Promise.all([1, 2, 3].map(() => ask(tokens.preferences)));
  expect(others.map(({ status, text }) => [status, text])).toEqual(others.map(() => [200, first.text]));
  expect(ses.sent).toHaveLength(1);
  const later = aContext({ companyId: ctx.companyId, now: new Date(ctx.now.getTime() + 601_000) });
  const mail = vi.fn<() => Promise<void>>(() => Promise.resolve());
  expect(
    await mailOwnLink(later, { id: survey.surveyId, email: 'ana@example.com' }, 'https://feedback.example.com', mail),
  ).toBe('sent');
  expect(mail).toHaveBeenCalledOnce();
});

test.each([{ bounced: true }, { complained: true }])('is not mailed to an address that %o', async (known) => {
  const ctx = aContext();
  const { tokens } = await aDeliveredSurvey(ctx);
  await setContactPreferences(ctx, { email: 'ana@example.com', ...known });
  expect(await ask(tokens.preferences)).toMatchObject({ status: 200, text: expect.stringContaining('on its way') });
  expect(ses.sent).toEqual([]);
});

test('that cannot be sent is told as a page, and may be asked for again at once', async () => {
  const { tokens } = await aDeliveredSurvey(aContext());
  ses.refusal = { status: 429, type: 'TooManyRequestsException' };
  const answer = await ask(tokens.preferences);
  expect(answer).toMatchObject({ status: 503, text: expect.stringContaining('could not be sent just now') });
  expect(answer.headers['content-type']).toMatch(/^text\/html/);
  ses.refusal = undefined;
  expect((await ask(tokens.preferences)).status).toBe(200);
  expect(ses.sent).toHaveLength(1);
});
