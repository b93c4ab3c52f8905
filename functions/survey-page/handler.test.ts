import type { Route } from '../../shared/http/contract.ts';
import { describe, expect, test } from 'vitest';
import { contactPreferences } from '../../shared/contact-preference/contact-preference.ts';
import { surveyPageRoutes } from '../../shared/answering/survey-page.routes.ts';
import { SubmitFeedback } from '../../shared/feedback/feedback.requests.schema.ts';
import { submit } from '../../shared/feedback/feedback.submit.ts';
import { masterKeys } from '../../shared/kernel/secret.ts';
import { companyHash, sealLink, subjectOfId } from '../../shared/survey-link/survey-link.ts';
import { ownFeedbackUrl } from '../../shared/survey-link/survey-links.ts';
import { updatesUrl } from '../../shared/survey-link/updates-link.ts';
import { surveys } from '../../shared/survey/survey.store.ts';
import { csatTemplate } from '../../shared/survey-template/ready-made/csat.ts';
import { readyMade } from '../../shared/survey-template/ready-made/ready-made.ts';
import { aDeliveredSurvey } from '../../shared/survey/testing/given.ts';
import { aContext } from '../../shared/testing/context.ts';
import { playFault } from '../../shared/testing/faults.ts';
import { send } from '../../shared/testing/call.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

const { routes } = surveyPageRoutes;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const get = (route: Route, token: string, query: Record<string, string> | string = {}) =>
  send(handler, route, { params: { token }, query });
const post = (route: Route, token: string, fields: Record<string, string> | string, headers = FORM) =>
  send(handler, route, {
    params: { token },
    headers,
    body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
  });
async function nonceOf(token: string, query: Record<string, string> = {}): Promise<string> {
  const { text } = await get(routes.show, token, query);
  return /name="nonce" value="([\w-]+)"/.exec(text)?.[1] ?? '';
}

/** Another signature: some bits of a token's last character mean nothing, those of the one five before it all do. */
const forged = (token: string): string => token.replace(/.(?=.{5}$)/, (sign) => (sign === 'A' ? 'B' : 'A'));

const linked = async (companyId: string, purpose: 'answer' | 'unsubscribe' | 'preferences') => {
  const { tokens } = await aDeliveredSurvey(aContext({ companyId }));
  return { params: { token: tokens[purpose] }, headers: FORM };
};
const updatesLink = async (companyId: string) => {
  const url = await updatesUrl(aContext({ companyId }), 'ana@example.com', '', 'en');
  return { params: { token: url.split('/')[2] ?? '' }, headers: FORM };
};
const ownLink = async (companyId: string) => {
  const ctx = aContext({ companyId });
  const { survey } = await aDeliveredSurvey(ctx);
  return { params: { token: (await ownFeedbackUrl(ctx, survey.surveyId, '')).split('/')[2] ?? '' }, headers: FORM };
};

routeTests(surveyPageRoutes, handler, {
  show: (companyId) => linked(companyId, 'answer'),
  submit: async (companyId) => {
    const example = await linked(companyId, 'answer');
    const nonce = await nonceOf(example.params.token);
    return { ...example, body: new URLSearchParams({ nonce, q_satisfaction: '4' }).toString() };
  },
  showUnsubscribe: (companyId) => linked(companyId, 'unsubscribe'),
  unsubscribe: async (companyId) => ({
    ...(await linked(companyId, 'unsubscribe')),
    body: 'List-Unsubscribe=One-Click',
  }),
  showUpdates: updatesLink,
  stopUpdates: async (companyId) => ({ ...(await updatesLink(companyId)), body: 'List-Unsubscribe=One-Click' }),
  showPreferences: (companyId) => linked(companyId, 'preferences'),
  setPreferences: async (companyId) => ({ ...(await linked(companyId, 'preferences')), body: 'frequency=pause' }),
  showOwn: ownLink,
  eraseOwn: async (companyId) => ({ ...(await ownLink(companyId)), body: 'erase=yes' }),
});

