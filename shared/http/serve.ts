import middy from '@middy/core';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context as LambdaContext } from 'aws-lambda';
import type { Context } from '../kernel/context.ts';
import { findReply, type Idempotency, idempotencyOf, idempotencyPut, type StoredReply } from '../kernel/idempotency.ts';
import { log } from '../kernel/log.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { commit, IdempotencyRace } from '../kernel/write.ts';
import {
  type Contract,
  type Input,
  type Method,
  methodsOf,
  type ReplyBody,
  type Route,
  routeKey,
  type Routes,
  takesKey,
} from './contract.ts';
import { preflight, readable } from './cors.ts';
import { matcherOf } from './gateway.ts';
import { contextOf, publicContext } from './identity.ts';
import { problemReply } from './failure.ts';
import { type Cover, type Masking, needsMasking } from './masked.ts';
import { Problem } from './problem.ts';
import { Reply, reply, structured } from './reply.ts';
import { bodyText, check, header, ifMatchOf, parseBody, parseQuery, requestInfo } from './request.ts';

export type Verb<R extends Route> = (
  ctx: Context,
  input: Input<R>,
) => Promise<ReplyBody<R> | Reply<ReplyBody<R>>> | ReplyBody<R> | Reply<ReplyBody<R>>;
export type Verbs<R extends Routes> = { [Op in keyof R]: Verb<R[Op]> };
/** Authenticates a public request by its form key, link token or signature, for one company; throws 401, 404 or 429. */
export type Admit = (
  ctx: Context,
  params: Record<string, string | undefined>,
  request: { headers: Readonly<Record<string, string | undefined>>; text: string },
) => Promise<Context>;

/** What an answer says beside what was stored of it, such as a secret; asked for again when the answer is repeated. */
type Complete = (ctx: Context, body: unknown) => Promise<object>;

/** What a function brings beside its verbs. */
export type Parts<Op extends string = string> = {
  /** For public routes. */
  admit?: Admit;
  /** For lists of what people wrote. */
  masking?: Masking;
  /** Per operation: what is shown with its answers, and not kept for requests that are repeated. */
  completed?: Partial<Record<Op, Complete>>;
  /** What this caller may see of an answer, the first or a repeated one; asked for with each. */
  seen?: (ctx: Context, body: unknown) => Promise<unknown>;
  /** Notes that somebody reads what an answer to a GET holds; the answer waits for it. */
  read?: (ctx: Context, answer: Answer) => Promise<void>;
};

/** What is about to be answered to whom, for who has to note it. */
export type Answer = {
  route: Pick<Route, 'method' | 'path'>;
  params: Record<string, string | undefined>;
  body: unknown;
};

type AnyVerb = (ctx: Context, input: Input<Route>) => unknown;
export type HttpHandler = (
  event: APIGatewayProxyEventV2,
  context: LambdaContext,
) => Promise<APIGatewayProxyStructuredResultV2>;

const noAdmission: Admit = async (ctx) => ctx;

/** Time kept back from the deadline to send a reply. */
const REPLY_MS = 1_500;

/** A contract with what answers to it. */
type Served = { contract: Contract; verbs: Record<string, AnyVerb>; parts: Parts };

/** Binds verbs to a contract; a missing or extra verb does not compile. */
export const bind = <R extends Routes>(
  contract: Contract<R>,
  verbs: Verbs<R>,
  parts: Parts<keyof R & string> = {},
): Served => ({
  contract,
  verbs: verbs as unknown as Record<string, AnyVerb>,
  parts,
});

/** The function of one contract. */
export const serve = <R extends Routes>(
  contract: Contract<R>,
  verbs: Verbs<R>,
  parts: Parts<keyof R & string> = {},
): HttpHandler => serveAll(bind(contract, verbs, parts));

