import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { audience } from './issuer.ts';
import { cleanEnvironment, root, run } from './process.ts';

const REGION = 'us-east-1';
const ACCOUNT = '000000000000';

export type Cloud = {
  /** The emulator's address. */
  url: string;
  /** Folder of state, logs and outputs. */
  folder: string;
  signal: AbortSignal;
};

/** Environment of a command that talks to the emulator, and cannot talk to AWS whatever the person's profile says. */
export function cloudEnvironment(url: string): Record<string, string> {
  return cleanEnvironment({
    AWS_ENDPOINT_URL: url,
    AWS_ENDPOINT_URL_S3: url,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    NO_COLOR: '1',
  });
}

/** Sends the emulator a request of an AWS API; it looks only at the service that a signature names. */
export async function callCloud(cloud: Cloud, service: string, path: string, init: RequestInit): Promise<Response> {
  const scope = `local/20260101/${REGION}/${service}/aws4_request`;
  const headers = new Headers(init.headers);
  headers.set('authorization', `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`);
  return fetch(`${cloud.url}${path}`, { ...init, headers, signal: cloud.signal });
}

/** Writes the OpenAPI document and every function's bundle. */
export async function build(cloud: Cloud): Promise<void> {
  const options = {
    cwd: root,
    env: cleanEnvironment(),
    logFile: join(cloud.folder, 'build.log'),
    signal: cloud.signal,
  };
  await run(['node', 'docs/generate.ts'], options);
  await run(['node', 'infra/bundle.ts'], options);
}

/** What CDK keeps its assets in, made once per emulator state. */
export async function bootstrap(cloud: Cloud): Promise<void> {
  const body = new URLSearchParams({ Action: 'DescribeStacks', Version: '2010-05-15', StackName: 'CDKToolkit' });
  if ((await callCloud(cloud, 'cloudformation', '/', { method: 'POST', body })).ok) return;
  // From a folder without a cdk.json, or CDK would first synthesise the whole app.
  await run(['cdk', 'bootstrap', `aws://${ACCOUNT}/${REGION}`, '--no-notices'], {
    cwd: cloud.folder,
    env: cloudEnvironment(cloud.url),
    logFile: join(cloud.folder, 'bootstrap.log'),
    signal: cloud.signal,
  });
}

const outputs = z.object({
  'heed-api': z.object({ ApiId: z.string() }),
  'heed-data': z.object({ TableName: z.string(), BusName: z.string() }),
});

export type Deployed = { apiId: string; tableName: string; busName: string };

/** Deploys the same app that `npm run deploy` brings to AWS; `addresses` become variables of every function. */
export async function deploy(
  cloud: Cloud,
  options: { issuer: string; publicUrl: string; addresses: Record<string, string> },
): Promise<Deployed> {
  const outputsFile = join(cloud.folder, 'outputs.json');
  // Beside the other local files, so that `npm run synth` and a running local cloud do not meet.
  const assembly = join(cloud.folder, 'cdk.out');
  mkdirSync(assembly, { recursive: true });
  const context = {
    stage: 'local',
    oidcIssuer: options.issuer,
    oidcAudience: audience,
    publicUrl: options.publicUrl,
    localEnv: JSON.stringify(options.addresses),
  };
  const fixed = `cdk deploy --all --require-approval never --no-notices --progress events`.split(' ');
  const given = Object.entries(context).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  await run([...fixed, '--output', assembly, '--outputs-file', outputsFile, ...given], {
    cwd: root,
    env: cloudEnvironment(cloud.url),
    logFile: join(cloud.folder, 'deploy.log'),
    signal: cloud.signal,
  });
  const found = outputs.parse(JSON.parse(readFileSync(outputsFile, 'utf8')));
  return {
    apiId: found['heed-api'].ApiId,
    tableName: found['heed-data'].TableName,
    busName: found['heed-data'].BusName,
  };
}
