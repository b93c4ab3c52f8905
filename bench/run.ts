import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { startDynamoDb, TEST_TABLE } from '../shared/testing/dynamodb.ts';
import { startSecrets } from '../shared/testing/secrets.ts';
import { type Figure, met, table } from './figure.ts';

// Log lines of what is measured belong into no table; rows that count them read them themselves.
process.env['POWERTOOLS_LOG_LEVEL'] ??= 'ERROR';
const { endpoint, stop } = await startDynamoDb();
const secrets = await startSecrets();
Object.assign(process.env, {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  TABLE_NAME: TEST_TABLE,
  BUS_NAME: 'bench',
  SECRET_ARN: 'bench',
  AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
});

const figures: Figure[] = [];
try {
  // Imported here, because the modules read the environment that was just set.
  const { coldFigures } = await import('./cold.bench.ts');
  const { unitFigures } = await import('./units.bench.ts');
  const { foldFigures } = await import('./fold.bench.ts');
  const { pageFigures } = await import('./page.bench.ts');
  figures.push(...(await coldFigures()), ...(await unitFigures()), ...(await foldFigures()), ...(await pageFigures()));
} finally {
  secrets.close();
  await stop();
}

figures.sort((a, b) => Number.parseFloat(a.row) - Number.parseFloat(b.row));
const text = table(figures);
process.stdout.write(`${text}\n`);
const root = join(import.meta.dirname, '..');
const machine = `${cpus().length} cores, Node ${process.version}`;
writeFileSync(join(root, 'bench/results.json'), `${JSON.stringify({ machine, figures }, null, 2)}\n`);
if (process.argv.includes('--readme')) {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const between = /(<!-- bench:begin -->)[\s\S]*(<!-- bench:end -->)/;
  writeFileSync(join(root, 'README.md'), readme.replace(between, `$1\n${text}\n\nMeasured on ${machine}.\n$2`));
}
const missed = figures.filter((figure) => figure.exact && !met(figure));
for (const { row, name } of missed) process.stderr.write(`budget missed: ${row} ${name}\n`);
if (missed.length > 0) process.exitCode = 1;
