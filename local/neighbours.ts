import { consoleOf } from './deploy.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { startIssuer } from './issuer.ts';
import type { Ports } from './ports.ts';
import { startReceivers } from './receivers.ts';
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

/** Where everything answers that has a port of its own, known before it is started. */
export function addressesOf(ports: Ports): Record<keyof Ports, string> {
  const entries = Object.entries(ports).map(([name, port]) => [name, `http://127.0.0.1:${port}`]);
  return Object.fromEntries(entries) as Record<keyof Ports, string>;
}

/** Starts what stands beside the emulator in this process: sign-in, inbox, text analysis, and the API's address. */
export async function startNeighbours(
  options: { ports: Ports; folder: string; keyFile: string; say: (line: string) => void; signal: AbortSignal },
  part: ReturnType<typeof remembering>,
): Promise<Gateway> {
  const { ports, folder, keyFile, say, signal } = options;
  // Loading these takes more than a second, in which table and emulator are starting already.
  const [{ startInbox }, { startComprehend }] = await Promise.all([
    import('./inbox.ts'),
    import('./comprehend/server.ts'),
  ]);
  const [gateway] = await together(signal, () => [
    part(
      startGateway({
        port: ports.api,
        cloudPort: ports.cloud,
        console: {
          issuer: addressesOf(ports).issuer,
          files: consoleOf({ folder }),
          storage: `http://127.0.0.1:${ports.cloud}`,
        },
      }),
    ),
    part(startIssuer({ port: ports.issuer, keyFile, say })),
    part(startInbox({ port: ports.inbox, folder, say })),
    part(startComprehend({ port: ports.comprehend })),
    part(startReceivers({ port: ports.receivers })),
  ]);
  return gateway;
}