/** The function of several contracts, whose paths differ. */
export function serveAll(...served: readonly Served[]): HttpHandler {
  const match = matcherOf(
    served.flatMap(({ contract, verbs, parts }) => [
      ...operationsOf(contract.routes, (name) => verbs[name] as AnyVerb, parts),
      ...operationsOf(contract.elsewhere ?? {}, () => misrouted, parts),
    ]),
  );

  const dispatch = async (event: APIGatewayProxyEventV2, lambda: LambdaContext) => {
    const started = performance.now();
    log.appendKeys({ requestId: event.requestContext.requestId, route: event.routeKey });
    const matched = match(event);
    if (!matched) throw new Problem('not-found');
    const { found, params, allow } = matched;
    if (!found) throw notAllowed(allow);
    const { route, method } = found;
    log.appendKeys({ route: routeKey(found) });
    if (method === 'OPTIONS') return readable(route, preflight(route));
    const now = new Date();
    const deadline = new Date(now.getTime() + lambda.getRemainingTimeInMillis() - REPLY_MS);
    const { permission, own } = route;
    const ctx =
      permission === 'public'
        ? { ...publicContext(event.requestContext.requestId, now), deadline }
        : await contextOf(event, now, deadline);
    if (ctx.companyId) log.appendKeys({ company: ctx.companyId });
    if (permission !== 'public' && permission !== 'token') {
      const { permissions } = ctx.actor;
      if (!permissions.has(permission) && !(own && permissions.has(own)))
        throw new Problem('forbidden', `This needs the permission ${permission}.`);
    }
    const answer = await answerOf(found, ctx, { ...event, pathParameters: params });
    log.info('request', { status: answer.statusCode, ms: Math.round(performance.now() - started) });
    return readable(route, method === 'HEAD' ? { ...answer, body: '' } : answer);
  };

  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(dispatch)
    .use(injectLambdaContext(log as never, { resetKeys: true }))
    .onError((request) => {
      const { found } = match(request.event) ?? {};
      request.response = readable(found?.route, problemReply(request.error, request.event));
    }) as unknown as HttpHandler;
}

type Operation = {
  method: Method;
  path: string;
  route: Route;
  verb: AnyVerb;
  parts: Parts;
  complete: Complete | undefined;
};

const operationsOf = (routes: Routes, verbOf: (name: string) => AnyVerb, parts: Parts): Operation[] =>
  Object.entries(routes).flatMap(([name, route]) =>
    methodsOf(route).map((method) => ({
      method,
      path: route.path,
      route,
      verb: verbOf(name),
      parts,
      complete: parts.completed?.[name],
    })),
  );

/** The gateway has a route of its own for each of these. */
const misrouted: AnyVerb = () => {
  throw new Error('a request came to a function that does not serve it');
};

const notAllowed = (methods: readonly Method[]): Problem => {
  const allow = [...new Set(methods)].toSorted().join(', ');
  return new Problem('method-not-allowed', `The path answers to ${allow}.`, { headers: { allow } });
};

async function answerOf({ route, verb, parts, complete }: Operation, caller: Context, event: APIGatewayProxyEventV2) {
  const { admit = noAdmission, masking, seen } = parts;
  const text = bodyText(route, event);
  const admitted = () => admit(caller, event.pathParameters ?? {}, { headers: event.headers, text });
  const known = route.signed ? await admitted() : undefined;
  const input = inputOf(route, event, text);
  const ctx = known ?? (await admitted());
  if (ctx.companyId !== caller.companyId) log.appendKeys({ company: ctx.companyId });
  const key = ctx.companyId && takesKey(route) ? header(event, 'idempotency-key') : undefined;
  if (key === undefined) {
    const made = await seenBy(ctx, await completely(ctx, await replyOf(route, verb, ctx, input), complete), seen);
    if (route.method === 'GET') await parts.read?.(ctx, { route, params: event.pathParameters ?? {}, body: made.body });
    return structured(route, made, await coverOf(route, made.status, ctx, masking));
  }
  if (!/^[\x20-\x7e]{1,255}$/.test(key))
    throw new Problem('invalid-idempotency-key', 'It has 1 to 255 printable ASCII characters.');

  const request = `${route.method} ${event.rawPath}?${event.rawQueryString}`;
  const idempotency = idempotencyOf(ctx, request, key, input.body, firstStatus(route));
  const answer = await keyedAnswer({ ...ctx, idempotency }, (keyed) => replyOf(route, verb, keyed, input));
  return structured(route, await seenBy(ctx, await completely(ctx, answer, complete), seen));
}

