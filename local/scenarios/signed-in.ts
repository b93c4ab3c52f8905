import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Role } from '../../shared/kernel/roles.ts';
import { speakLonger } from './longer-words.ts';

/** Somebody at a browser: their page, and what went wrong in it so far. */
export type Person = { page: Page; faults: string[]; close: () => Promise<void> };

/** Signs in to the console as a person would: opens an address, and says at the issuer who they are. */
export async function signIn(
  browser: Browser,
  { console, role, path = '', language = 'en', longer = false, ...context }: SignIn,
): Promise<Person> {
  const opened = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: language, ...context });
  if (longer) await speakLonger(opened);
  const page = await opened.newPage();
  const faults: string[] = [];
  // The browser's own words for what its policy refused, and for what no code has caught.
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(`${console}${path}`);
  await page.locator(`a[href*="login_hint=${role}"]`).click();
  await page.locator('main h1').waitFor();
  return { page, faults, close: () => opened.close() };
}
type SignIn = BrowserContextOptions & { console: string; role: Role; path?: string } & Spoken;
/** In which language, and whether in words that are longer than those of any. */
export type Spoken = { language?: string; longer?: boolean };

/** Goes to another screen as a link does, without loading the console anew. */
export async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, address);
  await page.waitForTimeout(DRAWN_MS);
  await page.locator('main h1').waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.skeleton, .refreshing').length === 0);
}
/** By then what a screen shows while it loads is there. */
const DRAWN_MS = 300;

/** Waits until nothing is loading any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.querySelectorAll('.skeleton, .refreshing').length === 0);
}

/** Searches feedback with the keyboard alone, and waits for the list of what was found. */
export async function searchFor(page: Page, words: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type(words);
  await page.getByRole('option', { name: /Search feedback/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.get('q') === words);
  await settled(page);
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** How far a screen is wider than what shows it: text that runs out of its side. */
export async function runningOut(page: Page): Promise<string[]> {
  // Not the window's inner width: on a phone that grows with the page.
  const beyond = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  return beyond > 0 ? [`${beyond} pixels wider than the screen`] : [];
}

/** What is wrong with a screen for those who use it otherwise: by axe's rules, and as text that runs out of the side. */
export async function findingsOf(page: Page): Promise<string[]> {
  // What stays in place while the page scrolls covers whatever is below it just now, and would be told as too close to it.
  await page.evaluate(() => {
    for (const one of document.querySelectorAll<HTMLElement>('.nav, .bar')) one.style.position = 'static';
  });
  // A preview is a page of its own in a frame without scripts, where axe would wait for ever.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude('iframe').withTags(rules).analyze();
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`),
    ...(await runningOut(page)),
  ];
}
