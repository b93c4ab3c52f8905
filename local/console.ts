import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { cachingOf, consoleHeaders } from '../web/console/headers.ts';
import { audience } from './issuer.ts';

export type ConsoleOptions = {
  issuer: string;
  files: string;
  /** Where files are sent to and fetched from by the links that the API gives: the origin of S3. */
  storage?: string | undefined;
};

/**
 * What CloudFront does for the console on AWS: its files below `/app/` with their headers, and its page for every path
 * without a dot. Answers true where the request was for the console.
 */
export function serveConsole({
  issuer,
  files: folder,
  storage,
}: ConsoleOptions): (incoming: IncomingMessage, outgoing: ServerResponse) => boolean {
  const headers = consoleHeaders(storage === undefined ? [issuer] : [issuer, storage]);
  const config = JSON.stringify({ issuer, clientId: audience, scopes: 'openid email profile' });
  // Reads each file when it is asked for: a new build is there at once.
  const files = sirv(folder, { dev: true, single: true, etag: true });
  return (incoming, outgoing) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://localhost');
    if (pathname === '/' || pathname === '/app') {
      outgoing.writeHead(302, { location: '/app/' }).end();
      return true;
    }
    if (!pathname.startsWith('/app/')) return false;
    for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
    if (pathname === '/app/config.json') {
      outgoing.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(config);
      return true;
    }
    outgoing.setHeader('cache-control', cachingOf(pathname));
    incoming.url = pathname.slice('/app'.length);
    if (existsSync(join(folder, 'index.html'))) files(incoming, outgoing, () => void outgoing.writeHead(404).end());
    else outgoing.writeHead(503, { 'retry-after': '5' }).end('the console is being built');
    return true;
  };
}
