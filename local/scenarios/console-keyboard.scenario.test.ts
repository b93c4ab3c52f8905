import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SubmitFeedback } from '../../shared/feedback/feedback.requests.schema.ts';
import { feedbackRoutes } from '../../shared/feedback/feedback.routes.ts';
import { followUpRoutes, recordFollowUpRoutes } from '../../shared/follow-up/follow-up.routes.ts';
import { client, type Client } from '../../shared/http/client.ts';
import { reportRunRoutes } from '../../shared/report-run/run.routes.ts';
import { hasBrowser, startBrowser } from '../../shared/testing/browser.ts';
import { triageRoutes } from '../../shared/triage/triage.routes.ts';
import { eventually, type Scenario, startScenario } from './running.ts';
import { oneOfEach } from './screens.ts';
import { searchFor, settled, signIn } from './signed-in.ts';

const wishes: SubmitFeedback[] = ['an export of invoices', 'a dark theme', 'a shorter form', 'payment by card'].map(
  (what, index) => ({
    source: 'email',
    externalId: `keyboard-${index}`,
    type: 'feature_request',
    comments: `Please give us ${what}, the invoice page lacks it.`,
    category: 'billing',
    contact: { email: `wish-${index}@customers.example` },
  }),
);
/** So often a key is pressed at most before something counts as out of reach. */
const MOST_TABS = 120;