describe('the page of a survey', () => {
  test('asks, with the score of the link chosen, and records nothing, however often it is opened', async () => {
    const ctx = aContext();
    const { survey, tokens } = await aDeliveredSurvey(ctx);
    const before = await surveys.find(ctx, survey.surveyId);
    for (let score = 0; score <= 10; score++) {
      const { status, text, headers } = await get(routes.show, tokens.answer, {
        score: String(score),
        utm_source: 'x',
      });
      expect(status).toBe(200);
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
      expect(text.match(/<input[^>]*checked/g) ?? []).toHaveLength(score >= 1 && score <= 5 ? 1 : 0);
    }
    expect(await surveys.find(ctx, survey.surveyId)).toEqual(before);
  });

  test('answers a method that it does not have with a page and the methods that it has', async () => {
    const { tokens } = await aDeliveredSurvey(aContext());
    const answer = await send(handler, { ...routes.show, method: 'DELETE' }, { params: { token: tokens.answer } });
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, POST' } });
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  });

  test('answers a link checker’s HEAD as it would a GET, without the page, and records nothing', async () => {
    const ctx = aContext();
    const { survey, tokens } = await aDeliveredSurvey(ctx);
    const before = await surveys.find(ctx, survey.surveyId);
    const head = (token: string) => send(handler, routes.show, { params: { token }, method: 'HEAD' });
    expect(await head(tokens.answer)).toMatchObject({ status: 200, text: '' });
    expect(await head(forged(tokens.answer))).toMatchObject({ status: 404, text: '' });
    expect(await surveys.find(ctx, survey.surveyId)).toEqual(before);
  });

  test('speaks the language of the person, or the one they choose', async () => {
    const { tokens } = await aDeliveredSurvey(aContext(), { survey: { language: 'de' } });
    expect((await get(routes.show, tokens.answer)).text).toContain('<html lang="de" dir="ltr">');
    expect((await get(routes.show, tokens.answer, { lang: 'ar' })).text).toContain('<html lang="ar" dir="rtl">');
  });

  test('keeps the score of the link when the language is changed, and no other', async () => {
    const { tokens } = await aDeliveredSurvey(aContext());
    expect((await get(routes.show, tokens.answer, { score: '4' })).text).toContain('href="?lang=de&amp;score=4"');
    expect((await get(routes.show, tokens.answer, { score: '9' })).text).toContain('href="?lang=de"');
  });

  test('takes the posted answer, thanks, and shows it again for changing', async () => {
    const ctx = aContext();
    const { survey, tokens } = await aDeliveredSurvey(ctx);
    const nonce = await nonceOf(tokens.answer);
    const { status, text } = await post(routes.submit, tokens.answer, { nonce, extra: '', q_satisfaction: '4' });
    expect(status).toBe(200);
    expect(text).toContain('Thank you');
    expect(text).toContain('You can change your answer until');
    expect((await surveys.find(ctx, survey.surveyId))?.status).toBe('completed');
    const again = await get(routes.show, tokens.answer);
    expect(again.text).toContain('Save changes');
    expect(again.text).toMatch(/value="4"[^>]*checked|checked[^>]*value="4"/);
  });

  test('changed at once from the thanks is one person’s change of mind; from a fresh page it is a burst', async () => {
    const ctx = aContext();
    const { survey, tokens } = await aDeliveredSurvey(ctx);
    const nonce = await nonceOf(tokens.answer);
    const thanks = await post(routes.submit, tokens.answer, { nonce, q_satisfaction: '2' });
    const page = /\/s\/[\w-]{76}\?page=([\w-]+)"/.exec(thanks.text)?.[1] ?? '';
    const change = await nonceOf(tokens.answer, { page });
    await post(routes.submit, tokens.answer, { nonce: change, q_satisfaction: '4' });
    const changed = await surveys.find(ctx, survey.surveyId);
    expect(changed).toMatchObject({ status: 'completed', overallScore: 4 });
    expect(changed?.quarantine).toBeUndefined();
    const fresh = await nonceOf(tokens.answer, { page: 'A'.repeat(24) });
    await post(routes.submit, tokens.answer, { nonce: fresh, q_satisfaction: '1' });
    expect((await surveys.find(ctx, survey.surveyId))?.quarantine).toMatchObject({ reasons: ['burst'] });
  });

  test('put right at once after a fault is the same page’s work', async () => {
    const ctx = aContext();
    const { survey, tokens } = await aDeliveredSurvey(ctx);
    const nonce = await nonceOf(tokens.answer);
    await post(routes.submit, tokens.answer, { nonce, q_satisfaction: '2', partial: '1' });
    const { text } = await post(routes.submit, tokens.answer, { nonce, q_reason: 'x' });
    const again = /name="nonce" value="([\w-]+)"/.exec(text)?.[1] ?? '';
    await post(routes.submit, tokens.answer, { nonce: again, q_satisfaction: '4' });
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({ status: 'completed', overallScore: 4 });
  });

  test('thanks in the language in which it asked', async () => {
    const { tokens } = await aDeliveredSurvey(aContext(), { survey: { language: 'ar' } });
    const nonce = await nonceOf(tokens.answer);
    const { text } = await post(routes.submit, tokens.answer, { nonce, lang: 'fr', q_satisfaction: '4' });
    expect(text).toContain('<html lang="fr" dir="ltr">');
  });

  test('names the person and the company in all its texts, and stores a question as it was asked', async () => {
    const ctx = aContext();
    const { survey, tokens } = await aDeliveredSurvey(ctx, {
      template: {
        languages: ['en'],
        brand: { name: 'Acme' },
        subject: { en: 'Hi' },
        title: { en: 'Title' },
        questions: [{ id: 'q', type: 'nps', text: { en: 'Would you recommend {company}, {customerName}?' } }],
        thanks: { en: 'Thank you, {customerName}!' },
        whatHappensNext: { en: '{company} looks into {ticket}.' },
      },
    });
    const nonce = await nonceOf(tokens.answer);
    expect((await get(routes.show, tokens.answer)).text).toContain('Would you recommend Acme, Ana?');
    const { text } = await post(routes.submit, tokens.answer, { nonce, q_q: '9' });
    expect(text).toContain('Thank you, Ana!');
    expect(text).toContain('Acme looks into T-1.');
    const [response] = (await surveys.find(ctx, survey.surveyId))?.responses ?? [];
    expect(response?.question).toBe('Would you recommend Acme, Ana?');
  });

  test('asks again for what is missing, in words, keeps what was typed, and writes nothing', async () => {
    const ctx = aContext();
    const { survey, tokens } = await aDeliveredSurvey(ctx);
    const nonce = await nonceOf(tokens.answer);
    const { status, text } = await post(routes.submit, tokens.answer, { nonce, q_reason: 'because of you' });
    expect(status).toBe(400);
    expect(text).toContain('Please answer this question.');
    expect(text).toContain('because of you</textarea>');
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({ status: 'delivered', version: 3 });
  });

  test.each([
    ['no nonce', async () => ({})],
    ['an invented nonce', async () => ({ nonce: 'A'.repeat(24) })],
    [
      'a nonce of another link',
      async () => ({ nonce: await nonceOf((await aDeliveredSurvey(aContext())).tokens.answer) }),
    ],
  ])('with %s stores nothing and asks to send once more', async (_, fields) => {
    const ctx = aContext();
    const { survey, tokens } = await aDeliveredSurvey(ctx);
    const body = { ...(await fields()), q_satisfaction: '5' };
    const { status, text } = await post(routes.submit, tokens.answer, body);
    expect(status).toBe(400);
    expect(text).toMatch(/value="5"[^>]*checked|checked[^>]*value="5"/);
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({ status: 'delivered', version: 3 });
  });

  test.each([
    ['a question nobody asked', { q_admin: '1' }],
    ['a field the page never had', { status: 'completed' }],
    ['a field that every object has', { ['__proto__']: '1' }],
    ['a field that every object has by another name', { constructor: '1' }],
    ['a score beyond the scale, in numbers that are none', { q_satisfaction: '1e1' }],
  ])('with %s is refused and stores nothing that counts', async (_, forged) => {
    const ctx = aContext();
    const { survey, tokens } = await aDeliveredSurvey(ctx);
    const nonce = await nonceOf(tokens.answer);
    const { status } = await post(routes.submit, tokens.answer, { nonce, q_satisfaction: '5', ...forged });
    expect(status).toBe(400);
    expect(await surveys.find(ctx, survey.surveyId)).not.toHaveProperty('feedbackId');
  });

  test.each(['__proto__', 'prototype'])('with the multipart field %s is refused', async (name) => {
    const { tokens } = await aDeliveredSurvey(aContext());
    const part = (field: string, value: string) =>
      `--b1\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`;
    const nonce = await nonceOf(tokens.answer);
    const body = `${part('nonce', nonce)}${part('q_satisfaction', '5')}${part(name, '1')}--b1--\r\n`;
    const headers = { 'content-type': 'multipart/form-data; boundary=b1' };
    expect((await post(routes.submit, tokens.answer, body, headers)).status).toBe(400);
  });

  test('saves on the way when its script asks, without sending a page back', async () => {
    const ctx = aContext();
    const { survey, tokens } = await aDeliveredSurvey(ctx);
    const nonce = await nonceOf(tokens.answer);
    const answer = await post(routes.submit, tokens.answer, { nonce, q_satisfaction: '1', partial: '1' });
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect((await surveys.find(ctx, survey.surveyId))?.status).toBe('partial');
    expect((await get(routes.show, tokens.answer)).text).toMatch(/<input[^>]*checked/);
    const wrong = await post(routes.submit, tokens.answer, { nonce, q_nobody_asked: '1', partial: '1' });
    expect(wrong.status).toBe(400);
  });

  test('keeps aside what comes through the link that no person sees', async () => {
    const ctx = aContext();
    const { survey, links } = await aDeliveredSurvey(ctx);
    const trap = links.trapUrl.split('/')[2] ?? '';
    const answer = await post(routes.submit, trap, { nonce: await nonceOf(trap), q_satisfaction: '1' });
    expect(answer.text).toContain('Thank you');
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({
      status: 'delivered',
      quarantine: { reasons: ['hidden_link'] },
    });
  });

  test('says that it could not store the answer, and takes it when it is sent again', async () => {
    const ctx = aContext();
    const { survey, tokens } = await aDeliveredSurvey(ctx);
    const fields = { nonce: await nonceOf(tokens.answer), q_satisfaction: '4' };
    const mend = playFault('throttle', (name) => name.startsWith('TransactWrite'));
    const busy = await post(routes.submit, tokens.answer, fields).finally(mend);
    expect(busy).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
      text: expect.stringContaining('Please try again in a moment'),
    });
    expect((await surveys.find(ctx, survey.surveyId))?.status).toBe('delivered');
    expect((await post(routes.submit, tokens.answer, fields)).status).toBe(200);
    expect((await surveys.find(ctx, survey.surveyId))?.status).toBe('completed');
  });

  test('answers JSON with JSON', async () => {
    const { tokens } = await aDeliveredSurvey(aContext());
    const nonce = await nonceOf(tokens.answer);
    const json = (body: object) =>
      post(routes.submit, tokens.answer, JSON.stringify(body), { 'content-type': 'application/json' });
    expect(await json({ nonce, answers: { satisfaction: 9 } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '#/answers/satisfaction' }] },
    });
    expect(await json({ answers: { satisfaction: 5 } })).toMatchObject({ status: 400 });
    expect(await json({ nonce, answers: { satisfaction: 5 }, more: 1 })).toMatchObject({ status: 400 });
    expect(await json({ nonce, answers: { satisfaction: 5 } })).toMatchObject({
      status: 200,
      body: { status: 'completed' },
    });
  });

  test.each([
    [
      'expired',
      { status: 'expired' as const, expiresOn: new Date(Date.now() - 86_400_000).toISOString() },
      410,
      'This survey has ended',
    ],
    ['cancelled', { status: 'cancelled' as const }, 410, 'no longer needed'],
    ['answered for good', { status: 'completed' as const }, 409, 'already answered'],
  ])('that is %s says so kindly', async (_, survey, status, text) => {
    const { tokens } = await aDeliveredSurvey(aContext(), { survey });
    expect(await get(routes.show, tokens.answer)).toMatchObject({ status, text: expect.stringContaining(text) });
  });
});

