import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { queueVariable } from '../../events/define.ts';
import { triggers } from '../../events/index.ts';
import { bundleAll, copyAssets } from '../../infra/bundle.ts';
import { functions } from '../../infra/functions.ts';
import { installPythonTool } from '../../infra/python-tool.ts';
import type { HttpHandler } from '../../shared/http/serve.ts';
import { groupOf } from '../../shared/kernel/roles.ts';
import { startDynamoDb, TEST_TABLE } from '../../shared/testing/dynamodb.ts';
import { startSecrets } from '../../shared/testing/secrets.ts';
import { startHandlers } from './gateway.ts';

const root = join(import.meta.dirname, '../..');
const bundles = join(root, '.local/fuzz');
const venv = join(root, '.local/schemathesis');
const requirements = join(import.meta.dirname, 'requirements.txt');
const report = join(root, '.local/fuzz.log');

/** `npm run fuzz`: the handlers of all functions, behind a gateway of a few lines, against schemathesis. Ends with its status. */
async function main(): Promise<number> {
  const obstacle = installPythonTool(venv, requirements);
  if (obstacle) {
    process.stdout.write(`schemathesis skipped: ${obstacle}\n`);
    return 0;
  }
  const database = await startDynamoDb();
  const secrets = await startSecrets();
  const services = await startServices();
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    AWS_ENDPOINT_URL_SESV2: services.url,
    AWS_ENDPOINT_URL_EVENTBRIDGE: services.url,
    AWS_ENDPOINT_URL_SQS: services.url,
    AWS_ENDPOINT_URL_S3: services.url,
    FILES_BUCKET: 'files',
    ...queuesAt(services.url),
    TABLE_NAME: TEST_TABLE,
    SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:heed',
    BUS_NAME: 'heed',
    MAIL_FROM: 'feedback@example.com',
    MAIL_DOMAIN: 'example.com',
    PUBLIC_URL: 'http://localhost',
    STRICT_REPLIES: 'true',
    POWERTOOLS_LOG_LEVEL: 'ERROR',
  });
  await bundleAll(bundles);
  copyAssets(bundles);
  const behind = Object.entries(functions).map(([name, served]) => ({ served, handler: handlerOf(name) }));
  const api = await startHandlers(behind, handlerOf('system'));
  try {
    return await schemathesis(api.url);
  } finally {
    api.close();
    services.close();
    secrets.close();
    await database.stop();
  }
}

/** From the bundle that would be deployed. */
const handlerOf = (name: string): HttpHandler =>
  (createRequire(import.meta.url)(join(bundles, name, 'index.js')) as { handler: HttpHandler }).handler;

/** The addresses of all queues, whose messages go nowhere. */
const queuesAt = (url: string): Record<string, string> =>
  Object.fromEntries(
    triggers.flatMap((trigger) =>
      trigger.kind === 'queue'
        ? Object.keys(trigger.lanes).map((lane) => [queueVariable(trigger.name, lane), `${url}/${trigger.name}`])
        : [],
    ),
  );

/** Mail, events, messages and files go nowhere, and no file is there. */
async function startServices(): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    request.resume();
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    response.writeHead(isRead ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ MessageId: 'm-1', FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

async function schemathesis(url: string): Promise<number> {
  const args = [
    '--config-file',
    join(import.meta.dirname, 'schemathesis.toml'),
    'run',
    `${url}/openapi.json`,
    '--checks',
    'all',
  ];
  const more = ['--url', url, '--header', `Authorization: Bearer ${aToken()}`, ...process.argv.slice(2)];
  const child = spawn(join(venv, 'bin/schemathesis'), [...args, ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: join(root, '.local'),
  });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const output = await text(child.stdout);
  const [code] = await ended;
  tell(output, code);
  return code ?? 1;
}

/**
 * A run that found nothing is one line here and whole in the report: its own summary has the form of pytest's, and who
 * reads a log of all tests for their number took it for a run without any.
 */
function tell(output: string, code: number | null): void {
  writeFileSync(report, output);
  if (code !== 0) {
    process.stdout.write(output);
    return;
  }
  const of = (pattern: RegExp): string => pattern.exec(output)?.[1] ?? 'an unknown number of';
  const [operations, cases] = [of(/Tested: (\d+)/), of(/(\d+) generated/)];
  process.stdout.write(`schemathesis found nothing: ${operations} operations, ${cases} cases (.local/fuzz.log)\n`);
}

/** Of an admin; the gateway here takes any signature. */
const aToken = (): string =>
  [{ alg: 'none' }, { iss: 'fuzz', sub: 'fuzz', company_id: 'fuzz', 'cognito:groups': [groupOf('admin')] }, 'signature']
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');

process.exitCode = await main();
