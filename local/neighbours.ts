import { startComprehend } from './comprehend/server.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { startInbox } from './inbox.ts';
import { type Issuer, startIssuer } from './issuer.ts';
import type { Ports } from './ports.ts';
import { together } from './together.ts';

/** Remembers how to end a part as soon as it has started, even when another one fails. */
export function remembering(cleanups: (() => unknown)[]) {
  return async <T extends { close: () => Promise<void> } | { stop: () => Promise<void> }>(
    starting: Promise<T>,
  ): Promise<T> => {
    const part = await starting;
    cleanups.push('close' in part ? part.close : part.stop);
    return part;
  };
}

export type Neighbours = {
  issuer: Issuer;
  gateway: Gateway;
  inboxUrl: string;
  /** Variables of the functions: where the services are that the emulator does not play. */
  addresses: { AWS_ENDPOINT_URL_COMPREHEND: string; AWS_ENDPOINT_URL_SESV2: string };
};

/** Starts what stands beside the emulator in this process: sign-in, inbox, text analysis, and the API's address. */
export async function startNeighbours(
  options: { ports: Ports; folder: string; keyFile: string; say: (line: string) => void; signal: AbortSignal },
  part: ReturnType<typeof remembering>,
): Promise<Neighbours> {
  const { ports, folder, keyFile, say, signal } = options;
  const [issuer, gateway, inbox, comprehend] = await together(signal, () => [
    part(startIssuer({ port: ports.issuer, keyFile, say })),
    part(startGateway({ port: ports.api, cloudPort: ports.cloud })),
    part(startInbox({ port: ports.inbox, folder, say })),
    part(startComprehend({ port: ports.comprehend })),
  ]);
  return {
    issuer,
    gateway,
    inboxUrl: inbox.url,
    addresses: { AWS_ENDPOINT_URL_COMPREHEND: comprehend.url, AWS_ENDPOINT_URL_SESV2: inbox.url },
  };
}