describe('whatever is wrong, a person gets a page', () => {
  test.each(['utm=a&utm=b', 'utm=%E4', 'score=4&utm=%E4&utm=b', '%'])(
    'and %s, which a mail program added, is no fault of theirs',
    async (query) => {
      const { tokens } = await aDeliveredSurvey(aContext());
      expect(await get(routes.show, tokens.answer, query)).toMatchObject({
        status: 200,
        text: expect.stringContaining('How satisfied are you'),
      });
    },
  );

  test.each([
    ['a repeated score', 400, 'score=1&score=2', undefined, undefined],
    ['an empty form', 400, '', '', undefined],
    ['a form that is none', 415, '', 'q_satisfaction=5', 'text/plain'],
    ['a form beyond all measure', 413, '', `q_reason=${'x'.repeat(100_001)}`, FORM['content-type']],
  ])('for %s with %i, in their language', async (_, expected, query, body, type) => {
    const ctx = aContext();
    const { survey, tokens } = await aDeliveredSurvey(ctx, { survey: { language: 'de' } });
    const { status, text, headers } = await send(handler, body === undefined ? routes.show : routes.submit, {
      params: { token: tokens.answer },
      query,
      ...(body && { body }),
      ...(type && { headers: { 'content-type': type } }),
    });
    expect(status).toBe(expected);
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'referrer-policy': 'no-referrer' });
    expect(text).toContain('<html lang="de"');
    expect((await surveys.find(ctx, survey.surveyId))?.version).toBe(3);
  });

  test('and a system that sends JSON gets JSON', async () => {
    const { tokens } = await aDeliveredSurvey(aContext());
    const answer = await post(routes.submit, tokens.answer, '{', { 'content-type': 'application/json' });
    expect(answer).toMatchObject({ status: 400, body: { type: '/problems/invalid-json' } });
  });
});

