import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Browser tests run where the system has Chromium and are skipped, with a word about it, where it has not. */
export const hasBrowser = existsSync(CHROMIUM);
if (!hasBrowser) {
  process.emitWarning(`Browser tests are skipped: no Chromium at ${CHROMIUM} (install it, or set CHROMIUM_PATH).`);
}

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
