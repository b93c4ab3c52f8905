import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod';
import { log } from '../kernel/log.ts';
import type { Route } from './contract.ts';
import { type Cover, masked } from './masked.ts';
import { partsOf } from './schema-parts.ts';

/** A reply with a status or headers of its own; a verb that returns a plain body gets the route's first status. */
export class Reply<B = unknown> {
  readonly status: number;
  readonly body: B;
  readonly headers: Record<string, string>;
  constructor(status: number, body: B, headers: Record<string, string> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}
export const reply = <B>(status: number, body: B, headers?: Record<string, string>): Reply<B> =>
  new Reply(status, body, headers);

/** A record as a file that is saved under a name; it is as new as the record. */
export const attachment = (content: string, { name, version }: { name: string; version: number }): Reply<string> =>
  reply(200, content, {
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    etag: `"${version}"`,
  });

/**
 * Serialises a reply; unknown keys are stripped so that no stored field leaks. Where lists are masked, `cover` replaces
 * the personal data in what people wrote.
 */
export function structured(
  route: Route,
  { status, body, headers }: Reply,
  cover?: Cover,
): APIGatewayProxyStructuredResultV2 {
  if (route.contentType) {
    return {
      statusCode: status,
      headers: { 'content-type': route.contentType, ...headers },
      body: typeof body === 'string' ? body : '',
    };
  }
  const schema = route.reply[status];
  const declared = publicBody(schema, body);
  const visible = cover && schema ? masked(schema, declared, cover) : declared;
  const version = (visible as { version?: unknown } | undefined)?.version;
  return {
    statusCode: status,
    headers: {
      ...(visible !== undefined && { 'content-type': 'application/json' }),
      'cache-control': 'no-store',
      ...(typeof version === 'number' && { etag: `"${version}"` }),
      ...headers,
    },
    ...(visible !== undefined && { body: JSON.stringify(visible) }),
  };
}

function publicBody(schema: z.ZodType | null | undefined, body: unknown): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  // A reply outside its contract is our defect: tests stop at it, production still delivers the committed write.
  if (process.env['STRICT_REPLIES'] === 'true') throw new Error('reply outside its contract', { cause: parsed.error });
  log.warn('reply outside its contract', {
    issues: parsed.error.issues.map(({ path, code }) => `${path.join('.')}:${code}`),
  });
  return declaredOnly(schema, body);
}

/** Keeps what a schema names, without judging values: even a reply that fails its contract leaks no stored field. */
function declaredOnly(schema: z.ZodType, value: unknown): unknown {
  const { type, innerType, element, shape } = partsOf(schema);
  if ((type === 'optional' || type === 'nullable') && innerType) return declaredOnly(innerType, value);
  if (element && Array.isArray(value)) return value.map((item) => declaredOnly(element, item));
  if (!shape || typeof value !== 'object' || value === null) return value;
  const named = Object.entries(value).map(([key, inner]): [string, unknown] => {
    const own = shape[key];
    return [key, own && declaredOnly(own, inner)];
  });
  return Object.fromEntries(named.filter(([key]) => key in shape));
}