describe('a bad link', () => {
  test('of any kind, on any page, gets one identical 404 and writes nothing', async () => {
    const ctx = aContext();
    const { survey, tokens } = await aDeliveredSurvey(ctx);
    const master = await masterKeys();
    const link = {
      purpose: 'answer' as const,
      flags: 0,
      company: companyHash(ctx.companyId),
      subject: subjectOfId(survey.surveyId),
      expiresAt: new Date(Date.now() + 60_000),
    };
    const bad = [
      '',
      'x',
      forged(tokens.answer),
      tokens.answer.slice(0, 72),
      `${tokens.answer}A`,
      tokens.answer.toLowerCase(),
      tokens.unsubscribe,
      tokens.preferences,
      sealLink(master, { ...link, expiresAt: new Date(Date.now() - 1_000) }),
      sealLink(master, { ...link, company: companyHash('nobody') }),
      sealLink(master, { ...link, subject: '0'.repeat(32) }),
      sealLink(master, { ...link, company: companyHash(aContext().companyId) }),
    ];
    const answers = [];
    for (const token of bad) {
      answers.push(await get(routes.show, token));
      answers.push(await post(routes.submit, token, { nonce: 'x', q_satisfaction: '5' }));
    }
    const changed = bad[2] ?? '';
    answers.push(await get(routes.show, 'x'.repeat(600)));
    answers.push(await get(routes.show, changed, 'score=1&score=2'));
    answers.push(await send(handler, routes.submit, { params: { token: changed } }));
    answers.push(await post(routes.submit, changed, 'q_satisfaction=5', { 'content-type': 'text/plain' }));
    answers.push(await post(routes.submit, changed, 'x'.repeat(100_001)));
    answers.push(await get(routes.showUnsubscribe, tokens.answer));
    answers.push(await post(routes.unsubscribe, tokens.answer, 'List-Unsubscribe=One-Click'));
    answers.push(await get(routes.showOwn, tokens.answer));
    expect(new Set(answers.map(({ status, text }) => `${status}${text}`)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 404, text: expect.stringContaining('This link does not work') });
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({ status: 'delivered', version: 3 });
  });
});

