import { setTimeout as sleep } from 'node:timers/promises';
import { accessTo, launch, type Launched, secondsSince } from './launched.ts';
import { recordsOf } from './records.ts';
import { type Acknowledged, send } from './send.ts';
import { type Stock, takeStock } from './stock.ts';

/** Readers, searches and the audit trail have so long to catch up with what was acknowledged. */
export const SETTLE_SECONDS = 120;
/** What takes longer is late, what is missing then is lost. */
const PATIENCE_MS = 600_000;
const LOOK_MS = 5;
/** The kill comes when a random part of the records between these has been acknowledged, and a random moment later. */
const [EARLIEST, LATEST, LATER_MS] = [0.1, 0.9, 200];

export type CrashRound = {
  /** Runs on. */
  launched: Launched;
  acknowledgedBeforeKill: number;
  stock: Stock;
  seconds: { writing: number; start: number; writingRest: number };
};

/**
 * Sends records of a company by parallel callers, ends every process of the local cloud with SIGKILL at a random moment
 * meanwhile, starts it again on what is left, sends what had no answer, and takes stock. What was acknowledged before the
 * kill is not sent again, so that the stock shows what the kill has cost.
 */
export async function crashRound(
  before: Launched,
  { company, count, random }: { company: string; count: number; random: () => number },
): Promise<CrashRound> {
  const records = recordsOf(count);
  const acknowledged: Acknowledged = new Map();
  const enough = Math.ceil(count * (EARLIEST + random() * (LATEST - EARLIEST)));
  const callers = { singles: 6, bulks: 2, bulkSize: Math.ceil(count / 100) };
  const crash = new AbortController();
  const began = performance.now();
  const sending = send(await accessTo(before, company), records, { acknowledged, callers, signal: crash.signal });
  while (acknowledged.size < enough) await Promise.race([sending, sleep(LOOK_MS)]);
  await sleep(random() * LATER_MS);
  await before.kill();
  crash.abort();
  await sending;
  const [acknowledgedBeforeKill, writing] = [acknowledged.size, secondsSince(began)];

  const launched = await launch(before.folder);
  const access = await accessTo(launched, company);
  const again = performance.now();
  await send(access, records, { acknowledged, callers });
  const writingRest = secondsSince(again);
  const stock = await takeStock(access, acknowledged, PATIENCE_MS);
  return {
    launched,
    acknowledgedBeforeKill,
    stock,
    seconds: { writing, start: launched.startSeconds, writingRest },
  };
}
