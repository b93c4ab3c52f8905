import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, onTestFailed } from 'vitest';
import { randomOf } from '../../shared/testing/random.ts';
import { crashRound, SETTLE_SECONDS } from './crash-round.ts';
import { launch, type Launched } from './launched.ts';
import { wholeOf } from './stock.ts';

const RECORDS = 500;
/** Two starts and the time to settle at most; usually a quarter of it. */
const PATIENCE_MS = 1_200_000;

const folder = mkdtempSync(join(tmpdir(), 'heed-crash-'));
let launched: Launched | undefined;

afterAll(async () => {
  await launched?.kill();
  rmSync(folder, { recursive: true, force: true });
});

it(
  'after a kill of every process during writes, each acknowledged record is there, counted once, found and audited',
  { timeout: PATIENCE_MS },
  async () => {
    const seed = Date.now() % 1_000_000;
    onTestFailed(() => void process.stderr.write(`seed ${seed}\n`));
    launched = await launch(folder, '--empty');
    // The second start finds records in company demo, and adds none of its own.
    const round = await crashRound(launched, { company: 'demo', count: RECORDS, random: randomOf(seed) });
    ({ launched } = round);
    expect(round.acknowledgedBeforeKill).toBeGreaterThan(0);
    expect(round.stock).toEqual(wholeOf(round.stock));
    expect(round.stock).toMatchObject({ acknowledged: RECORDS, stored: RECORDS });
    expect(round.stock.settledSeconds).toBeLessThan(SETTLE_SECONDS);
  },
);
