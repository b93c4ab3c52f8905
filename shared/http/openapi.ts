import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { permissions } from '../kernel/permissions.ts';
import { type Contract, type Route, takesKey } from './contract.ts';
import { type ProblemCode, problems } from './problem.ts';

const ProblemSchema = z
  .object({
    type: z.string().meta({ example: '/problems/validation-failed' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    requestId: z.string().optional(),
    errors: z
      .array(z.object({ pointer: z.string().optional(), parameter: z.string().optional(), detail: z.string() }))
      .optional(),
  })
  .meta({
    id: 'Problem',
    description:
      'RFC 9457 problem details; `errors` lists everything that was wrong, up to 100 entries (20 for an item of a bulk) and one that says how many more there are.',
  });

/** What the gateway itself answers, before the API sees the request (docs/adr/0003-errors.md). */
const GatewayError = z.object({ message: z.string().meta({ example: 'Unauthorized' }) }).meta({ id: 'GatewayError' });

const Headers = {
  etag: { ETag: z.string().meta({ description: 'The version, to be sent as `If-Match`', example: '"3"' }) },
  replayed: {
    'Idempotency-Replayed': z
      .literal('true')
      .optional()
      .meta({ description: 'This is the answer to an earlier request with the same key' }),
  },
  retryAfter: { 'Retry-After': z.string().optional().meta({ description: 'Seconds to wait', example: '1' }) },
};

/** The whole API as an OpenAPI 3.1 document, derived from the contracts; written to docs/openapi.json. */
export function openapi(contracts: readonly Contract[]): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const { resource, routes } of contracts) {
    for (const [name, route] of Object.entries(routes)) {
      paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(resource, name, route) };
    }
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Heed',
      version: '1',
      summary:
        'Customer feedback: asked at the right moment, understood, acted on, reported in numbers that can be audited.',
      license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' },
    },
    servers: [{ url: '/', description: 'This deployment' }],
    tags: contracts.map(({ resource }) => ({ name: resource })),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: `Scopes: ${permissions.join(', ')}`,
        },
      },
    },
  });
}

function operation(resource: string, name: string, route: Route): ZodOpenApiOperationObject {
  const isPublic = route.permission === 'public';
  return {
    operationId: `${resource}.${name}`,
    tags: [resource],
    summary: route.summary,
    description: [route.description, isPublic ? undefined : `Permission: \`${route.permission}\`.`]
      .filter(Boolean)
      .join('\n\n'),
    security: isPublic ? [] : [{ bearer: [] }],
    requestParams: {
      ...(route.params && { path: route.params }),
      ...(route.query && { query: route.query }),
      ...headerParameters(route),
    },
    ...(route.body && { requestBody: { required: true, content: bodyContent(route) } }),
    responses: { ...successes(route), ...failures(route) },
  };
}

function headerParameters(route: Route) {
  const shape = {
    ...(takesKey(route) && {
      'Idempotency-Key': z
        .string()
        .min(1)
        .max(255)
        .optional()
        .meta({ description: 'Same key and body: the same answer again, for 24 h' }),
    }),
    ...(route.ifMatch && {
      'If-Match': z
        .string()
        .optional()
        .meta({ description: 'The ETag you read; 412 when the record has changed', example: '"3"' }),
    }),
  };
  return Object.keys(shape).length > 0 ? { header: z.object(shape) } : {};
}

const bodyContent = (route: Route) => ({
  'application/json': { schema: route.body },
  ...(route.form && { 'application/x-www-form-urlencoded': { schema: route.body } }),
});

function successes(route: Route) {
  const replies = Object.entries(route.reply).map(([status, schema]) => {
    const versioned = schema instanceof z.ZodObject && 'version' in schema.shape;
    const headers = { ...(versioned && Headers.etag), ...(takesKey(route) && Headers.replayed) };
    return [
      status,
      {
        description: route.summary,
        ...(Object.keys(headers).length > 0 && { headers: z.object(headers) }),
        ...(schema && { content: { [route.contentType ?? 'application/json']: { schema } } }),
      },
    ];
  });
  return Object.fromEntries(replies) as ZodOpenApiOperationObject['responses'];
}

/** Which common problems a route can give follows from its declaration. */
function problemsOf(route: Route): ProblemCode[] {
  // Unknown and repeated parameters are refused everywhere.
  const codes: ProblemCode[] = ['validation-failed', 'internal', 'unavailable', 'too-many-requests'];
  if (route.permission !== 'public') codes.push('unauthorized', 'forbidden');
  if (route.params) codes.push('not-found');
  if (route.query && 'cursor' in route.query.shape) codes.push('invalid-cursor');
  if (route.body) codes.push('invalid-json', 'too-large', 'unsupported-media-type');
  if (takesKey(route)) codes.push('invalid-idempotency-key');
  if (takesKey(route) && route.permission !== 'public') codes.push('idempotency-mismatch');
  if (route.ifMatch) codes.push('version-conflict');
  return [...new Set([...codes, ...(route.problems ?? [])])];
}

function failures(route: Route) {
  const byStatus = Map.groupBy(problemsOf(route), (code) => problems[code][0]);
  const entries = [...byStatus].toSorted(([a], [b]) => a - b);
  return Object.fromEntries(
    entries.map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `[${code}](/problems/${code}): ${problems[code][1]}`).join('; '),
        ...((status === 429 || status === 503) && { headers: z.object(Headers.retryAfter) }),
        content: refusal(route, status),
      },
    ]),
  ) as ZodOpenApiOperationObject['responses'];
}

/** Tokens are the gateway's to judge, and so is the rate where a route has none of its own; either can be too busy. */
function refusal(route: Route, status: number) {
  const ours = status !== 401 && (status !== 429 || route.problems?.includes('too-many-requests'));
  const gateways = status === 401 || status === 429 || status === 503;
  return {
    ...(ours && { 'application/problem+json': { schema: ProblemSchema } }),
    ...(gateways && { 'application/json': { schema: GatewayError } }),
  };
}
