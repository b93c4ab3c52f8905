import { type IncomingHttpHeaders, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { Target } from './target.ts';

/** How long and how much a request may take. `ca` replaces the public roots, for receivers of tests. */
export type Limits = { connectMs: number; totalMs: number; responseBytes: number; ca?: string };

/**
 * What came of a request. Whoever sends a status has had the request, so a reply that is cut off later is a reply.
 * `error` says how far it came: no connection, none that is safe, no reply in time, or no reply at all.
 */
export type Exchange = { address?: string } & (
  | { status: number; headers: IncomingHttpHeaders; body: Buffer }
  | { error: 'connect' | 'tls' | 'timeout' | 'closed' }
);

/**
 * Posts a body over a connection of its own. It is made to the target's address, so nothing can be resolved again; SNI,
 * the name in the certificate and `Host` are the URL's. Nothing is followed, decoded, kept open or read from proxy
 * variables: this agent reads none.
 */
export function exchange(
  { url, address }: Target,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
  limits: Limits,
): Promise<Exchange> {
  return new Promise((resolve) => {
    const secure = url.protocol === 'https:';
    const name = url.hostname.replace(/^\[(.*)\]$/, '$1');
    let phase: 'connect' | 'tls' | 'closed' = 'connect';
    let reached = address;

    const request = (secure ? requestHttps : requestHttp)({
      method: 'POST',
      host: address ?? name,
      port: url.port || (secure ? 443 : 80),
      path: url.pathname + url.search,
      headers: {
        ...headers,
        host: url.host,
        'content-length': body.length,
        'accept-encoding': 'identity',
        connection: 'close',
      },
      agent: false,
      servername: isIP(name) ? '' : name,
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      ca: limits.ca,
    });

    const end = (result: Exchange): void => {
      clearTimeout(connecting);
      clearTimeout(waiting);
      request.destroy();
      resolve({ ...(reached !== undefined && { address: reached }), ...result });
    };
    let late = (): void => end({ error: 'timeout' });
    const connecting = setTimeout(() => late(), limits.connectMs);
    const waiting = setTimeout(() => late(), limits.totalMs);

    request.on('error', () => end({ error: phase }));
    request.on('socket', (socket: Socket) => {
      socket.once('connect', () => {
        reached = socket.remoteAddress ?? reached;
        phase = secure ? 'tls' : 'closed';
        if (!secure) clearTimeout(connecting);
      });
      socket.once('secureConnect', () => {
        phase = 'closed';
        clearTimeout(connecting);
      });
    });
    request.on('upgrade', (_, socket) => {
      socket.destroy();
      end({ error: 'closed' });
    });
    request.on('response', (response) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      const replied = (): void =>
        end({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts).subarray(0, limits.responseBytes),
        });
      late = replied;
      response.on('data', (part: Buffer) => {
        parts.push(part);
        bytes += part.length;
        if (bytes >= limits.responseBytes) replied();
      });
      response.once('end', replied);
      response.once('error', replied);
    });
    request.end(body);
  });
}
