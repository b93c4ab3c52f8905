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
  const replies = Object.entries(route.reply).map(([status, schema]) => [
    status,
    {
      description: route.summary,
      ...(schema && { content: { [route.contentType ?? 'application/json']: { schema } } }),
    },
  ]);
  return Object.fromEntries(replies) as ZodOpenApiOperationObject['responses'];
}

/** Which common problems a route can give follows from its declaration. */
function failures(route: Route) {
  const codes: ProblemCode[] = ['internal', 'too-many-requests'];
  if (route.permission !== 'public') codes.push('unauthorized', 'forbidden');
  if (route.params) codes.push('not-found');
  if (route.query || route.body) codes.push('validation-failed');
  if (route.body) codes.push('invalid-json', 'too-large', 'unsupported-media-type');
  if (takesKey(route)) codes.push('idempotency-mismatch');
  if (route.ifMatch) codes.push('version-conflict');
  const byStatus = Map.groupBy([...new Set([...codes, ...(route.problems ?? [])])], (code) => problems[code][0]);
  const entries = [...byStatus].toSorted(([a], [b]) => a - b);
  return Object.fromEntries(
    entries.map(([status, group]) => [
      String(status),
      {
        description: group.map((code) => `[${code}](/problems/${code}): ${problems[code][1]}`).join('; '),
        content: { 'application/problem+json': { schema: ProblemSchema } },
      },
    ]),
  ) as ZodOpenApiOperationObject['responses'];
}
