import { setTimeout as sleep } from 'node:timers/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedbackRoutes } from '../../shared/feedback/feedback.routes.ts';
import { client, type Client } from '../../shared/http/client.ts';
import { metricsRoutes } from '../../shared/metrics/metrics.routes.ts';
import { csatTemplate } from '../../shared/survey-template/ready-made/csat.ts';
import { surveyRoutes } from '../../shared/survey/survey.routes.ts';
import { surveyTemplateRoutes } from '../../shared/survey-template/survey-template.routes.ts';
import { hasBrowser, startBrowser } from '../../shared/testing/browser.ts';
import { playMailEvent } from '../mail-event.ts';
import { eventually, type Scenario, startScenario } from './running.ts';

/** The dispatcher runs every minute. */
const MAIL_MS = 150_000;
const BURST_MS = 11_000;
const email = 'nadia@example.com';

type Inbox = { emails: { destination: { to: string[] }; subject: string; body: { html?: string; text?: string } }[] };

describe.skipIf(!hasBrowser)('a survey over a running local cloud', () => {
  let scenario: Scenario;
  let browser: Browser;
  let surveys: Client<typeof surveyRoutes.routes>;
  let surveyId: string;
  let answerUrl: string;
  let unsubscribeUrl: string;

  beforeAll(async () => {
    browser = await startBrowser();
    scenario = await startScenario();
    surveys = client(surveyRoutes, await access());
  });
  afterAll(async () => {
    await browser?.close();
    await scenario?.stop();
  });

  const access = async () => ({
    url: scenario.endpoints.api,
    token: await scenario.token({ company: 'acme', role: 'manager', user: 'maria' }),
  });
  const survey = () => surveys.get({ params: { surveyId } });

  it('a resolved ticket leads to one personal mail in the person’s language', async () => {
    const templates = client(surveyTemplateRoutes, await access());
    await templates.create({ body: { ...csatTemplate, sendDelayHours: 0, brand: { name: 'Acme Motors' } } });
    const event = {
      type: 'ticket.resolved',
      subject: { ticketId: 'T-1' },
      contact: { name: 'Nadia', email, language: 'ar' },
      snapshot: { agentId: 'agent-7', teamId: 'team-1', channel: 'chat', resolutionMinutes: 42 },
    };
    const { decisions } = await surveys.recordEvent({ body: event });
    expect(decisions).toMatchObject([{ sent: true }]);
    surveyId = decisions[0]?.surveyId ?? '';
    expect((await surveys.recordEvent({ body: event })).decisions).toMatchObject([{ reason: 'duplicate_trigger' }]);
    const [mail, ...others] = await eventually(async () => {
      const store = (await (await fetch(`${scenario.endpoints.inbox}/store`)).json()) as Inbox;
      const mails = store.emails.filter(({ destination }) => destination.to.includes(email));
      expect(mails).not.toEqual([]);
      return mails;
    }, MAIL_MS);
    expect(others).toEqual([]);
    expect(mail?.body.html).toContain('dir="rtl"');
    const text = mail?.body.text ?? '';
    [answerUrl = '', unsubscribeUrl = ''] = text.match(/https?:\/\/\S+/g) ?? [];
    expect(unsubscribeUrl).toMatch(/\/unsubscribe$/);
  });

  it('a gateway that opens every link at once and presses buttons changes nothing that counts', async () => {
    const links = [...[1, 2, 3, 4, 5].map((score) => `${answerUrl}?score=${score}`), unsubscribeUrl];
    const opened = links.flatMap((url) => [fetch(url), fetch(url, { method: 'HEAD' })]);
    expect((await Promise.all(opened)).map(({ status }) => status)).toEqual(opened.map(() => 200));
    expect((await survey()).version).toBe(3);
    for (const score of [1, 5, 3]) {
      const page = await (await fetch(answerUrl)).text();
      const nonce = /name="nonce" value="([\w-]+)"/.exec(page)?.[1] ?? '';
      await fetch(answerUrl, { method: 'POST', body: new URLSearchParams({ nonce, q_satisfaction: String(score) }) });
    }
    expect(await survey()).toMatchObject({
      status: 'sent',
      quarantine: { reasons: expect.arrayContaining(['burst']) },
    });
    expect(await surveys.preferences({ query: { email } })).not.toMatchObject({ optedOut: true });
  });

  it('a person answers in Arabic on a small screen, by keyboard, without scripts, and is thanked', async () => {
    await sleep(BURST_MS);
    const page = await browser.newPage({ viewport: { width: 320, height: 640 }, javaScriptEnabled: false });
    await page.goto(`${answerUrl}?score=2`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('أسرع من فضلكم');
    await page.getByRole('button', { name: 'إرسال الإجابة' }).press('Enter');
    await page.getByRole('heading', { name: 'شكرًا لك!' }).waitFor();
    await page.close();
    expect(await survey()).toMatchObject({ status: 'completed', overallScore: 2, comments: 'أسرع من فضلكم' });
  });

  it('the answer is one feedback record with the frozen context, and moves the metric', async () => {
    const feedback = client(feedbackRoutes, await access());
    const { items } = await feedback.list({ query: { surveyId } });
    expect(items).toMatchObject([
      { source: 'survey', ticketId: 'T-1', snapshot: { agentId: 'agent-7' }, scores: [{ metric: 'csat', value: 2 }] },
    ]);
    const metrics = client(metricsRoutes, await access());
    await eventually(async () => {
      const { total } = await metrics.read({ params: { name: 'csat_avg' } });
      expect(total).toMatchObject({ value: 2, n: 1 });
    });
    await eventually(async () => {
      const { total, scanners } = await surveys.analytics();
      expect(total).toMatchObject({ eligible: 1, suppressed: { duplicate_trigger: 1 }, sent: 1, completed: 1 });
      expect(scanners).toEqual([{ domain: 'example.com', sent: 1, scanned: 1 }]);
    });
  });

  it('changing the answer with scripts changes the same record, and axe finds nothing on the page', async () => {
    await sleep(BURST_MS);
    const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${answerUrl}?lang=en`);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.getByRole('radio', { name: '5 of 5' }).check({ force: true });
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('heading', { name: 'Thank you!' }).waitFor();
    await context.close();
    const feedback = client(feedbackRoutes, await access());
    expect((await feedback.list({ query: { surveyId } })).items).toMatchObject([{ scores: [{ value: 5 }] }]);
  });

  it('the mail program’s one-click unsubscribe is kept, and nobody is asked again', async () => {
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    expect((await fetch(unsubscribeUrl, { method: 'POST', body })).status).toBe(200);
    const { decisions } = await surveys.recordEvent({
      body: { type: 'ticket.resolved', subject: { ticketId: 'T-2' }, contact: { email } },
    });
    expect(decisions).toMatchObject([{ sent: false, reason: 'opted_out' }]);
  });

  it('what SES tells about the mail is recorded, and a bounced address is not written to', async () => {
    for (const type of ['Delivery', 'Bounce'])
      await playMailEvent(scenario.cloudUrl, { company: 'acme', survey: surveyId, type });
    await eventually(async () => {
      expect(await survey()).toMatchObject({ status: 'completed', deliveredAt: expect.any(String) });
      expect(await surveys.preferences({ query: { email } })).toMatchObject({ bounced: true });
    });
  });
});