describe('unsubscribing', () => {
  const email = 'ana@example.com';

  test('never happens by opening the page', async () => {
    const ctx = aContext();
    const { tokens } = await aDeliveredSurvey(ctx);
    const { status, text } = await get(routes.showUnsubscribe, tokens.unsubscribe);
    expect(status).toBe(200);
    expect(text).toContain('a…@example.com');
    expect(text).not.toContain(email);
    expect(await contactPreferences(ctx, email)).not.toHaveProperty('optedOut');
  });

  test.each([
    ['a form', 'List-Unsubscribe=One-Click', FORM],
    [
      'multipart data',
      '--b1\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b1--\r\n',
      { 'content-type': 'multipart/form-data; boundary=b1' },
    ],
  ])('happens with one POST of %s, as mail programs send it (RFC 8058)', async (_, body, headers) => {
    const ctx = aContext();
    const { survey, tokens } = await aDeliveredSurvey(ctx);
    expect((await post(routes.unsubscribe, tokens.unsubscribe, body, headers)).status).toBe(200);
    expect(await contactPreferences(ctx, email)).toMatchObject({ optedOut: true });
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({ status: 'opted_out' });
  });

  test('can be undone on the page that follows', async () => {
    const ctx = aContext();
    const { tokens } = await aDeliveredSurvey(ctx);
    await post(routes.unsubscribe, tokens.unsubscribe, { 'List-Unsubscribe': 'One-Click' });
    expect((await post(routes.unsubscribe, tokens.unsubscribe, { undo: '1' })).text).toContain('Welcome back');
    expect(await contactPreferences(ctx, email)).toMatchObject({ optedOut: false });
  });

  test('needs the field that says so', async () => {
    const ctx = aContext();
    const { tokens } = await aDeliveredSurvey(ctx);
    expect((await post(routes.unsubscribe, tokens.unsubscribe, { other: '1' })).status).toBe(400);
    expect(await contactPreferences(ctx, email)).not.toHaveProperty('optedOut');
  });
});

