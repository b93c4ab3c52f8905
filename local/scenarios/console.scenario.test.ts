import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { Manifest } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analysisRoutes } from '../../shared/analysis/analysis.routes.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { duplicateRoutes } from '../../shared/duplicate/duplicate.routes.ts';
import type { SubmitFeedback } from '../../shared/feedback/feedback.requests.schema.ts';
import { feedbackRoutes } from '../../shared/feedback/feedback.routes.ts';
import { client, type Client } from '../../shared/http/client.ts';
import type { Role } from '../../shared/kernel/roles.ts';
import { metricsRoutes } from '../../shared/metrics/metrics.routes.ts';
import { reviewSampleRoutes } from '../../shared/review-sample/review-sample.routes.ts';
import { hasBrowser, startBrowser } from '../../shared/testing/browser.ts';
import { addressOf, oneOfEach, screens } from './screens.ts';
import { eventually, type Scenario, startScenario } from './running.ts';
import { findingsOf, goTo, runningOut, searchFor, settled, signIn, type Spoken } from './signed-in.ts';

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
    ids['sampleId'] = (await eventually(() => drawn(admin, 'survey'), 150_000)).sampleId;
  });
  afterAll(async () => {
    await browser?.close();
    await scenario?.stop();
  });

  const range = { from: at(89).slice(0, 10), to: at(0).slice(0, 10) };
  const nps = () => metrics.read({ params: { name: 'nps' }, query: range });
  /** Draws a sample once all that it is drawn from is analysed. */
  const drawn = async (token: string, source: 'survey' | 'support_ticket') => {
    const { count } = await feedback.count({ query: { source, analysis: 'pending' } });
    if (count > 0) throw new Error(`${count} records are still to be analysed`);
    const samples = client(reviewSampleRoutes, { url: scenario.endpoints.api, token });
    return samples.create({ body: { filter: { source }, n: 2 } });
  };
  const person = (role: Role, path = '', more: BrowserContextOptions & Spoken = {}) =>
    signIn(browser, { console: scenario.endpoints.console, role, path, ...more });

  test('a number on the overview is the metric’s, and opens as many records as it counts', async () => {
    const { page, faults, close } = await person('manager');
    const tile = page.locator('.tile', { hasText: 'Net Promoter Score' });
    await eventually(async () => expect(await tile.textContent()).toContain(`${answers.length} answers`));
    const { total } = await nps();
    expect(await tile.locator('.figure a').textContent()).toBe(String(total.value));
    await tile.locator('.figure a').click();
    await page.waitForURL(/metric=nps/);
    // The address changes before the list is there.
    await eventually(async () => expect(await page.locator('tbody tr').count()).toBe(total.n));
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

  test('a count above the list leads to as many records as it counts, and back', async () => {
    const { page, close } = await person('manager', `feedback?from=${range.from}&to=${range.to}`);
    await settled(page);
    const counts = page.getByRole('navigation', { name: 'In the numbers, by Sentiment' });
    const words = await counts.getByRole('link', { name: 'negative' }).textContent();
    const count = Number(words?.split(' ')[1]);
    expect(count).toBeGreaterThan(0);
    await counts.getByRole('link', { name: 'negative' }).click();
    await page.waitForURL(/sentiment=negative/);
    await settled(page);
    expect(await page.locator('tbody tr').count()).toBe(count);
    await counts.getByRole('link', { name: 'negative' }).click();
    await settled(page);
    expect(await page.locator('tbody tr').count()).toBe(answers.length);
    await close();
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
    const { page, faults, close } = await person('agent', 'feedback');
    await settled(page);
    const own = answers.filter(({ snapshot }) => snapshot?.agentId === 'agent-1').length;
    expect(await page.locator('tbody tr').count()).toBe(own);
    expect(await page.locator('nav').getByText('Overview').count()).toBe(0);
    await page.locator('tbody tr a').first().click();
    await page.getByRole('dialog').getByText('What the text says').waitFor();
    expect(await page.getByRole('button', { name: 'Edit' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.locator('nav').getByRole('link', { name: 'Alerts' }).click();
    await page.getByText('No open alerts.').waitFor();
    expect(await page.getByRole('link', { name: 'Alert rules' }).count()).toBe(0);
    expect(faults).toEqual([]);
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
    await searchFor(page, 'invoice');
    await page.keyboard.press('j');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => !url.searchParams.has('open'));
    expect(await page.getByRole('dialog').count()).toBe(0);
    await close();
  });

  test('a chart is one stop of the keyboard, is read by its arrows, and leads to the records of a point', async () => {
    const { page, faults, close } = await person('manager', 'metrics/nps');
    await settled(page);
    const chart = page.getByRole('application').first();
    await chart.focus();
    const status = page.locator('.chart-reader ~ [role=status]').first();
    await page.keyboard.press('Home');
    const first = (await status.textContent()) ?? '';
    await page.keyboard.press('End');
    const last = (await status.textContent()) ?? '';
    expect(last).not.toBe(first);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    expect(await status.textContent()).toBe(last);
    expect(last).toMatch(/Value .+ n \d+/);
    // The month that has just begun may have no answer yet, and so no records.
    for (let left = 0; left < 3 && !(await status.textContent())?.includes('Enter:'); left++)
      await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/feedback\?.*metric=nps/);
    await page.goBack();
    await chart.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Escape');
    expect(await status.textContent()).toBe('');
    expect(faults).toEqual([]);
    await close();
  });

  test('filters are kept as a view, which a colleague uses once it is shared', async () => {
    const { page, faults, close } = await person('manager', 'feedback?source=survey');
    await settled(page);
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save as a view' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('From surveys');
    await page.getByLabel(/Everybody who reads feedback/).check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Views: From surveys' }).waitFor();
    const other = await person('analyst', 'feedback');
    await settled(other.page);
    await other.page.getByRole('button', { name: 'Views' }).click();
    await other.page.getByRole('menuitemradio', { name: 'From surveys' }).click();
    await other.page.waitForURL(/source=survey/);
    expect([...faults, ...other.faults]).toEqual([]);
    await Promise.all([close(), other.close()]);
  });

  test('texts of a sample are judged by keys, without what the engine says, and give the agreement that the API tells', async () => {
    const token = await scenario.token({ company: 'demo', role: 'analyst' });
    const { sampleId } = await drawn(token, 'support_ticket');
    const { page, faults, close } = await person('analyst', `review-samples/${sampleId}`);
    for (const done of [0, 1]) {
      await page.getByText(`${done} of 2 judged`).waitFor();
      const text = page.getByRole('region', { name: 'Text' });
      expect(await text.locator('.tag').count()).toBe(0);
      await page.keyboard.press((await text.textContent())?.includes('Friendly') ? '1' : '3');
      await page.keyboard.press('6');
      await page.keyboard.press('s');
    }
    await page.getByText('All texts of this sample are judged.').waitFor();
    // What was judged last can be judged otherwise.
    await page.keyboard.press('z');
    await page.getByRole('button', { name: '4 mixed', pressed: false }).click();
    await page.keyboard.press('s');
    await page.getByText('All texts of this sample are judged.').waitFor();
    await page.getByRole('link', { name: 'See the numbers' }).click();
    const analysis = client(analysisRoutes, { url: scenario.endpoints.api, token });
    const { sample } = await analysis.precision({ query: range });
    expect(sample.judged).toBe(2);
    const table = page.getByRole('region', { name: 'Sentiment: the engine beside people' });
    await table.waitFor();
    const cells = table.locator('tbody td');
    const told = Object.values(sample.confusion.sentiment).flatMap((row) => Object.values(row).map(String));
    expect((await cells.allTextContents()).filter((text) => /^\d+$/.test(text))).toEqual(told);
    expect(faults).toEqual([]);
    await close();
  });

  test('two customers who look like one are compared, merged with the values that were chosen, and separated again', async () => {
    const admin = await scenario.token({ company: 'demo', role: 'admin' });
    const customers = client(customerRoutes, { url: scenario.endpoints.api, token: admin });
    const stein = { type: 'individual' as const, lastName: 'Stein', emails: [{ address: 'stein@twice.example' }] };
    const kept = await customers.create({ body: { ...stein, firstName: 'Maria', tags: ['fair'] } });
    const twin = await customers.create({ body: { ...stein, firstName: 'Marie', tags: ['press'] } });
    // Pairs are found behind the stream.
    const duplicates = client(duplicateRoutes, { url: scenario.endpoints.api, token: admin });
    await eventually(async () => {
      const { items } = await duplicates.list();
      expect(items.map(({ pairKey }) => pairKey).join()).toContain(twin.customerId);
    });
    const { page, faults, close } = await person('admin', 'duplicates');
    await settled(page);
    const pair = page.locator('tbody tr', { hasText: 'Marie Stein' });
    expect(await pair.textContent()).toContain('same e-mail');
    await pair.getByRole('link', { name: 'Compare' }).click();
    await settled(page);
    await page.getByLabel('Stays').selectOption(kept.customerId);
    await page.getByLabel('First name: Marie Stein').click();
    const result = page.locator('tr[data-key=firstName] td').last();
    await eventually(async () => expect(await result.textContent()).toBe('Marie'));
    expect(await page.locator('tr[data-key=tags] td').last().textContent()).toBe('fair, press');
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Merge', exact: true }).click();
    await page.waitForURL(/\/merges\//);
    // The tag alone: the facts say "Can be undone until" all the time.
    const status = page.locator('.facts .tag');
    await eventually(async () => expect(await status.textContent()).toBe('done'));
    const one = await customers.get({ params: { customerId: twin.customerId } });
    expect(one).toMatchObject({ customerId: kept.customerId, firstName: 'Marie', tags: ['fair', 'press'] });
    await page.getByRole('button', { name: 'Undo the merge' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo the merge' }).click();
    await eventually(async () => expect(await status.textContent()).toBe('undone'));
    expect(await customers.get({ params: kept })).toMatchObject({ firstName: 'Maria', tags: ['fair'] });
    expect(await customers.get({ params: twin })).toMatchObject({ firstName: 'Marie', tags: ['press'] });
    expect(faults).toEqual([]);
    await close();
  });

  test('a request about personal data is written down, verified and completed, and its files can be fetched', async () => {
    const { page, faults, close } = await person('admin', 'settings/privacy');
    await page.getByRole('button', { name: 'Write a request down' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'E-mail' }).fill('customer-1@example.com');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await page.waitForURL(/\/privacy\/requests\//);
    await settled(page);
    expect(await page.getByRole('button', { name: 'Complete' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Verify the identity' }).click();
    await dialog.getByLabel('Identity').selectOption('callback');
    await dialog.getByRole('button', { name: 'Verify the identity' }).click();
    await page.getByRole('button', { name: 'Complete' }).click();
    await dialog.getByRole('button', { name: 'Complete' }).click();
    const file = page.locator('a[download]').first();
    await file.waitFor({ timeout: 60_000 });
    const fetched = await fetch((await file.getAttribute('href')) ?? '');
    expect(fetched.status).toBe(200);
    expect(await fetched.text()).toContain('customer-1@example.com');
    expect(faults).toEqual([]);
    await close();
  });

  test('with a customer a call is planned, every week, and done, and a file is kept, checked and fetched', async () => {
    const admin = await scenario.token({ company: 'demo', role: 'admin' });
    const customers = client(customerRoutes, { url: scenario.endpoints.api, token: admin });
    const { customerId } = await customers.create({ body: { type: 'individual', lastName: 'Novak' } });
    const { page, faults, close } = await person('admin', `customers/${customerId}`);
    await page.getByRole('button', { name: 'New activity' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'What' }).fill('Ask about the tyres');
    await dialog.getByRole('combobox', { name: 'Repeats' }).selectOption('weekly');
    await dialog.getByRole('checkbox', { name: '10 minutes before' }).check();
    await dialog.getByRole('button', { name: 'Create' }).click();
    const planned = page.locator('tr', { hasText: 'Ask about the tyres' });
    expect(await planned.textContent()).toContain('due in');
    expect(await planned.textContent()).toContain('weekly');
    const calendar = page.waitForEvent('download');
    await planned.getByRole('button', { name: 'Calendar file' }).click();
    expect(readFileSync(await (await calendar).path(), 'utf8')).toContain('SUMMARY:Ask about the tyres');
    await planned.getByRole('button', { name: 'Send invitation' }).click();
    await dialog.getByRole('button', { name: 'Send invitation' }).click();
    // No address is known of the customer.
    await dialog.getByText('Not sent to 1 person: no e-mail address is known.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await planned.getByRole('button', { name: 'Done' }).click();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.getByText('Say in a few words').waitFor();
    await dialog.getByRole('textbox', { name: 'Outcome' }).fill('Wants an offer');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByText('The activity is done').waitFor();
    await page
      .getByRole('table', { name: /^Timeline/ })
      .getByText('call', { exact: true })
      .waitFor();
    // The one that was done has made way for the next.
    await eventually(async () => expect(await planned.textContent()).toContain('due in 7 days'));
    await page.getByRole('button', { name: 'Add a file' }).click();
    const file = (name: string, text: string) => ({ name, mimeType: '', buffer: Buffer.from(text) });
    await dialog.locator('input[type=file]').setInputFiles(file('setup.exe', 'MZ'));
    await dialog.getByText('Files of this kind are not kept.').waitFor();
    await dialog.locator('input[type=file]').setInputFiles(file('Offer.txt', 'Four tyres, 400 EUR'));
    await dialog.getByRole('button', { name: 'Send' }).click();
    const fetched = page.waitForEvent('download', { timeout: 60_000 });
    await page.getByRole('button', { name: 'Offer.txt' }).click({ timeout: 60_000 });
    expect(readFileSync(await (await fetched).path(), 'utf8')).toBe('Four tyres, 400 EUR');
    await page.goto(new URL('activities?view=done', scenario.endpoints.console).href);
    await page.locator('bdi', { hasText: 'Ask about the tyres' }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test('somebody makes the link of their calendar, sees it again, and ends it', async () => {
    const { page, close } = await person('admin', 'settings/notifications');
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Calendar link' }).click();
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const address = dialog.getByRole('region', { name: 'Address for your calendar program' });
    await address.waitFor();
    const link = (await address.textContent()) ?? '';
    await eventually(async () => expect(await (await fetch(link)).text()).toContain('BEGIN:VCALENDAR'));
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Calendar link' }).click();
    await eventually(async () => expect(await address.textContent()).toBe(link));
    await dialog.getByRole('button', { name: 'End', exact: true }).click();
    await dialog.getByText('End the link?').waitFor();
    await dialog.getByRole('button', { name: 'End', exact: true }).click();
    await dialog.getByText('You have no link yet.').waitFor();
    await eventually(async () => expect((await fetch(link)).status).toBe(404));
    await close();
  });

  test('every screen stands in the list of those that are looked at', () => {
    const file = join(scenario.folder, 'console/.vite/manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
    const built = Object.keys(manifest).filter((name) => manifest[name]?.isDynamicEntry && name.endsWith('.tsx'));
    expect(built.length).toBeGreaterThan(0);
    expect(built.filter((name) => !Object.hasOwn(screens, name))).toEqual([]);
  });

  const looks: Record<string, BrowserContextOptions & Spoken> = {
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

  test('no screen runs out of the side of a phone in words that are 40 % longer', async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const { page, faults, close } = await person('admin', '', { ...phone, longer: true });
    expect(await page.locator('nav').first().textContent()).toContain('Øvérvïéwövér');
    const found: Record<string, string[]> = {};
    for (const address of Object.values(screens).flat()) {
      await goTo(page, `/app/${addressOf(address, ids)}`);
      const findings = [...(await runningOut(page)), ...faults.splice(0)];
      if (findings.length === 0) continue;
      found[address] = findings;
      const picture = `${address}-longer.png`.replaceAll(/[^\w.]+/g, '-');
      await page.screenshot({ path: join(root, '.local/pictures', picture), fullPage: true });
    }
    expect(found).toEqual({});
    await close();
  }, 300_000);
});