/** Goes on from control to control until one has the focus, as who uses no pointer does: by Tab, and within a menu by an arrow. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'ArrowDown' = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let pressed = 0; pressed < MOST_TABS; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${String(target)} is not reached by ${MOST_TABS} times ${key}`);
}
async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}
const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) });

/** Goes to a screen by its name, as the palette offers it. */
async function open(page: Page, name: string, address: RegExp): Promise<void> {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search' });
  await palette.getByRole('combobox').waitFor();
  await page.keyboard.type(name);
  await palette.getByRole('option', { name, exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(address);
  // Until the screen is there, its address shows the one before.
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await settled(page);
}

describe.skipIf(!hasBrowser)('the five commonest tasks in the console, with the keyboard alone', () => {
  let scenario: Scenario;
  let browser: Browser;
  let feedback: Client<typeof feedbackRoutes.routes>;
  let token: string;
  let ids: string[];
  let reportId: string;
  let page: Page;
  let close: () => Promise<void>;

  beforeAll(async () => {
    [scenario, browser] = await Promise.all([startScenario(), startBrowser()]);
    const url = scenario.endpoints.api;
    token = await scenario.token({ company: 'demo', role: 'manager' });
    feedback = client(feedbackRoutes, { url, token });
    const { results } = await feedback.submitMany({ body: { items: wishes } });
    ids = results.map(({ feedbackId }) => feedbackId ?? '');
    const admin = await scenario.token({ company: 'demo', role: 'admin' });
    ({ reportId = '' } = await oneOfEach({ url, token: admin }));
    await client(recordFollowUpRoutes, { url, token }).open({ params: { feedbackId: ids[0] ?? '' }, body: {} });
    await eventually(async () => {
      const { length } = await waiting();
      if (length !== wishes.length) throw new Error(`${length} of ${wishes.length} records wait for triage`);
    }, 150_000);
    ({ page, close } = await signIn(browser, { console: scenario.endpoints.console, role: 'manager' }));
    // Whatever is pressed from here on is a key.
    await page.evaluate(() =>
      addEventListener('pointerdown', () => document.documentElement.setAttribute('data-pointed', ''), true),
    );
  });
  afterAll(async () => {
    await close?.();
    await browser?.close();
    await scenario?.stop();
  });

  const triage = () => client(triageRoutes, { url: scenario.endpoints.api, token });
  const waiting = async () => (await triage().list({ query: { limit: 50 } })).items;
  const pointed = () => page.evaluate(() => document.documentElement.hasAttribute('data-pointed'));

  test('a record is found and opened', async () => {
    await searchFor(page, 'dark theme');
    await press(page, page.locator('tbody tr a').first());
    const record = page.getByRole('dialog');
    await record.getByText('What the text says').waitFor();
    expect(await record.textContent()).toContain('a dark theme');
  });

  test('what its text was found to say is corrected', async () => {
    await press(page, button(page, 'Correct it'));
    const dialog = page.getByRole('dialog', { name: 'Correct the analysis' });
    await tabTo(page, dialog.getByLabel('Urgency'));
    await page.keyboard.type('low');
    await press(page, dialog.getByRole('button', { name: 'Save' }));
    await eventually(async () => {
      const { analysis } = await feedback.get({ params: { feedbackId: ids[1] ?? '' } });
      expect(analysis?.urgency).toBe('low');
    });
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('a follow-up is taken, and closed with a cause and an action', async () => {
    const followUps = client(followUpRoutes, { url: scenario.endpoints.api, token });
    await open(page, 'Follow-ups', /follow-ups/);
    await press(page, page.locator('tbody tr a').first());
    await press(page, button(page, 'Take it'));
    await page.getByText('It is yours now').waitFor();
    await press(page, button(page, 'Close it'));
    const dialog = page.getByRole('dialog', { name: 'Close the follow-up' });
    for (const list of ['Root cause', 'Action taken']) {
      await tabTo(page, dialog.getByLabel(list, { exact: true }));
      await page.keyboard.press('ArrowDown');
    }
    await tabTo(
      page,
      dialog
        .getByRole('group', { name: /Does the customer know/ })
        .getByRole('radio')
        .first(),
    );
    await page.keyboard.press('Space');
    await press(page, dialog.getByRole('button', { name: 'Close it' }));
    await page.getByText('Closed', { exact: true }).waitFor();
    const { items } = await followUps.list({ query: { status: 'closed' } });
    expect(items).toMatchObject([{ feedbackId: ids[0], status: 'resolved' }]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('three records are decided about in triage, and one of the decisions is taken back', async () => {
    await open(page, 'Triage', /triage/);
    const left = (n: number) => page.getByText(new RegExp(`^${n} waits? for a decision`)).waitFor();
    const all = (await waiting()).length;
    await left(all);
    for (const [at, key] of ['1', '2', '3'].entries()) {
      await page.keyboard.press(key);
      await left(all - 1 - at);
    }
    await eventually(async () => expect(await waiting()).toHaveLength(all - 3));
    await page.keyboard.press('z');
    await left(all - 2);
    await eventually(async () => expect(await waiting()).toHaveLength(all - 2));
  });

  test('a report is sent', async () => {
    const runs = client(reportRunRoutes, { url: scenario.endpoints.api, token });
    const before = (await runs.list({ params: { reportId } })).items;
    await open(page, 'Reports', /reports/);
    await press(page, button(page, /^More: /).first());
    await page.getByRole('menuitem', { name: 'Run now' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Run now' });
    await press(page, dialog.getByRole('button', { name: 'Run now' }));
    await page.waitForURL(/runs\//);
    const after = (await runs.list({ params: { reportId } })).items;
    expect(after).toHaveLength(before.length + 1);
    expect(page.url()).toContain(after.find(({ runId }) => before.every((one) => one.runId !== runId))?.runId);
  });

  test('single keys do nothing once they are switched off, and do again', async () => {
    await open(page, 'Feedback', /feedback/);
    await press(page, button(page, /Account/));
    for (const [key, opens] of [
      ['Off', 0],
      ['On', 1],
    ] as const) {
      if (key === 'On') await press(page, button(page, /Account/));
      const choice = page.getByRole('menuitemradio', { name: key, exact: true });
      await tabTo(page, choice, 'ArrowDown');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      await choice.waitFor({ state: 'detached' });
      await page.keyboard.press('?');
      // Nothing may come of it, so there is nothing to wait for.
      await page.waitForTimeout(500);
      expect(await page.getByRole('dialog', { name: 'Keys' }).count()).toBe(opens);
    }
    await page.keyboard.press('Escape');
    expect(await pointed()).toBe(false);
  });
});
