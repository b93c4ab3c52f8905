import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from 'zod-openapi';
import { type Route, takesKey } from './contract.ts';
import { aboutIds, type ProblemCode, problems } from './problem.ts';

const idInTheWay = z.string().optional().meta({ description: 'Of a conflict: the record that is in the way.' });
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
    decision: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'Of `message-refused`: why, by which rule, and from when on it would be accepted.' }),
    ...(Object.fromEntries(aboutIds.map((id) => [id, idInTheWay])) as Record<
      (typeof aboutIds)[number],
      typeof idInTheWay
    >),
  })
  .meta({
    id: 'Problem',
    description:
      'RFC 9457 problem details; `errors` lists everything that was wrong, up to 100 entries (20 for an item of a bulk) and one that says how many more there are.',
  });

/** What the gateway itself answers, before the API sees the request (docs/adr/0003-errors.md). */
const GatewayError = z.object({ message: z.string().meta({ example: 'Unauthorized' }) }).meta({ id: 'GatewayError' });

const retryAfter = z.object({
  'Retry-After': z.string().optional().meta({ description: 'Seconds to wait', example: '1' }),
});

/** Every reply that is no success: one component per status and set of codes. */
export function refusals(route: Route): ZodOpenApiOperationObject['responses'] {
  const byStatus = Map.groupBy(problemsOf(route), (code) => problems[code][0]);
  const entries = [...byStatus].map(([status, codes]) => [String(status), refusal(route, status, codes)]);
  return { ...Object.fromEntries(entries), '405': otherMethod, '431': tooLong };
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

/** What the gateway says to a request line or headers of more than 10 240 bytes. */
const tooLong: ZodOpenApiResponseObject = {
  id: '431',
  description: 'The request line and headers are longer than the gateway takes (10 240 bytes on AWS)',
};

/** No operation answers so itself: it is what its path says to a method that is not documented. */
const otherMethod: ZodOpenApiResponseObject = {
  id: '405',
  description: `[method-not-allowed](/problems/method-not-allowed): ${problems['method-not-allowed'][1]}; so any other method of this path is answered`,
  headers: z.object({ Allow: z.string().meta({ description: 'The methods of this path', example: 'GET, POST' }) }),
  content: { 'application/problem+json': { schema: ProblemSchema } },
};

const known = new Map<string, ZodOpenApiResponseObject>();

/**
 * Tokens are the gateway's to judge; what a public request brings instead is ours. So is the rate where a route has one
 * of its own; gateway and API can both be too busy.
 */
function refusal(route: Route, status: number, codes: readonly ProblemCode[]): ZodOpenApiResponseObject {
  const isOpen = route.permission === 'public';
  const ours = (status !== 401 || isOpen) && (status !== 429 || route.problems?.includes('too-many-requests'));
  const gateways = (status === 401 && !isOpen) || status === 429 || status === 503;
  const page = ours && route.refusalPages ? route.contentType : undefined;
  const id = [status, ...codes, ...(ours ? [] : ['gateway']), ...(page ? ['page'] : [])].join('.');
  const one = known.get(id) ?? {
    id,
    description: codes.map((code) => `[${code}](/problems/${code}): ${problems[code][1]}`).join('; '),
    ...((status === 429 || status === 503) && { headers: retryAfter }),
    content: {
      ...(page && { [page]: { schema: z.string() } }),
      ...(ours && { 'application/problem+json': { schema: ProblemSchema } }),
      ...(gateways && { 'application/json': { schema: GatewayError } }),
    },
  };
  known.set(id, one);
  return one;
}
