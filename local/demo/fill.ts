import { writeFileSync } from 'node:fs';
import { loadHistory } from './fast/load.ts';
import { seedOf } from './seed-of.ts';

/**
 * `node local/demo/fill.ts <seed> <instant> <file>`: fills company `demo` of the table that the environment names with 24
 * months until the day before the instant, and writes into the file what is hidden in them.
 */
const [seed = '', now = '', file = ''] = process.argv.slice(2);
const { history, rows } = await loadHistory('demo', { seed: seedOf(seed), now: new Date(now) });
writeFileSync(file, `${JSON.stringify(history.truth, undefined, 2)}\n`);
process.stdout.write(`${history.said.length} records, ${history.asked.length} decisions, ${rows} rows\n`);
// The clients of the SDK keep their connections open.
process.exit(0);
