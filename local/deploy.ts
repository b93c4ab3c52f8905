import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { defaults } from '../infra/config.ts';
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

/** Writes the OpenAPI document, which the product serves; it goes into a bundle. */
export async function writeOpenApi({ folder, signal }: Cloud): Promise<void> {
  await run(['node', 'docs/generate.ts'], {
    cwd: root,
    env: cleanEnvironment(),
    logFile: join(folder, 'build.log'),
    signal,
  });
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

export type Deployed = {
  apiId: string;
  secretArn: string;
  /** What a stack exports under a name; throws when none does. */
  valueOf: (exportName: string) => string;
};

/** What the app is synthesised with; `addresses` become variables of every function. */
export type DeployOptions = { issuer: string; publicUrl: string; addresses: Record<string, string> };

/** Beside the other local files, so that `npm run synth` and a running local cloud do not meet. */
const assemblyOf = ({ folder }: Cloud): string => join(folder, 'cdk.out');

/** Synthesises the same app that `npm run deploy` brings to AWS. Needs no emulator. */
export async function synthesise(cloud: Cloud, options: DeployOptions): Promise<void> {
  const context = {
    stage: 'local',
    oidcIssuer: options.issuer,
    oidcAudience: audience,
    publicUrl: options.publicUrl,
    localEnv: JSON.stringify(options.addresses),
  };
  mkdirSync(assemblyOf(cloud), { recursive: true });
  const given = Object.entries(context).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  await run(['cdk', 'synth', '--quiet', '--no-notices', '--output', assemblyOf(cloud), ...given], {
    cwd: root,
    env: cloudEnvironment(cloud.url),
    logFile: join(cloud.folder, 'synth.log'),
    signal: cloud.signal,
  });
}

const stacks = { data: `${defaults.name}-data`, api: `${defaults.name}-api`, events: `${defaults.name}-events` };

/** The synthesised CloudFormation template of a stack. */
export const templateOf = (cloud: Cloud, stack: keyof typeof stacks): unknown =>
  JSON.parse(readFileSync(join(assemblyOf(cloud), `${stacks[stack]}.template.json`), 'utf8'));

/** Deploys what was synthesised. */
export async function deploy(cloud: Cloud): Promise<Deployed> {
  const outputsFile = join(cloud.folder, 'outputs.json');
  const fixed = 'cdk deploy --all --require-approval never --no-notices --progress events --method direct'.split(' ');
  await run([...fixed, '--app', assemblyOf(cloud), '--outputs-file', outputsFile], {
    cwd: root,
    env: cloudEnvironment(cloud.url),
    logFile: join(cloud.folder, 'deploy.log'),
    signal: cloud.signal,
  });
  const values = outputs.parse(JSON.parse(readFileSync(outputsFile, 'utf8')));
  const output = (stack: string, name: string): string => {
    const value = values[stack]?.[name];
    if (value === undefined) throw new Error(`stack ${stack} has no output ${name}`);
    return value;
  };
  const exported = new Map(
    Object.entries(exportsOf.parse(templateOf(cloud, 'data')).Outputs).flatMap(([name, { Export }]) =>
      Export ? [[Export.Name, name] as const] : [],
    ),
  );
  return {
    apiId: output(stacks.api, 'ApiId'),
    secretArn: output(stacks.data, 'SecretArn'),
    valueOf: (exportName) => output(stacks.data, exported.get(exportName) ?? exportName),
  };
}

const outputs = z.record(z.string(), z.record(z.string(), z.string()));
const exportsOf = z.object({
  Outputs: z.record(z.string(), z.object({ Export: z.object({ Name: z.string() }).optional() })),
});
