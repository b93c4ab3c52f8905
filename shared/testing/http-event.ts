import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, Context as LambdaContext } from 'aws-lambda';
import type { Method, Route } from '../http/contract.ts';
import { gatewayKeyOf } from '../http/gateway.ts';
import { groupOf, type Role } from '../kernel/roles.ts';

export type EventOptions = {
  params?: Record<string, string>;
  query?: Record<string, string> | string;
  /** An object is sent as JSON; a string or bytes exactly as they are. */
  body?: unknown;
  headers?: Record<string, string>;
  companyId?: string;
  role?: Role;
  /** Scopes of a machine, instead of a role. */
  scope?: string;
  userId?: string;
  /** Further claims of the token, or others in the place of those above. */
  claims?: Record<string, unknown>;
  /** Another method than the route's own, where it answers to more than one. */
  method?: Method;
  /** False leaves the token out, as a public route or a missing authorizer would. */
  token?: boolean;
};

/** An HTTP API (payload 2.0) event for a route, with the token and the claims that the JWT authorizer passes on. */
export function anEvent(route: Route, options: EventOptions = {}): APIGatewayProxyEventV2 {
  const rawPath = route.path.replace(/\{(\w+)\}/g, (_, name: string) => options.params?.[name] ?? name);
  const rawQueryString =
    typeof options.query === 'string' ? options.query : new URLSearchParams(options.query).toString();
  const raw = typeof options.body === 'string' || options.body instanceof Uint8Array;
  const bytes =
    options.body === undefined
      ? undefined
      : raw
        ? Buffer.from(options.body as Uint8Array)
        : Buffer.from(JSON.stringify(options.body));
  const binary = options.body instanceof Uint8Array;
  const method = options.method ?? route.method;
  const key = gatewayKeyOf(route);
  const [, greedy] = /^ANY (.*)\{proxy\+\}$/.exec(key) ?? [];
  const pathParameters = greedy === undefined ? options.params : { proxy: rawPath.slice(greedy.length) };
  const claims = options.token !== false && route.permission !== 'public' ? claimsOf(options) : undefined;
  return {
    version: '2.0',
    routeKey: key,
    rawPath,
    rawQueryString,
    headers: {
      'user-agent': 'vitest',
      host: 'api.example.com',
      ...(claims && { authorization: `Bearer ${tokenOf(claims)}` }),
      ...(bytes && { 'content-type': 'application/json', 'content-length': String(bytes.length) }),
      ...options.headers,
    },
    queryStringParameters: Object.fromEntries(new URLSearchParams(rawQueryString)),
    ...(pathParameters && { pathParameters }),
    ...(bytes && { body: binary ? bytes.toString('base64') : bytes.toString('utf8') }),
    isBase64Encoded: binary,
    requestContext: {
      accountId: '123456789012',
      apiId: 'test',
      domainName: 'api.example.com',
      domainPrefix: 'api',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'vitest' },
      requestId: randomUUID(),
      routeKey: key,
      stage: '$default',
      time: '21/Nov/2026:10:00:00 +0000',
      timeEpoch: Date.now(),
      ...(claims && { authorizer: { jwt: { claims: asGatewayPasses(claims), scopes: [] } } }),
    },
  } as APIGatewayProxyEventV2;
}

type Claims = Record<string, unknown>;

const claimsOf = ({ companyId = 'acme', role = 'admin', scope, userId = 'user-1', claims }: EventOptions): Claims => ({
  iss: 'https://issuer.example.com',
  sub: userId,
  company_id: companyId,
  ...(scope === undefined ? { 'cognito:groups': [groupOf(role)] } : { scope }),
  ...claims,
});

/** A token as the gateway has verified it; nothing behind the gateway looks at its signature. */
const tokenOf = (claims: Claims): string =>
  [{ alg: 'RS256', typ: 'JWT' }, claims, 'signature']
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');

/** The gateway passes every claim as text, and an array as `[a b]`. */
const asGatewayPasses = (claims: Claims): Record<string, string> =>
  Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.join(' ')}]` : String(value),
    ]),
  );

/** What the Lambda runtime passes beside the event. */
export function aLambdaContext(remainingMs = 25_000): LambdaContext {
  return {
    awsRequestId: randomUUID(),
    functionName: 'test',
    functionVersion: '1',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:test',
    memoryLimitInMB: '512',
    logGroupName: '/aws/lambda/test',
    logStreamName: 'test',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => remainingMs,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}
