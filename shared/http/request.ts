import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import { fieldsOf } from './fields.ts';
import { parseJson } from './json.ts';
import { multipartFields } from './multipart.ts';
import type { RequestInfo, Route } from './contract.ts';
import { type FieldError, invalid, Problem } from './problem.ts';

const DEFAULT_MAX_BYTES = 1_000_000;

/** Body text of an event, checked for size, encoding and content type. */
export function bodyText(route: Route, event: APIGatewayProxyEventV2): string {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > (route.maxBytes ?? DEFAULT_MAX_BYTES)) throw new Problem('too-large', route.insteadOfLarge);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!event.isBase64Encoded) refuseReplaced(event, text, bytes.length);
    return text;
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem('invalid-json', 'The body is not valid UTF-8.', { cause });
  }
}

/**
 * The gateway decodes a text and puts U+FFFD in the place of bytes that are no UTF-8. A U+FFFD that was sent leaves the
 * body as long as its Content-Length says; without that header it has to be escaped. Not seen: a character of four
 * bytes that was cut after its third, because U+FFFD has three bytes, too.
 */
function refuseReplaced(event: APIGatewayProxyEventV2, text: string, length: number): void {
  if (!text.includes('\uFFFD') || Number(header(event, 'content-length')) === length) return;
  throw new Problem('invalid-json', 'The body is not valid UTF-8, or holds U+FFFD: write it as \\ufffd.');
}

/** The body as a value: JSON, or form fields where the route takes forms. */
export function parseBody(route: Route, event: APIGatewayProxyEventV2, text: string): unknown {
  if (!route.body) {
    if (text !== '' && text !== '{}')
      throw new Problem('validation-failed', 'This operation takes no body.', {
        errors: [{ pointer: '#', detail: 'must be empty' }],
      });
    return undefined;
  }
  const type = header(event, 'content-type') ?? '';
  const [mediaType = '', ...parameters] = type
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  if (header(event, 'content-encoding') || (charset && charset !== 'utf-8' && charset !== 'utf8')) {
    throw new Problem('unsupported-media-type', 'Bodies are plain UTF-8.');
  }
  if (route.form && mediaType === 'application/x-www-form-urlencoded') return fieldsOf(decoded(text, 'body'));
  if (route.form && mediaType === 'multipart/form-data') return multipartFields(text, type);
  if (mediaType !== 'application/json' && !mediaType.endsWith('+json')) {
    throw new Problem('unsupported-media-type', 'Send the body as application/json.');
  }
  return parseJson(text);
}

/** Names and values of a query or form. Bytes that are no UTF-8 are refused: they would be stored as U+FFFD. */
function decoded(encoded: string, where: 'body' | 'parameter'): [string, string][] {
  const errors = encoded
    .split('&')
    .filter((pair) => !isUtf8(pair))
    .flatMap((pair) => [...new URLSearchParams(pair).keys()])
    .map((name) => fieldError(where, [name], 'must be valid UTF-8'));
  if (errors.length > 0) throw new Problem('validation-failed', undefined, { errors });
  return [...new URLSearchParams(encoded)];
}

/** A U+FFFD that somebody sent is text like any other; one that stands there unencoded came from a decoder. */
function isUtf8(encoded: string): boolean {
  if (encoded.includes('\uFFFD')) return false;
  try {
    for (const [bytes] of encoded.matchAll(/(?:%[\da-f]{2})+/gi)) decodeURIComponent(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Query parameters; one given twice is an error, because the gateway would join both with a comma. */
export function parseQuery(event: APIGatewayProxyEventV2): Record<string, string> {
  if (event.rawQueryString === '') return {};
  const query = decoded(event.rawQueryString, 'parameter');
  const names = query.map(([name]) => name);
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  if (repeated.length > 0) {
    throw new Problem('validation-failed', undefined, {
      errors: [...new Set(repeated)].map((parameter) => ({ parameter, detail: 'given more than once' })),
    });
  }
  return Object.fromEntries(query);
}

type Checked<S> = { data?: S; errors: FieldError[] };

/** Parses with a schema and collects every issue, not just the first. */
export function check<S extends z.ZodType>(
  schema: S | undefined,
  value: unknown,
  where: 'body' | 'parameter',
): Checked<z.output<S>> {
  if (!schema) {
    const names = where === 'parameter' ? Object.keys(value as object) : [];
    return { errors: names.map((parameter) => ({ parameter, detail: 'unknown parameter' })) };
  }
  const { success, data, error } = schema.safeParse(value);
  return success ? { data, errors: [] } : { errors: fieldErrors(error, where) };
}

/** What a schema makes of a value, for what is checked beside a request's own body; 400 with a pointer for each issue. */
export function parsedAs<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw invalid(...fieldErrors(error));
}

/** Zod issues as the `errors` of a problem. */
export function fieldErrors(error: z.ZodError, where: 'body' | 'parameter' = 'body'): FieldError[] {
  return error.issues.flatMap((issue) => {
    const extra = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
    return extra.map((key) => {
      const path = key === undefined ? issue.path : [...issue.path, key];
      return fieldError(where, path, key === undefined ? issue.message : 'unknown field');
    });
  });
}

const fieldError = (where: 'body' | 'parameter', path: readonly PropertyKey[], detail: string): FieldError =>
  where === 'parameter' ? { parameter: path.join('.'), detail } : { pointer: pointer(path), detail };

const pointer = (path: readonly PropertyKey[]): string =>
  ['#', ...path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');

/** Gateway headers arrive in lower case. */
export const header = (event: APIGatewayProxyEventV2, name: string): string | undefined =>
  event.headers[name] ?? undefined;

/** The version in an `If-Match` header; anything but one strong tag of ours is 400. */
export function ifMatchOf(event: APIGatewayProxyEventV2): number | undefined {
  const value = header(event, 'if-match');
  if (value === undefined || value.trim() === '*') return undefined;
  const match = /^"(\d{1,15})"$/.exec(value.trim());
  if (!match) {
    throw new Problem('validation-failed', undefined, {
      errors: [{ parameter: 'If-Match', detail: 'must be one version in quotes, as given in ETag' }],
    });
  }
  return Number(match[1]);
}

export function requestInfo(event: APIGatewayProxyEventV2): RequestInfo {
  const { domainName, http } = event.requestContext;
  return {
    origin: process.env['PUBLIC_URL'] ?? `https://${domainName}`,
    path: event.rawPath,
    // The gateway's own view: X-Forwarded-For is the caller's to write.
    sourceIp: http.sourceIp,
    userAgent: http.userAgent,
    headers: event.headers,
  };
}
