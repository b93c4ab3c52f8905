import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page as BrowserPage } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readyMade } from '../../shared/survey-template/ready-made/ready-made.ts';
import { SurveyTemplateInput } from '../../shared/survey-template/survey-template.schema.ts';
import { hasBrowser, startBrowser } from '../../shared/testing/browser.ts';
import { surveyMail } from '../mail/survey-mail.tsx';
import { answerPage } from './answer-page.tsx';
import type { Page } from './document.tsx';
import { brokenPage, expiredPage, thanksPage } from './notice-page.tsx';
import { myFeedbackPage, unsubscribedPage, unsubscribePage } from './preferences-page.tsx';
import { wishesPages } from './testing/wishes.ts';

const frame = { language: 'en', company: 'Acme', brand: { accent: '#c2410c' }, timeZone: 'UTC' } as const;
const answer = (draft: keyof typeof readyMade, language: 'en' | 'de' | 'ar', extra: object = {}) =>
  answerPage({
    ...frame,
    template: SurveyTemplateInput.parse(readyMade[draft]),
    language,
    action: '/post',
    nonce: 'Yd82kPq0ZmXo1LrT7sHvWcBn',
    answers: {},
    unsubscribeUrl: '/u',
    ...extra,
  });
const own = { ...frame, action: '/post', address: 'a…@example.com' };
const pages: Record<string, () => Page> = {
  nps: () => answer('nps', 'en'),
  'ces-ar': () => answer('ces', 'ar', { answers: { effort: 2 } }),
  sales: () => answer('sales_satisfaction', 'de', { answers: { overall: 4 } }),
  errors: () => answer('csat', 'de', { faults: [{ questionId: 'satisfaction', code: 'required' }] }),
  stale: () => answer('service_satisfaction', 'en', { stale: true }),
  thanks: () => thanksPage({ ...frame, editUntil: new Date(), editUrl: '/s' }),
  expired: () => expiredPage({ ...frame, expiredAt: new Date() }),
  broken: () => brokenPage('ar'),
  unsubscribe: () => unsubscribePage(own),
  unsubscribed: () => unsubscribedPage(own),
  ...wishesPages,
  mine: () =>
    myFeedbackPage({
      ...own,
      items: [
        {
          at: new Date(),
          comments: 'Good',
          scores: [{ value: 5, scaleMax: 5 }],
          answers: [{ question: 'May we call you?', answer: true }],
          status: 'open',
        },
      ],
    }),
  mail: () => ({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, html: mailHtml() }),
};
const mailHtml = () =>
  surveyMail({
    ...frame,
    language: 'ar',
    template: SurveyTemplateInput.parse(readyMade.nps),
    facts: {},
    answerUrl: 'https://f.example/s/a',
    unsubscribeUrl: 'https://f.example/s/u',
    expiresAt: new Date(),
  }).html;

let browser: Browser;
let server: Server;
let origin: string;
const requests: string[] = [];
let posted: URLSearchParams | undefined;

