import type * as z from 'zod';
import type { Permission } from '../kernel/permissions.ts';
import type { ProblemCode } from './problem.ts';

/**
 * One operation of the API, as pure data. The gateway, validation, OpenAPI document, typed client
 * and the generated tests all derive from it.
 */
export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** API Gateway path, e.g. `/api/crm/feedback/{feedbackId}`. */
  path: string;
  summary: string;
  description?: string;
  /** `token`: any caller whose token names a company. `public` routes need no token and run without a company. */
  permission: Permission | 'token' | 'public';
  /** Is enough in its place for what is the caller's own; the verb refuses everything else (404). */
  own?: Permission;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Body schema per success status; `null` is an empty body. The first one is the default status. */
  reply: Record<number, z.ZodType | null>;
  /** Problems beyond the common ones (400, 401, 403, 404, 413, 415, 429, 500). */
  problems?: readonly ProblemCode[];
  /** Takes `If-Match`; the single resource answers with an `ETag`. */
  ifMatch?: boolean;
  /** Accepts `application/x-www-form-urlencoded` beside JSON. */
  form?: boolean;
  /** Scripts of any site may call it and read its replies. For routes that rest on no credentials of a browser. */
  anyOrigin?: boolean;
  /** Replies with something else than JSON; the verb sets the body as a string. */
  contentType?: string;
  /** All types that it may answer with, where they are several. */
  contentTypes?: readonly string[];
  /** Its refusals are of its content type, too, unless the request is JSON. */
  refusalPages?: boolean;
  /** What to do instead, told to whoever sends a body that is too large. */
  insteadOfLarge?: string;
  /** A public route that rests on a signature over the bytes of the body: whoever calls is admitted before it is read. */
  signed?: boolean;
  /** Largest body in bytes; 1 MB by default. */
  maxBytes?: number;
};

export type Routes = Record<string, Route>;
export type Contract<R extends Routes = Routes> = {
  resource: string;
  routes: R;
  /** Routes of the same paths that another function serves: a method of theirs is one that the path has. */
  elsewhere?: Routes;
};

export function defineRoutes<const R extends Routes>(resource: string, routes: R, elsewhere?: Routes): Contract<R> {
  return { resource, routes, ...(elsewhere && { elsewhere }) };
}

export type Method = Route['method'] | 'HEAD' | 'OPTIONS';

/** What a route is called: method and path. */
export const routeKey = (route: { method: Method; path: string }): string => `${route.method} ${route.path}`;

/**
 * What a route answers to. Pages take HEAD, too: mail gateways and link checkers ask that way whether a link is good.
 * Where any site may call, browsers ask with OPTIONS first.
 */
export const methodsOf = ({
  method,
  contentType,
  anyOrigin,
}: Pick<Route, 'method' | 'contentType' | 'anyOrigin'>): Method[] => [
  method,
  ...(method === 'GET' && contentType?.startsWith('text/html') ? (['HEAD'] as const) : []),
  ...(anyOrigin ? (['OPTIONS'] as const) : []),
];

/** Whether a route takes an `Idempotency-Key`. Pages do without: an answer replaces the one before it. */
export const takesKey = ({ method, contentType }: Pick<Route, 'method' | 'contentType'>): boolean =>
  method === 'POST' && contentType === undefined;

type Parsed<S, Absent> = S extends z.ZodType ? z.output<S> : Absent;
type Fields<S> = S extends z.ZodType ? z.output<S> : unknown;
/** What a verb receives from a route, parsed: parameters of path and query by their names, and also as a whole. */
export type Input<R extends Route> = Fields<R['params']> &
  Fields<R['query']> & {
    params: Parsed<R['params'], Record<string, never>>;
    query: Parsed<R['query'], Record<string, never>>;
    body: Parsed<R['body'], undefined>;
    /** The version named by If-Match, when given. */
    ifMatch: number | undefined;
    request: RequestInfo;
  };
/** What the transport knows and few verbs need. */
export type RequestInfo = {
  /** Scheme and host under which the API was called, with the stage path where there is one. */
  origin: string;
  path: string;
  sourceIp: string;
  userAgent: string;
  headers: Record<string, string | undefined>;
};

type ReplyInput<S> = S extends z.ZodType ? z.input<S> : undefined;
/** Any of the bodies a route may answer with. */
export type ReplyBody<R extends Route> = { [S in keyof R['reply']]: ReplyInput<R['reply'][S]> }[keyof R['reply']];
/** What a client receives. */
export type ReplyOutput<R extends Route> = {
  [S in keyof R['reply']]: R['reply'][S] extends z.ZodType ? z.output<R['reply'][S]> : undefined;
}[keyof R['reply']];
