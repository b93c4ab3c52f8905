import { parseArgs } from 'node:util';
import { startDynamoDb, TEST_TABLE } from '../shared/testing/dynamodb.ts';
import { startSecrets } from '../shared/testing/secrets.ts';

/**
 * How long the replay of a rule takes and what memory it holds, against a table in memory: `npm run replay`. The journal
 * holds so many events over 90 days, or as an import leaves them, 1 000 a second. Fails above ten minutes or 64 MB.
 */
process.env['POWERTOOLS_LOG_LEVEL'] ??= 'ERROR';
const goals = { minutes: 10, megabytes: 64 };
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '2400000' },
    shape: { type: 'string', default: 'days' },
    rule: { type: 'string', default: 'record' },
  },
});
const events = Number(values.events);
const DAYS = 90;
const DAY_MS = 86_400_000;
const shapes = {
  /** Spread over all days, some in a row, as a company of that size tells them. */
  days: { perRow: 20, everyMs: (DAYS * DAY_MS * 20) / events },
  /** As an import tells them. */
  import: { perRow: 1_000, everyMs: 1_000 },
};
const shape = shapes[values.shape as keyof typeof shapes];
const rules = {
  record: { rule: { match: { all: { category: 'billing' } }, groupBy: 'team' } },
  metric: {
    metricRule: { metric: 'csat_pct', scope: { dimension: 'team', each: true }, test: { kind: 'control' } },
  },
};
const played = rules[values.rule as keyof typeof rules];
if (!shape || !played || !(events > 0))
  throw new Error('usage: npm run replay -- [--events 2400000] [--shape days|import] [--rule record|metric]');

const { endpoint, stop } = await startDynamoDb();
const secrets = await startSecrets();
Object.assign(process.env, {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  TABLE_NAME: TEST_TABLE,
  SECRET_ARN: 'bench',
  AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
});
try {
  // Imported here, because the modules read the environment that was just set.
  const { fill } = await import('./replay/fill.ts');
  const { playTimed } = await import('./replay/timed.ts');
  const to = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const began = performance.now();
  const from = await fill({ companyId: 'bench', events, ...shape, to });
  process.stdout.write(`${events} events in the journal after ${seconds(performance.now() - began)}\n`);
  const { ms, cpuMs, heldMb, alerts, parts } = await playTimed({ companyId: 'bench', from, to, rule: played });
  process.stdout.write(
    [
      `| ${events} events, ${values.shape}, a rule on ${values.rule === 'metric' ? 'numbers' : 'feedback'} | | goal |`,
      '|---|---|---|',
      `| time | ${seconds(ms)} | ≤ ${goals.minutes * 60} s |`,
      `| CPU time | ${seconds(cpuMs)} | |`,
      `| memory held, at most | ${heldMb.toFixed(1)} MB | ≤ ${goals.megabytes} |`,
      `| parts | ${parts} | |`,
      `| alerts | ${alerts} | |\n`,
    ].join('\n'),
  );
  if (ms > goals.minutes * 60_000 || heldMb > goals.megabytes) process.exitCode = 1;
} finally {
  secrets.close();
  await stop();
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
