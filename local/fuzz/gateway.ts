import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { gatewayRoutesOf, type Served } from '../../infra/constructs/http-routes.ts';
import type { HttpHandler } from '../../shared/http/serve.ts';
import { aLambdaContext } from '../../shared/testing/http-event.ts';

export type Behind = { served: Served; handler: HttpHandler };
type Target = { key: string; pattern: RegExp; method: string; guarded: boolean; handler: HttpHandler };

/** What the gateway takes of a request line and headers. */
const MOST_BYTES = 10_240;

/**
 * As much of API Gateway as a fuzzer notices: routes, explicit ones before greedy ones, tokens (which nobody signs here),
 * and events as handlers get them. A hundred lines less than an emulator, and two seconds of a start.
 */
export async function startHandlers(
  behind: readonly Behind[],
  fallback: HttpHandler,
): Promise<{ url: string; close: () => void }> {
  const targets = behind
    .flatMap(({ served, handler }) =>
      [...gatewayRoutesOf(served)].map(([key, guard]) => targetOf(key, guard === 'token', handler)),
    )
    .toSorted((one, other) => rank(one) - rank(other));
  const unmatched: Target = { key: '$default', pattern: /^/, method: 'ANY', guarded: false, handler: fallback };
  const server = createServer({ maxHeaderSize: MOST_BYTES }, (request, response) => {
    const path = decoded(new URL(request.url ?? '/', 'http://localhost').pathname);
    const target =
      targets.find(({ method, pattern }) => (method === 'ANY' || method === request.method) && pattern.test(path)) ??
      unmatched;
    void answer(target, path, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function targetOf(key: string, guarded: boolean, handler: HttpHandler): Target {
  const [method = '', path = ''] = key.split(' ');
  const source = path
    .replaceAll('.', '\\.')
    .replace('{proxy+}', '(?<proxy>.+)')
    .replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return { key, method, guarded, handler, pattern: new RegExp(`^${source}$`, 's') };
}

/** A path without a greedy part before one with it, a method before all methods, names before parameters. */
const rank = ({ key }: Target): number =>
  (key.includes('{proxy+}') ? 200 : 0) + (key.startsWith('ANY ') ? 100 : 0) + (key.split('{').length - 1);

async function answer(target: Target, path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  const claims = token === undefined ? undefined : claimsIn(token);
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  if (target.guarded && !claims) {
    response.writeHead(401, { 'content-type': 'application/json' }).end('{"message":"Unauthorized"}');
    return;
  }
  const event = eventOf(target, path, request, Buffer.concat(chunks), target.guarded ? claims : undefined);
  const { statusCode = 500, headers = {}, body = '' } = await target.handler(event, aLambdaContext());
  response.writeHead(statusCode, headers as Record<string, string>).end(body);
}

function eventOf(
  { key, pattern }: Target,
  rawPath: string,
  { method = 'GET', url = '/', headers }: IncomingMessage,
  body: Buffer,
  claims: object | undefined,
): APIGatewayProxyEventV2 {
  const text = /^(?:text\/|application\/(?:json|xml|javascript)\s*(?:;|$))/i.test(headers['content-type'] ?? '');
  const rawQueryString = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
  return {
    version: '2.0',
    routeKey: key,
    rawPath,
    rawQueryString,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(',')])),
    pathParameters: { ...pattern.exec(rawPath)?.groups },
    ...(body.length > 0 && { body: body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !text,
    requestContext: {
      http: {
        method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      domainName: 'localhost',
      requestId: randomUUID(),
      routeKey: key,
      stage: '$default',
      ...(claims && { authorizer: { jwt: { claims, scopes: [] } } }),
    },
  } as unknown as APIGatewayProxyEventV2;
}

function claimsIn(token: string): object | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return typeof claims === 'object' && claims !== null ? claims : undefined;
  } catch {
    return undefined;
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
