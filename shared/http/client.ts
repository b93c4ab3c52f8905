import type { Contract, ReplyOutput, Route, Routes } from './contract.ts';
import type * as z from 'zod';

/** A request that the API refused; `problem` is its `application/problem+json` body. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly problem: { type: string; title: string; detail?: string; requestId?: string; errors?: unknown[] };
  /** Of `Retry-After`: when to send the same again (429, 503). */
  readonly retryAfterSeconds: number | undefined;
  constructor(status: number, problem: ApiError['problem'], retryAfterSeconds?: number) {
    super(problem.detail ?? problem.title);
    this.status = status;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

type In<S> = S extends z.ZodType ? z.input<S> : never;
type CallInput<R extends Route> = (R['params'] extends z.ZodType ? { params: In<R['params']> } : { params?: never }) &
  (R['query'] extends z.ZodType ? { query?: In<R['query']> } : { query?: never }) &
  (R['body'] extends z.ZodType ? { body: In<R['body']> } : { body?: never }) & {
    idempotencyKey?: string;
    ifMatch?: number;
  };
type Optional<T> = Record<string, never> extends T ? [input?: T] : [input: T];
/** One async function per operation; it resolves to the success body and rejects with {@link ApiError}. */
export type Client<R extends Routes> = {
  [Op in keyof R]: (...input: Optional<CallInput<R[Op]>>) => Promise<ReplyOutput<R[Op]>>;
};

export type ClientOptions = {
  /** Base URL without a trailing slash. */
  url: string;
  /** Bearer token, or how to get one. */
  token?: string | (() => Promise<string>);
  fetch?: typeof fetch;
};

/** A typed client for a contract, by inference alone: `client(feedbackRoutes, { url }).submit({ body })`. */
export function client<R extends Routes>(contract: Contract<R>, options: ClientOptions): Client<R> {
  const calls = Object.entries(contract.routes).map(([name, route]) => [
    name,
    (input: AnyInput = {}) => call(route, input, options),
  ]);
  return Object.fromEntries(calls) as Client<R>;
}

type AnyInput = {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  idempotencyKey?: string;
  ifMatch?: number;
};

async function call(route: Route, input: AnyInput, options: ClientOptions): Promise<unknown> {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input.params?.[name])));
  const given = Object.entries(input.query ?? {}).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString();
  const token = typeof options.token === 'function' ? await options.token() : options.token;
  const response = await (options.fetch ?? fetch)(`${options.url}${path}${query && `?${query}`}`, {
    method: route.method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(input.body !== undefined && { 'content-type': 'application/json' }),
      ...(input.idempotencyKey && { 'idempotency-key': input.idempotencyKey }),
      ...(input.ifMatch !== undefined && { 'if-match': `"${input.ifMatch}"` }),
    },
    ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
  });
  const text = await response.text();
  if (!response.ok) {
    const seconds = response.headers.get('retry-after') ?? undefined;
    throw new ApiError(response.status, problemOf(response, text), seconds === undefined ? undefined : Number(seconds));
  }
  if (text === '') return undefined;
  return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
}

/** The gateway's own errors (401, 413, 429, 503) are `{"message"}`; they are given the shape of all others. */
function problemOf(response: Response, text: string): ApiError['problem'] {
  const json = response.headers.get('content-type')?.includes('json')
    ? (JSON.parse(text) as Record<string, unknown>)
    : {};
  if (typeof json['type'] === 'string') return json as ApiError['problem'];
  return { type: 'about:blank', title: typeof json['message'] === 'string' ? json['message'] : response.statusText };
}
