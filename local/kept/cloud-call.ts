import { callCloud, type Cloud } from '../deploy.ts';

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