describe('a person’s own pages', () => {
  test('keep how often they want to be asked', async () => {
    const ctx = aContext();
    const { tokens } = await aDeliveredSurvey(ctx);
    await post(routes.setPreferences, tokens.preferences, { frequency: 'pause' });
    const shown = await get(routes.showPreferences, tokens.preferences);
    expect(shown).toMatchObject({ status: 200, text: expect.not.stringContaining('role="status"') });
    expect(shown.text).toMatch(/value="pause"[^>]*checked|checked[^>]*value="pause"/);
    expect((await post(routes.setPreferences, tokens.preferences, { frequency: 'daily' })).status).toBe(400);
  });

  test('show what they chose in the words of the survey, in the language of the page', async () => {
    const ctx = aContext();
    const { survey, tokens } = await aDeliveredSurvey(ctx, { template: readyMade.sales_satisfaction });
    const nonce = await nonceOf(tokens.answer);
    await post(routes.submit, tokens.answer, { nonce, q_overall: '4', q_decisive: 'advice' });
    const fresh = (await ownFeedbackUrl(ctx, survey.surveyId, '')).split('/')[2] ?? '';
    const { text } = await get(routes.showOwn, fresh, { lang: 'de' });
    expect(text).toContain('Was war ausschlaggebend für Ihre Entscheidung?</span> Die Beratung</p>');
  });

  test.each([
    ['a survey of another system', { surveyId: 'surveymonkey-42', data: { answers: { q1: 'yes' } } }],
    ['an id like ours', { surveyId: 'sv_01', data: { answers: { decisive: 'advice' } } }],
    ['answers that are no list', { data: { answers: 'yes' } }],
    ['answers that do not fit the questions', { data: { answers: { decisive: { toString: 1 }, overall: [null] } } }],
  ])('show a record with %s without question words', async (_, sent) => {
    const ctx = aContext();
    const { survey, tokens } = await aDeliveredSurvey(ctx, { template: readyMade.sales_satisfaction });
    const nonce = await nonceOf(tokens.answer);
    await post(routes.submit, tokens.answer, { nonce, q_overall: '4', q_decisive: 'advice' });
    const { contact, surveyId } = survey;
    const record = {
      source: 'import',
      surveyId,
      comments: 'Said elsewhere',
      ...sent,
      contact: { email: contact?.email },
    };
    await submit({ ...ctx, requestId: 'import' }, SubmitFeedback.parse(record));
    const fresh = (await ownFeedbackUrl(ctx, surveyId, '')).split('/')[2] ?? '';
    const { status, text } = await get(routes.showOwn, fresh);
    expect(status).toBe(200);
    expect(text).toContain('Said elsewhere');
    expect(text.match(/The advice<\/p>/g)).toHaveLength(1);
    expect(text).toContain('name="erase"');
  });

  test('show what they have said only to a fresh link, and take the request to erase it', async () => {
    const ctx = aContext();
    const again = { id: 'again', type: 'boolean', text: { en: 'Would you come again?' } } as const;
    const questions = [...csatTemplate.questions, again];
    const { survey, tokens } = await aDeliveredSurvey(ctx, { template: { questions } });
    const nonce = await nonceOf(tokens.answer);
    const fields = { q_satisfaction: '2', q_improve: 'Be <b>faster</b>', q_again: 'no' };
    await post(routes.submit, tokens.answer, { nonce, ...fields });
    expect((await get(routes.showOwn, tokens.preferences)).text).not.toContain('faster');
    expect((await post(routes.eraseOwn, tokens.preferences, { erase: 'yes' })).status).toBe(400);
    const fresh = (await ownFeedbackUrl(ctx, survey.surveyId, '')).split('/')[2] ?? '';
    const { text } = await get(routes.showOwn, fresh);
    expect(text).toContain('Be &lt;b>faster');
    expect(text).toContain('2 of 5');
    expect(text).toContain('Would you come again?</span> No</p>');
    const erased = await post(routes.eraseOwn, fresh, { erase: 'yes' });
    expect(erased.text).toMatch(/must answer you within a month. Please keep your reference: dsr_/);
    expect((await post(routes.eraseOwn, fresh, { erase: 'yes' })).text).toBe(erased.text);
  });
});