beforeAll(async () => {
  if (!hasBrowser) return;
  browser = await startBrowser();
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname.slice(1);
    requests.push(`${request.method} /${path}`);
    void bodyOf(request).then((body) => {
      if (request.method === 'POST') posted = new URLSearchParams(body);
      const page = (pages[path] ?? pages['thanks'])?.();
      response.writeHead(page?.status ?? 404, page?.headers).end(page?.html);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
async function open(name: string, options: BrowserContextOptions = {}): Promise<BrowserPage> {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, ...options });
  const page = await context.newPage();
  requests.length = 0;
  posted = undefined;
  await page.goto(`${origin}/${name}`);
  return page;
}

describe.skipIf(!hasBrowser).each(Object.keys(pages))('page %s', (name) => {
  test.each(['light', 'dark'] as const)(
    'gives axe nothing to find in the %s scheme, and fits 320 pixels',
    async (colorScheme) => {
      const page = await open(name, { colorScheme });
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', ...(name === 'mail' ? [] : ['best-practice'])])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      // The mail is no page: only here does the browser ask for an icon.
      expect(requests.filter((one) => name !== 'mail' || !one.includes('favicon'))).toEqual([`GET /${name}`]);
      await page.context().close();
    },
  );
});

describe.skipIf(!hasBrowser)('a scale in two rows', () => {
  type Ends = { low: DOMRect; high: DOMRect; first: DOMRect; last: DOMRect };
  const endsOf = (page: BrowserPage, scores: string, [low, high]: [string, string]): Promise<Ends> =>
    page.evaluate(
      ([css, ...texts]) => {
        const boxes = [...document.querySelectorAll(css ?? '')].map((one) => one.getBoundingClientRect());
        const [low, high] = texts.map((text) => {
          const shown = [...document.querySelectorAll('span, p')].filter(
            (one) => one.textContent === text && one.getClientRects().length > 0,
          );
          const range = document.createRange();
          range.selectNodeContents(shown[0] as Node);
          return shown.length === 1 ? range.getBoundingClientRect() : undefined;
        });
        return { low, high, first: boxes[0], last: boxes.at(-1) } as Ends;
      },
      [scores, low, high] as const,
    );

  test.each([320, 375])('says at its first and its last step what they mean, %i pixels wide', async (width) => {
    const page = await open('nps', { viewport: { width, height: 640 } });
    const { low, high, first, last } = await endsOf(page, '.s label', ['Not at all likely', 'Extremely likely']);
    expect(low.bottom).toBeLessThanOrEqual(first.top);
    expect(high.top).toBeGreaterThanOrEqual(last.bottom);
    expect([low.left - first.left, high.right - last.right].map(Math.abs).every((off) => off < 6)).toBe(true);
    await page.context().close();
  });

  test.each([320, 375])('does so in the Arabic mail, from right to left, %i pixels wide', async (width) => {
    const page = await open('mail', { viewport: { width, height: 640 } });
    const { low, high, first, last } = await endsOf(page, 'a.s', ['غير محتمل إطلاقًا', 'محتمل جدًا']);
    expect(low.bottom).toBeLessThanOrEqual(first.top);
    expect(high.top).toBeGreaterThanOrEqual(last.bottom);
    expect([low.right - first.right, high.left - last.left].map(Math.abs).every((off) => off < 6)).toBe(true);
    await page.context().close();
  });
});

describe.skipIf(!hasBrowser)('answering', () => {
  test('works without JavaScript, and shows the follow-up that fits the score', async () => {
    const page = await open('nps', { javaScriptEnabled: false });
    const improve = page.locator('#improve');
    expect(await improve.isVisible()).toBe(false);
    await page.getByRole('radio', { name: '0, Not at all likely' }).check({ force: true });
    expect(await improve.isVisible()).toBe(true);
    expect(await page.locator('#reason').isVisible()).toBe(false);
    await page.getByLabel('What should we have done better?').fill('Everything');
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page.getByRole('heading', { name: 'Thank you!' }).waitFor();
    expect(Object.fromEntries(posted ?? [])).toMatchObject({ q_recommend: '0', q_improve: 'Everything', extra: '' });
    await page.context().close();
  });

  test('works by keyboard alone', async () => {
    const page = await open('nps', { javaScriptEnabled: false });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    for (let steps = 0; steps < 9; steps++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Because');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Thank you!' }).waitFor();
    expect(Object.fromEntries(posted ?? [])).toMatchObject({ q_recommend: '9', q_reason: 'Because' });
    await page.context().close();
  });

  test('with JavaScript keeps each answer as it is given, without reloading', async () => {
    const page = await open('nps');
    const saved = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('radio', { name: '7', exact: true }).check({ force: true });
    await saved;
    expect(Object.fromEntries(posted ?? [])).toMatchObject({ q_recommend: '7', partial: '1' });
    expect(await page.getByRole('button', { name: 'Send answer' }).isVisible()).toBe(true);
    await page.context().close();
  });
});
