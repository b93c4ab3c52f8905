import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { permissions } from '../kernel/permissions.ts';
import { type Contract, type Route, takesKey } from './contract.ts';
import { refusals } from './openapi-refusals.ts';
import { withSharedParameters } from './openapi-parameters.ts';

const Headers = {
  etag: {
    ETag: z
      .string()
      .meta({ header: { id: 'ETag' }, description: 'The version, to be sent as `If-Match`', example: '"3"' }),
  },
  replayed: {
    'Idempotency-Replayed': z
      .literal('true')
      .optional()
      .meta({
        header: { id: 'IdempotencyReplayed' },
        description: 'This is the answer to an earlier request with the same key',
      }),
  },
};

/**
 * The whole API as an OpenAPI 3.1 document, derived from the contracts. Problem replies, parameters of several
 * operations and schemas with an id are components.
 */
export function openapi(contracts: readonly Contract[]): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const { resource, routes } of contracts) {
    for (const [name, route] of Object.entries(routes)) {
      paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(resource, name, route) };
    }
  }
  const document = createDocument({
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
  return withSharedParameters(document);
}

function operation(resource: string, name: string, route: Route): ZodOpenApiOperationObject {
  const isPublic = route.permission === 'public';
  return {
    operationId: `${resource}.${name}`,
    tags: [resource],
    summary: route.summary,
    description: [route.description, permissionText(route)].filter(Boolean).join('\n\n'),
    security: isPublic ? [] : [{ bearer: [] }],
    requestParams: {
      ...(route.params && { path: route.params }),
      ...(route.query && { query: route.query }),
      ...headerParameters(route),
    },
    ...(route.body && { requestBody: { required: true, content: bodyContent(route) } }),
    responses: { ...successes(route), ...refusals(route) },
  };
}

const permissionText = ({ permission, own }: Route): string | undefined =>
  permission === 'public'
    ? undefined
    : permission === 'token'
      ? 'For every caller of a company.'
      : `Permission: \`${permission}\`${own ? `; \`${own}\` for one’s own, others’ answer 404` : ''}.`;

function headerParameters(route: Route) {
  const shape = {
    ...(takesKey(route) && {
      'Idempotency-Key': z
        .string()
        .regex(/^[\x20-\x7e]{1,255}$/)
        .optional()
        .meta({ description: 'Same key and body: the same answer again, for 24 h' }),
    }),
    ...(route.ifMatch && {
      'If-Match': z
        .string()
        .regex(/^(?:"\d{1,15}"|\*)$/)
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
    // As a reply does: of rules of analysis, say, `version` is a name.
    const versioned = schema instanceof z.ZodObject && schema.shape['version'] instanceof z.ZodNumber;
    const headers = { ...(versioned && Headers.etag), ...(takesKey(route) && Headers.replayed) };
    const types = route.contentTypes ?? [route.contentType ?? 'application/json'];
    return [
      status,
      {
        description: route.summary,
        ...(Object.keys(headers).length > 0 && { headers: z.object(headers) }),
        ...(schema && { content: Object.fromEntries(types.map((type) => [type, { schema }])) }),
      },
    ];
  });
  return Object.fromEntries(replies) as ZodOpenApiOperationObject['responses'];
}