describe('the page that turns off mails about one’s feedback', () => {
  const knows = async (ctx: ReturnType<typeof aContext>) =>
    (await contactPreferences(ctx, 'Ana@example.com')).productUpdates;

  test('changes nothing until its button is pressed, does it with one click, and undoes it', async () => {
    const ctx = aContext();
    const { params } = await updatesLink(ctx.companyId);
    const shown = await get(routes.showUpdates, params.token, { lang: 'ar' });
    expect([shown.status, await knows(ctx)]).toEqual([200, undefined]);
    expect(shown.text).toContain('dir="rtl"');
    const off = await post(routes.stopUpdates, params.token, { 'List-Unsubscribe': 'One-Click' });
    expect([off.status, await knows(ctx)]).toEqual([200, false]);
    await post(routes.stopUpdates, params.token, { undo: '1' });
    expect(await knows(ctx)).toBe(true);
  });

  test('is no page for a forged link or one of a survey; a form without its word changes nothing', async () => {
    const ctx = aContext();
    const { params } = await updatesLink(ctx.companyId);
    const { tokens } = await aDeliveredSurvey(ctx);
    for (const token of [forged(params.token), tokens.unsubscribe])
      expect((await post(routes.stopUpdates, token, { 'List-Unsubscribe': 'One-Click' })).status).toBe(404);
    expect((await post(routes.stopUpdates, params.token, { x: '1' })).status).toBe(400);
    expect(await knows(ctx)).toBeUndefined();
  });
});
