import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleOptions } from '../bundle.ts';
import { sdkDiet } from './aliases.ts';

/** One real call per client that the product ships. */
const calls = `
  import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
  import { ComprehendClient, BatchDetectSentimentCommand } from '@aws-sdk/client-comprehend';
  import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
  import { SecretsManagerClient, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
  import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
  import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
  import { TranslateClient, TranslateTextCommand } from '@aws-sdk/client-translate';
  const options = { maxAttempts: 1 };
  const all = {
    dynamodb: () => new DynamoDBClient(options).send(new PutItemCommand({ TableName: 'test', Item: { pk: { S: 'a' } } })),
    comprehend: () => new ComprehendClient(options).send(new BatchDetectSentimentCommand({ TextList: ['a'], LanguageCode: 'en' })),
    eventbridge: () => new EventBridgeClient(options).send(new PutEventsCommand({ Entries: [{ Source: 'a', DetailType: 'b', Detail: '{}' }] })),
    secrets: () => new SecretsManagerClient(options).send(new GetSecretValueCommand({ SecretId: 'a' })),
    ses: () => new SESv2Client(options).send(new SendEmailCommand({ Content: { Simple: { Subject: { Data: 'a' }, Body: { Text: { Data: 'b' } } } } })),
    translate: () => new TranslateClient(options).send(new TranslateTextCommand({ Text: 'a', SourceLanguageCode: 'en', TargetLanguageCode: 'de' })),
    sqs: () => new SQSClient(options).send(new SendMessageCommand({ QueueUrl: process.env.AWS_ENDPOINT_URL + '/q', MessageBody: 'a' })),
  };
  const outcome = {};
  for (const [name, call] of Object.entries(all)) {
    outcome[name] = await call().then((output) => output.$metadata.httpStatusCode, (error) => error.name);
  }
  process.stdout.write(JSON.stringify(outcome));
`;

/** The SQS client checks the digest of what it sent. */
const SUCCESS = JSON.stringify({ MD5OfMessageBody: createHash('md5').update('a').digest('hex') });

let server: Server;
let fail = false;
const authorizations: (string | undefined)[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    authorizations.push(request.headers.authorization);
    request.resume().on('end', () => {
      response.writeHead(fail ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(fail ? '{"__type":"ThrottlingException","message":"slow down"}' : SUCCESS);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
});
afterAll(() => server.close());

async function run(alias: Record<string, string>): Promise<Record<string, unknown>> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'diet-')), 'index.mjs');
  // Format ESM for the top-level await of this entry; everything else as deployed.
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  const { define: _, ...options } = bundleOptions;
  await build({
    ...options,
    alias,
    format: 'esm',
    banner,
    stdin: { contents: calls, resolveDir: process.cwd() },
    outfile,
  });
  const child = spawn(process.execPath, [outfile], {
    env: {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'id-from-env',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'session',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  await new Promise((resolve) => child.on('close', resolve));
  return JSON.parse(out) as Record<string, unknown>;
}

test('every client we ship works without the parts left out, and signs with the function’s credentials', async () => {
  fail = false;
  authorizations.length = 0;
  const outcome = await run(sdkDiet);
  expect(outcome).toEqual({
    dynamodb: 200,
    comprehend: 200,
    eventbridge: 200,
    secrets: 200,
    ses: 200,
    sqs: 200,
    translate: 200,
  });
  expect(authorizations.every((header) => header?.includes('Credential=id-from-env/'))).toBe(true);
});

test('an error of a service is the same error as with the whole SDK', async () => {
  fail = true;
  expect(await run(sdkDiet)).toEqual(await run({}));
});
