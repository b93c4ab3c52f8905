import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { JOB_QUEUE, queueVariable } from '../../shared/kernel/queue-variable.ts';
import { onInterrupt } from '../on-interrupt.ts';
import { startDynamoDb, TEST_TABLE } from '../../shared/testing/dynamodb.ts';
import { heldBytes } from '../../shared/testing/held-bytes.ts';

/**
 * Exports so many records, imports the file into an empty company, imports it once more and undoes it, with the workers of
 * the product against a table in memory: `npm run volume`. With `--of customers` a file of customers is imported instead,
 * looked through in every way, and scanned for duplicates. Prints how long each took and what it held, and fails where
 * memory grows with the number, two companies have other numbers, anything is left, or a goal is missed.
 */
process.env['POWERTOOLS_LOG_LEVEL'] ??= 'ERROR';
const { values } = parseArgs({
  options: {
    /** feedback or customers */
    of: { type: 'string', default: 'feedback' },
    records: { type: 'string', default: '100000' },
    formats: { type: 'string', default: 'csv,ndjson,parquet' },
    /** The one that is imported: csv or ndjson. */
    import: { type: 'string', default: 'ndjson' },
  },
});
/** Records are spread over half a year. */
const DAYS = 180;
const EXPORT_MB = 256;
const count = Number(values.records);
const known = ['csv', 'ndjson', 'parquet', 'xlsx'] as const;
const formats = known.filter((format) => values.formats.split(',').includes(format) || format === values.import);
const imported = (['csv', 'ndjson'] as const).find((format) => format === values.import);
if (!Number.isInteger(count) || count <= 0 || !imported || !['feedback', 'customers'].includes(values.of))
  throw new Error(
    'usage: npm run volume -- [--of feedback|customers] [--records 100000] [--formats csv,ndjson,parquet,xlsx] [--import ndjson|csv]',
  );

const starting = startDynamoDb();
onInterrupt(async () => (await starting).stop());
const { endpoint, stop } = await starting;
const services = fork(join(import.meta.dirname, 'services.ts'));
try {
  const [variables] = (await once(services, 'message')) as [Record<string, string>];
  Object.assign(process.env, variables, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    TABLE_NAME: TEST_TABLE,
    SECRET_ARN: 'local',
    FILES_BUCKET: 'files',
    [queueVariable(JOB_QUEUE, 'run')]: `${variables['AWS_ENDPOINT_URL_SQS']}/jobs`,
  });
  // Imported here, because the modules read the environment that was just set.
  const { importJobOf } = await import('../../shared/import/import.job.ts');
  const { exportApart } = await import('./export-apart.ts');
  const { playVolume } = await import('./play.ts');
  const { playCustomers } = await import('./play-customers.ts');
  // Writing is not held back: nobody waits for their numbers here.
  const importJob = importJobOf({ admit: async () => undefined, chunk: 1_000, partMs: 7_000 });
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const parts = { count, importJob, held: heldBytes, say };
  const isGood =
    values.of === 'customers'
      ? await playCustomers(parts)
      : await playVolume({ ...parts, days: DAYS, formats, imported, exported: exportApart, exportMb: EXPORT_MB });
  process.exitCode = isGood ? 0 : 1;
} finally {
  services.disconnect();
  await stop();
}
