import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { Manifest } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SubmitFeedback } from '../../shared/feedback/feedback.requests.schema.ts';
import { feedbackRoutes } from '../../shared/feedback/feedback.routes.ts';
import { client, type Client } from '../../shared/http/client.ts';
import type { Role } from '../../shared/kernel/roles.ts';
import { metricsRoutes } from '../../shared/metrics/metrics.routes.ts';
import { hasBrowser, startBrowser } from '../../shared/testing/browser.ts';
import { addressOf, oneOfEach, screens } from './screens.ts';
import { eventually, type Scenario, startScenario } from './running.ts';
import { findingsOf, goTo, settled, signIn } from './signed-in.ts';

const root = join(import.meta.dirname, '../..');
const DAY_MS = 86_400_000;
const at = (daysAgo: number): string => new Date(Date.now() - daysAgo * DAY_MS).toISOString();

/** 12 promoters, 6 passives, 12 detractors of two agents, from tickets and surveys. */
const answers: SubmitFeedback[] = [9, 8, 2].flatMap((value, kind) =>
  Array.from({ length: [12, 6, 12][kind] ?? 0 }, (_, index) => ({
    source: index % 3 === 0 ? ('support_ticket' as const) : ('survey' as const),
    externalId: `console-${value}-${index}`,
    occurredAt: at(1 + (index % 20)),
    comments: value < 5 ? 'The invoice was wrong and nobody called me back.' : 'Friendly and quick, thank you!',
    category: 'billing',
    scores: [{ metric: 'nps' as const, value, scaleMin: 0, scaleMax: 10 }],
    snapshot: { agentId: `agent-${1 + (index % 2)}`, teamId: 'team-1', channel: 'chat' },
  })),
);

