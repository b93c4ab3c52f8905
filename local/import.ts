import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { feedbackRoutes } from '../shared/feedback/feedback.routes.ts';
import { client } from '../shared/http/client.ts';
import { metricsRoutes } from '../shared/metrics/metrics.routes.ts';
import { complaintsOf, spread, type Took } from './beside-import/complaints.ts';
import { importOf, type Progress, runImport } from './beside-import/importing.ts';
import { allInTime, describe, type Figure, figuresOf } from './beside-import/report.ts';
import { onInterrupt } from './on-interrupt.ts';
import { accessTo, launch, type Launched, secondsSince } from './scenarios/launched.ts';
import { wordOf } from './scenarios/records.ts';
import { describeStock, takeStock, wholeOf } from './scenarios/stock.ts';

const usage = 'usage: node local/import.ts RECORDS [--complaints 50]';
/** Its records keep the second start from adding the demo data. */
const company = 'demo';
const BULK = 100;
const CALLERS = 2;
const ALONE = 10;
const REST_MS = 20_000;
const LOOK_MS = 5_000;
const SAY_EVERY = 6;
/** All that an import has set off is done by then. */
const SETTLE_MS = 3_600_000;
const TIMES = 5;
const most = { restMiB: 1_229, loadMiB: 2_560, stopSeconds: 20, startSeconds: 30, answerSeconds: 1 };

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const figures: Figure[] = [];
let whole = false;

function figure(name: string, value: number, unit: string, atMost?: number): void {
  figures.push({ name, value, unit, ...(atMost !== undefined && { atMost }) });
  say(`${name}: ${Math.round(value * 100) / 100} ${unit}`);
}

/**
 * Imports records in bulk while another company sends complaints, ends everything with Ctrl-C as soon as the last record
 * is acknowledged, starts it again, and asks for a list, a number and a search at once and when everything is counted and
 * found. Prints all of it as tables. 1 as the exit code when something is lost or takes longer, or more memory, than
 * promised.
 */
async function main(count: number, complaints: number): Promise<number> {
  if (![count, complaints].every((number) => Number.isInteger(number) && number > 0)) throw new Error(usage);
  const folder = mkdtempSync(join(tmpdir(), 'heed-import-'));
  const first = await launch(folder, '--empty');
  onInterrupt(first.kill);
  const beside: Took[] = [];
  try {
    await importAndStop(first, count, complaints, beside);
  } finally {
    // Whichever start it is that still runs on the folder.
    await first.kill();
    say(['', describe('while another company imports', beside), '', figuresOf(figures)].join('\n'));
  }
  const missed = figures.some(({ value, atMost = Infinity }) => !(value <= atMost));
  const good = whole && !missed && beside.length === complaints && allInTime(beside);
  if (good) rmSync(folder, { recursive: true });
  return good ? 0 : 1;
}

async function importAndStop(first: Launched, count: number, complaints: number, beside: Took[]): Promise<void> {
  const records = importOf(count, 'import');
  const word = wordOf(records[0]?.comments ?? '');
  await sleep(REST_MS);
  figure('memory at rest', first.memoryMiB(), 'MiB', most.restMiB);
  const complain = complaintsOf(await accessTo(first, 'beside'), 'import');
  const alone: Took[] = [];
  while (alone.length < ALONE) alone.push(await complain());
  say(describe('nobody imports', alone));

  const began = performance.now();
  const progress: Progress = { accepted: new Map(), refusals: 0, failures: 0 };
  const { accepted } = progress;
  const memory = watchMemory(first, () => say(`  ${accepted.size} acknowledged after ${secondsSince(began)} s`));
  let ended = false;
  const importing = runImport(
    await accessTo(first, company),
    { records, bulk: BULK, callers: CALLERS },
    progress,
  ).finally(() => (ended = true));
  const complaining = spread(complain, {
    count: complaints,
    took: beside,
    done: () => accepted.size / count,
    ended: () => ended,
  });
  await Promise.all([importing, complaining]);
  const seconds = secondsSince(began);
  figure('records a second', accepted.size / seconds, 'records');
  figure('times 429', progress.refusals, 'times');
  figure('other failures of a bulk', progress.failures, 'times', 0);
  figure('memory during the import', memory.stop(), 'MiB', most.loadMiB);

  figure('Ctrl-C', (await first.stop('SIGINT', 'group')).seconds, 's', most.stopSeconds);
  const second = await launch(first.folder);
  figure('the next start', second.startSeconds, 's', most.startSeconds);
  await askAll(second, 'right after the start', word);
  const after = watchMemory(second, () => {});
  const stock = await takeStock(await accessTo(second, company), accepted, SETTLE_MS);
  say(describeStock(stock));
  figure('until all is counted, found and audited', stock.settledSeconds, 's');
  figure('memory until then', after.stop(), 'MiB', most.loadMiB);
  await askAll(second, 'when all is counted', word);
  await sleep(REST_MS);
  figure('memory at rest after all that', second.memoryMiB(), 'MiB');
  await second.stop('SIGINT', 'group');
  whole = isDeepStrictEqual(stock, wholeOf(stock)) && stock.stored === count;
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
    figure(`${name} ${when}, the longest of ${TIMES}`, Math.max(...seconds), 's', most.answerSeconds);
  }
}

/** Looks every five seconds; returns the most that was seen. */
function watchMemory(launched: Launched, looked: () => void): { stop: () => number } {
  let highest = 0;
  let looks = 0;
  const timer = setInterval(() => {
    highest = Math.max(highest, launched.memoryMiB());
    if (++looks % SAY_EVERY === 0) looked();
  }, LOOK_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return highest;
    },
  };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { complaints: { type: 'string', default: '50' } },
});
process.exitCode = await main(Number(positionals[0]), Number(values.complaints)).catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  return 1;
});
