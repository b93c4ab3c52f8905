import { cleanEnvironment } from './process.ts';

const REGION = 'us-east-1';

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

/** Calls an operation of a service with a JSON protocol at the emulator; an error reply throws. */
export async function callJson<T>(cloud: Cloud, service: string, target: string, input: object): Promise<T> {
  const reply = await callCloud(cloud, service, '/', {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
    body: JSON.stringify(input),
  });
  if (!reply.ok) throw new Error(`${target} answers ${reply.status}: ${await reply.text()}`);
  return (await reply.json()) as T;
}