/** How a reply is masked; only pages of what people wrote ever are. */
async function coverOf(
  route: Route,
  status: number,
  ctx: Context,
  masking: Masking | undefined,
): Promise<Cover | undefined> {
  const schema = route.reply[status];
  if (!schema || !needsMasking(schema)) return undefined;
  if (!masking) throw new Error(`${routeKey(route)} lists what people wrote: its function must bring a masking`);
  return masking(ctx);
}

/** Answers as the first request with this key was answered; of several at once, one does the work. */
function keyedAnswer(
  ctx: Context & { idempotency: Idempotency },
  work: (ctx: Context) => Promise<Reply>,
): Promise<Reply> {
  const { idempotency } = ctx;
  const earlier = () => findReply(ctx.db, idempotency, ctx.now);
  return retryOnConflict(ctx, async () => {
    const known = await earlier();
    if (known) return replayed(known);
    try {
      const made = await work(ctx);
      // A verb that wrote nothing in one transaction still owes the caller the same answer next time.
      if (!idempotency.committed) await commit(ctx, [idempotencyPut(idempotency, stored(made), ctx.now)]);
      return made;
    } catch (error) {
      // Also a refusal (the version has changed, say) may only mean that the same request was faster. After a lost
      // race the next try looks for its reply first.
      if (!(error instanceof IdempotencyRace || error instanceof Problem)) throw error;
      const winner = await earlier();
      if (!winner) throw error;
      return replayed(winner);
    }
  });
}

const stored = ({ status, body, headers }: Reply): StoredReply => ({ status, body, headers });

const replayed = ({ status, body, headers }: StoredReply): Reply =>
  reply(status, body, { ...headers, 'idempotency-replayed': 'true' });

const completely = async (ctx: Context, made: Reply, complete: Complete | undefined): Promise<Reply> =>
  complete ? reply(made.status, { ...(made.body as object), ...(await complete(ctx, made.body)) }, made.headers) : made;

const seenBy = async (ctx: Context, made: Reply, seen: Parts['seen']): Promise<Reply> =>
  seen ? reply(made.status, await seen(ctx, made.body), made.headers) : made;

function inputOf(route: Route, event: APIGatewayProxyEventV2, text: string): Input<Route> {
  // An id that cannot exist is an unknown id: 404, so that nothing can be learnt from the difference.
  const params = route.params?.safeParse(event.pathParameters ?? {});
  if (params && !params.success) throw new Problem('not-found');
  const query = check(route.query, parseQuery(event), 'parameter');
  const body = check(route.body, parseBody(route, event, text), 'body');
  const errors = [...query.errors, ...body.errors];
  if (errors.length > 0) throw new Problem('validation-failed', undefined, { errors });
  return {
    ...params?.data,
    ...query.data,
    params: params?.data ?? {},
    query: query.data ?? {},
    body: body.data,
    ifMatch: route.ifMatch ? ifMatchOf(event) : undefined,
    request: requestInfo(event),
  } as Input<Route>;
}

async function replyOf(route: Route, verb: AnyVerb, ctx: Context, input: Input<Route>): Promise<Reply> {
  const result = await verb(ctx, input);
  return result instanceof Reply ? result : reply(firstStatus(route), result);
}

const firstStatus = ({ reply: replies }: Route): number => Number(Object.keys(replies)[0]);