describe.skipIf(!hasBrowser)('the console over a running local cloud', () => {
  let scenario: Scenario;
  let browser: Browser;
  let feedback: Client<typeof feedbackRoutes.routes>;
  let metrics: Client<typeof metricsRoutes.routes>;
  let firstId: string;
  let ids: Record<string, string>;

  beforeAll(async () => {
    [scenario, browser] = await Promise.all([startScenario(), startBrowser()]);
    const token = await scenario.token({ company: 'demo', role: 'manager' });
    feedback = client(feedbackRoutes, { url: scenario.endpoints.api, token });
    metrics = client(metricsRoutes, { url: scenario.endpoints.api, token });
    const { results } = await feedback.submitMany({ body: { items: answers } });
    firstId = results[0]?.feedbackId ?? '';
    const admin = await scenario.token({ company: 'demo', role: 'admin' });
    ids = { feedbackId: firstId, ...(await oneOfEach({ url: scenario.endpoints.api, token: admin })) };
    await eventually(async () => {
      const { n } = (await nps()).total;
      if (n !== answers.length) throw new Error(`${n} of ${answers.length} answers are counted`);
    }, 150_000);
  });
  afterAll(async () => {
    await browser?.close();
    await scenario?.stop();
  });

  const range = { from: at(89).slice(0, 10), to: at(0).slice(0, 10) };
  const nps = () => metrics.read({ params: { name: 'nps' }, query: range });
  const person = (role: Role, path = '', more: BrowserContextOptions & { language?: string } = {}) =>
    signIn(browser, { console: scenario.endpoints.console, role, path, ...more });

  test('a number on the overview is the metric’s, and opens as many records as it counts', async () => {
    const { page, faults, close } = await person('manager');
    const tile = page.locator('.tile', { hasText: 'Net Promoter Score' });
    await eventually(async () => expect(await tile.textContent()).toContain(`${answers.length} answers`));
    const { total } = await nps();
    expect(await tile.locator('.figure a').textContent()).toBe(String(total.value));
    await tile.locator('.figure a').click();
    await page.waitForURL(/metric=nps/);
    await settled(page);
    expect(await page.locator('tbody tr').count()).toBe(total.n);
    expect(await page.locator('.page-head').textContent()).toContain(`${total.n} records`);
    expect(faults).toEqual([]);
    await close();
  });

  test('filters stand in the address: opened again, or by somebody else, it shows the same', async () => {
    const { page, close } = await person('manager', 'feedback');
    await page.getByLabel('Source').selectOption('survey');
    await page.waitForURL(/source=survey/);
    await settled(page);
    const expected = answers.filter(({ source }) => source === 'survey').length;
    expect(await page.locator('tbody tr').count()).toBe(expected);
    await page.reload();
    await settled(page);
    expect(await page.locator('tbody tr').count()).toBe(expected);
    const other = await person('analyst', page.url().split('/app/')[1]);
    await settled(other.page);
    expect(await other.page.locator('tbody tr').count()).toBe(expected);
    await Promise.all([close(), other.close()]);
  });

  test('two people edit one record: the second sees what the first has changed, and nothing is lost', async () => {
    const [one, other] = await Promise.all([
      person('manager', `feedback/${firstId}`),
      person('admin', `feedback/${firstId}`),
    ]);
    const open = ({ page }: typeof one) => page.getByRole('button', { name: 'Edit' }).click();
    await Promise.all([open(one), open(other)]);
    await one.page.getByLabel('Theme').fill('invoices');
    await one.page.getByLabel('Category', { exact: true }).fill('contract');
    await other.page.getByLabel('Tags').fill('vip');
    await other.page.getByLabel('Category', { exact: true }).fill('delivery');
    await one.page.getByRole('button', { name: 'Save' }).click();
    await one.page.getByText('Saved').waitFor();
    await other.page.getByRole('button', { name: 'Save' }).click();
    const dialog = other.page.getByRole('dialog', { name: /changed this record/ });
    await dialog.getByText('contract').waitFor();
    await dialog.getByRole('button', { name: 'Use mine' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await other.page.getByText('Saved').waitFor();
    const record = await feedback.get({ params: { feedbackId: firstId } });
    expect(record).toMatchObject({ category: 'delivery', theme: 'invoices', tags: ['vip'] });
    await Promise.all([one.close(), other.close()]);
  });

  test('what was typed outlives a lost connection and a reload', async () => {
    const { page, close } = await person('manager', `feedback/${firstId}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Theme').fill('a theme that took long to type');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').waitFor();
    await page.context().setOffline(false);
    await page.reload();
    await page.getByRole('button', { name: 'Edit' }).click();
    expect(await page.getByLabel('Theme').inputValue()).toBe('a theme that took long to type');
    await close();
  });

  test('an agent sees their own records alone, and no way to what they may not do', async () => {
    const { page, close } = await person('agent', 'feedback');
    await settled(page);
    const own = answers.filter(({ snapshot }) => snapshot?.agentId === 'agent-1').length;
    expect(await page.locator('tbody tr').count()).toBe(own);
    expect(await page.locator('nav').getByText('Overview').count()).toBe(0);
    await page.locator('tbody tr a').first().click();
    await page.getByRole('dialog').getByText('What the text says').waitFor();
    expect(await page.getByRole('button', { name: 'Edit' }).count()).toBe(0);
    await close();
  });

  test('a record of another company is shown as one that there is none of', async () => {
    const stranger = client(feedbackRoutes, {
      url: scenario.endpoints.api,
      token: await scenario.token({ company: 'other', role: 'manager' }),
    });
    const { feedbackId } = await stranger.submit({ body: { source: 'email', comments: 'Not yours to read.' } });
    const { page, close } = await person('manager', `feedback/${feedbackId}`);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    const words = await alert.textContent();
    await page.goto(`${scenario.endpoints.console}feedback/fb_01jd3k5w8z9x7v6t5s4r3q2p1n`);
    await alert.waitFor();
    expect(await alert.textContent()).toBe(words);
    expect(words).not.toContain('Not yours to read');
    await close();
  });

  test('a token that has ended is renewed without a word, and signing out ends it', async () => {
    const { page, close } = await person('manager', 'feedback');
    let refused = 0;
    await page.route('**/api/crm/feedback/count*', async (route) => {
      if (refused++ > 0) return route.continue();
      await route.fulfill({ status: 401, json: { message: 'Unauthorized' } });
    });
    await page.reload();
    await settled(page);
    expect(refused).toBeGreaterThan(1);
    expect(await page.locator('.page-head').textContent()).toContain(`${answers.length} records`);
    await page.getByRole('button', { name: /Account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL(/sign-in/);
    await page.goto(`${scenario.endpoints.console}feedback`);
    await page.waitForURL(/sign-in/);
    await close();
  });

  test('with the keyboard alone: search, open the first record, close it', async () => {
    const { page, close } = await person('manager');
    await page.keyboard.press('/');
    await page.keyboard.type('invoice');
    await page.getByRole('option', { name: /Search feedback/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=invoice/);
    await settled(page);
    await page.keyboard.press('j');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => !url.searchParams.has('open'));
    expect(await page.getByRole('dialog').count()).toBe(0);
    await close();
  });

  test('every screen stands in the list of those that are looked at', () => {
    const file = join(scenario.folder, 'console/.vite/manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
    const built = Object.keys(manifest).filter((name) => manifest[name]?.isDynamicEntry && name.endsWith('.tsx'));
    expect(built.length).toBeGreaterThan(0);
    expect(built.filter((name) => !Object.hasOwn(screens, name))).toEqual([]);
  });

  const looks: Record<string, BrowserContextOptions & { language?: string }> = {
    'on a wide screen, dark': { colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
    'on a phone, in Arabic': { viewport: { width: 320, height: 700 }, hasTouch: true, isMobile: true, language: 'ar' },
  };
  test.each(Object.keys(looks))(
    'no screen has a fault, axe finds nothing, and nothing runs out of the side: %s',
    async (look) => {
      const { page, faults, close } = await person('admin', '', looks[look]);
      const pictures = join(root, '.local/pictures');
      mkdirSync(pictures, { recursive: true });
      const found: Record<string, string[]> = {};
      for (const [screen, addresses] of Object.entries(screens)) {
        for (const address of addresses) {
          await goTo(page, `/app/${addressOf(address, ids)}`);
          const picture = `${address || screen}-${look}.png`.replaceAll(/[^\w.]+/g, '-');
          await page.screenshot({ path: join(pictures, picture), fullPage: true });
          const findings = [...(await findingsOf(page)), ...faults.splice(0)];
          if (findings.length > 0) found[address] = findings;
        }
      }
      expect(found).toEqual({});
      await close();
    },
    600_000,
  );
});
