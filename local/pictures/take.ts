import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { boardRoutes } from '../../shared/board/board.routes.ts';
import { client } from '../../shared/http/client.ts';
import { startBrowser } from '../../shared/testing/browser.ts';
import { defaultFolder, readEndpoints } from '../endpoints.ts';
import { signToken } from '../issuer.ts';
import { root } from '../process.ts';
import { addressOf } from '../scenarios/screens.ts';
import { goTo, settled, signIn } from '../scenarios/signed-in.ts';

/** What the README shows, by the name of its file. */
const shown = {
  overview: '',
  board: 'boards/{boardId}',
  metric: 'metrics/csat_avg?preset=year&by=team',
  triage: 'triage',
};
const out = join(root, 'docs/pictures');
const MOST_BYTES = 80_000;

/** As good as it may be: a page with much text needs more bytes than one with a chart. */
async function pictureOf(page: Page): Promise<Buffer> {
  const browser = await page.context().newCDPSession(page);
  for (const quality of [90, 80, 70, 60, 50, 40]) {
    const { data } = await browser.send('Page.captureScreenshot', { format: 'webp', quality });
    const picture = Buffer.from(data, 'base64');
    if (picture.length <= MOST_BYTES) return picture;
  }
  throw new Error(`a picture of ${page.url()} has more than ${MOST_BYTES} bytes`);
}

/** `npm run pictures`: takes the pictures of the README from a local cloud that runs, begun with `--demo=42`. */
const { values } = parseArgs({ options: { folder: { type: 'string' }, console: { type: 'string' } } });
const folder = values.folder ?? defaultFolder;
const endpoints = readEndpoints(folder);
if (!endpoints) throw new Error('nothing runs: npm start -- --empty --demo=42');
const keys = { issuer: endpoints.issuer, keyFile: join(folder, 'issuer-key.json') };
const token = await signToken(keys, { company: 'demo', role: 'manager' });
const [board] = (await client(boardRoutes, { url: endpoints.api, token }).list({ query: {} })).items;
const ids = { boardId: board?.boardId ?? '' };
const browser = await startBrowser();
// Another console than its own is one that was built since.
const { page, close } = await signIn(browser, { console: values.console ?? endpoints.console, role: 'manager' });
// The first reading of 24 months may take long on a machine that does something else as well.
page.setDefaultTimeout(120_000);
mkdirSync(out, { recursive: true });
for (const [name, address] of Object.entries(shown)) {
  await goTo(page, `/app/${addressOf(address, ids)}`);
  await settled(page);
  const picture = await pictureOf(page);
  writeFileSync(join(out, `${name}.webp`), picture);
  process.stdout.write(`${name}.webp: ${Math.round(picture.length / 1000)} kB\n`);
}
await close();
await browser.close();
