import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { feedbackRoutes } from '../shared/feedback/feedback.routes.ts';
import { client } from '../shared/http/client.ts';
import { metricsRoutes } from '../shared/metrics/metrics.routes.ts';
import { accessTo, launch, type Launched, secondsSince } from './scenarios/launched.ts';
import { recordsOf, wordOf } from './scenarios/records.ts';
import { type Acknowledged, send } from './scenarios/send.ts';
import { describeStock, takeStock, wholeOf } from './scenarios/stock.ts';

const usage = 'usage: node local/import.ts RECORDS';
/** Its records keep the second start from adding the demo data. */
const company = 'demo';
const BULK = 100;
const REST_MS = 20_000;
const LOOK_MS = 5_000;
/** All that an import has set off is done by then. */
const SETTLE_MS = 3_600_000;
const TIMES = 5;
const most = { restMiB: 1_229, loadMiB: 2_560, stopSeconds: 20, startSeconds: 30, answerSeconds: 1 };

let missed = 0;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function figure(name: string, value: number, limit: number, unit: string): void {
  const isMissed = value > limit;
  if (isMissed) missed += 1;
  say(`${isMissed ? 'MISSED' : 'met   '} ${name}: ${Math.round(value * 100) / 100} ${unit}, at most ${limit}`);
}

/**
 * Imports records in bulk, ends everything with Ctrl-C as soon as the last one is acknowledged, starts it again, and asks
 * for a list, a number and a search at once and when everything is counted. 1 as the exit code when something is lost or
 * takes longer, or more memory, than promised.
 */
async function main(count: number): Promise<number> {
  if (!Number.isInteger(count) || count < 1) throw new Error(usage);
  const folder = mkdtempSync(join(tmpdir(), 'heed-import-'));
  const first = await launch(folder, '--empty');
  try {
    await importAndStop(first, count);
  } finally {
    // Whichever start it is that still runs on the folder.
    await first.kill();
  }
  if (missed === 0) rmSync(folder, { recursive: true });
  return missed === 0 ? 0 : 1;
}

async function importAndStop(first: Launched, count: number): Promise<void> {
  const records = recordsOf(count);
  const word = wordOf(records[0]?.comments ?? '');
  const acknowledged: Acknowledged = new Map();
  await sleep(REST_MS);
  figure('memory at rest', first.memoryMiB(), most.restMiB, 'MiB');

  const began = performance.now();
  const memory = watchMemory(first, () => say(`  ${acknowledged.size} acknowledged after ${secondsSince(began)} s`));
  const callers = { singles: 0, bulks: 2, bulkSize: BULK };
  await send(await accessTo(first, company), records, { acknowledged, callers });
  say(`${acknowledged.size} records acknowledged in ${secondsSince(began)} s`);
  figure('memory during the import', memory.stop(), most.loadMiB, 'MiB');

  figure('Ctrl-C', (await first.stop('SIGINT', 'group')).seconds, most.stopSeconds, 's');
  const second = await launch(first.folder);
  figure('the next start', second.startSeconds, most.startSeconds, 's');
  await askAll(second, 'right after the start', word);
  const after = watchMemory(second, () => {});
  const stock = await takeStock(await accessTo(second, company), acknowledged, SETTLE_MS);
  say(describeStock(stock));
  figure('memory until all is counted', after.stop(), most.loadMiB, 'MiB');
  await askAll(second, 'when all is counted', word);
  await second.stop('SIGINT', 'group');
  if (!isDeepStrictEqual(stock, wholeOf(stock)) || stock.stored !== count) missed += 1;
}

/** The longest of some answers of each kind, in seconds. */
async function askAll(launched: Launched, when: string, word: string): Promise<void> {
  const access = await accessTo(launched, company);
  const feedback = client(feedbackRoutes, access);
  const metrics = client(metricsRoutes, access);
  const questions: Record<string, () => Promise<unknown>> = {
    list: () => feedback.list(),
    metric: () => metrics.read({ params: { name: 'nps' } }),
    search: () => feedback.list({ query: { q: word } }),
  };
  for (const [name, ask] of Object.entries(questions)) {
    const seconds: number[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      const began = performance.now();
      await ask();
      seconds.push((performance.now() - began) / 1_000);
    }
    figure(`${name} ${when}, the longest of ${TIMES}`, Math.max(...seconds), most.answerSeconds, 's');
  }
}

/** Looks every five seconds; returns the most that was seen. */
function watchMemory(launched: Launched, looked: () => void): { stop: () => number } {
  let highest = 0;
  const timer = setInterval(() => {
    highest = Math.max(highest, launched.memoryMiB());
    looked();
  }, LOOK_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return highest;
    },
  };
}

process.exitCode = await main(Number(process.argv[2])).catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  return 1;
});
