import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { randomOf } from '../shared/testing/random.ts';
import { onInterrupt } from './on-interrupt.ts';
import { crashRound, type CrashRound, SETTLE_SECONDS } from './scenarios/crash-round.ts';
import { launch } from './scenarios/launched.ts';
import { describeStock, wholeOf } from './scenarios/stock.ts';

const usage = 'usage: node local/rounds.ts ROUNDS RECORDS [SEED]';
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * Rounds of writes, a kill of every process and a new start, all on the same kept data; a company for each. One line for
 * each round; 1 as the exit code when a record was lost, doubled, not counted, not found or not audited, a number drifts, or
 * all this takes longer than two minutes.
 */
async function main([rounds, count, seed = Date.now() % 1_000_000]: number[]): Promise<number> {
  if (!(Number.isInteger(rounds) && Number.isInteger(count)) || !rounds || !count || count < 20) throw new Error(usage);
  const folder = mkdtempSync(join(tmpdir(), 'heed-rounds-'));
  const random = randomOf(seed);
  say(`${rounds} rounds of ${count} records, seed ${seed}, in ${folder}`);
  const first = await launch(folder, '--empty');
  onInterrupt(first.kill);
  say(`the first start took ${first.startSeconds} s`);
  let bad = 0;
  let late = 0;
  try {
    let launched = first;
    for (let round = 1; round <= rounds; round += 1) {
      // The first is the demo company, so that no start adds records of its own.
      const company = round === 1 ? 'demo' : `round-${round}`;
      const done = await crashRound(launched, { company, count, random });
      ({ launched } = done);
      say(`round ${round}: ${describe(done)}; ${Math.round(launched.memoryMiB())} MiB`);
      const { stock } = done;
      if (!isDeepStrictEqual(stock, wholeOf(stock)) || stock.acknowledged !== count) bad += 1;
      if (stock.settledSeconds > SETTLE_SECONDS) late += 1;
    }
    await launched.stop('SIGINT', 'group');
  } finally {
    // Whichever start it is that still runs on the folder.
    await first.kill();
  }
  say(`${bad} of ${rounds} rounds lost something, ${late} took longer than ${SETTLE_SECONDS} s to settle`);
  if (bad === 0) rmSync(folder, { recursive: true });
  return bad + late === 0 ? 0 : 1;
}

const describe = ({ acknowledgedBeforeKill, stock, seconds }: CrashRound): string =>
  `${acknowledgedBeforeKill} acknowledged in ${seconds.writing} s before the kill, start ${seconds.start} s, ` +
  `the rest in ${seconds.writingRest} s; ${describeStock(stock)}`;

process.exitCode = await main(process.argv.slice(2).map(Number)).catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  return 1;
});
