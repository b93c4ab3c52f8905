import { listOf } from '../http/list.ts';
import { invalid, Problem } from '../http/problem.ts';
import { change, create as createRecord, visible } from '../kernel/change.ts';
import { authorOf, type Context } from '../kernel/context.ts';
import { idFor } from '../kernel/verbs.ts';
import type { Stored } from '../kernel/store.ts';
import { dueOf, isOpen } from './clock.ts';
import {
  type CreateDataRequest,
  type DataRequest,
  type DataRequestFilter,
  type EditDataRequest,
  MOST_STEPS,
  type RejectRequest,
  type StoredDataRequest,
} from './data-request.schema.ts';
import { dataRequests } from './data-request.store.ts';
import { normalised } from './earlier.ts';
import { endRestriction } from './carry-out.ts';

export type One = { requestId: StoredDataRequest['requestId'] };
type Row = Stored<StoredDataRequest>;

/** So far clocks of callers may be ahead of ours. */
const CLOCKS_MS = 60_000;

/** Who did what when, as a request keeps it. */
export const stepOf = (ctx: Context, action: string) => ({ at: ctx.now.toISOString(), by: authorOf(ctx), action });

/** A request with a step more; the oldest ones go where there are too many. */
export const withStep = (ctx: Context, request: Row, action: string): Row => ({
  ...request,
  steps: [...request.steps, stepOf(ctx, action)].slice(-MOST_STEPS),
});

/**
 * Writes a request down with the time by which it is to be answered. 400 for one that was received in the future, and for one whose
 * time is up.
 */
export async function create(ctx: Context, { body }: { body: CreateDataRequest }): Promise<DataRequest> {
  const { receivedAt = ctx.now.toISOString(), ...said } = body;
  const dueAt = dueOf(body.regime, receivedAt);
  const refuse = (detail: string) => invalid({ pointer: '#/receivedAt', detail });
  if (Date.parse(receivedAt) > ctx.now.getTime() + CLOCKS_MS) throw refuse('must not lie in the future');
  if (dueAt <= ctx.now.toISOString()) throw refuse('lies so far back that the time to answer is up');
  return createRecord(ctx, dataRequests, {
    ...said,
    requestId: idFor(ctx, 'dataRequest'),
    receivedAt,
    dueAt,
    status: 'received',
    identity: { verified: false },
    steps: [stepOf(ctx, 'receive')],
  });
}

/** One request; 404 where there is none. */
export const get = async (ctx: Context, { requestId }: One): Promise<DataRequest> =>
  dataRequests.publicOf(await visible(ctx, dataRequests, requestId));

/** An answer that is given again: of a request only the id was kept, so it is told as it is now. */
export async function seen(ctx: Context, body: unknown): Promise<unknown> {
  if (typeof body !== 'object' || body === null || Object.keys(body).join() !== 'requestId') return body;
  return get(ctx, body as One);
}

/** Requests, newest first. */
export const list = listOf<DataRequestFilter & { at?: string }, Row, DataRequest>(
  'privacy.requests',
  {
    status: (row, wanted) => normalised(row).status === wanted,
    type: (row, wanted) => normalised(row).type === wanted,
    overdue: (row) => isOpen(normalised(row)),
    at: (row, at) => normalised(row).dueAt < at,
  },
  (ctx, _, from) => dataRequests.all(ctx, from),
  (row) => dataRequests.publicOf(row),
);

/** The same with what time it is, where only what is late is wanted. */
export const listRequests = (ctx: Context, query: DataRequestFilter & { limit: number; cursor?: string | undefined }) =>
  list(ctx, { ...query, ...(query.overdue && { at: ctx.now.toISOString() }) });

/** Makes a step in the life of a request that is open; 409 for one that has ended. */
export const step = (
  ctx: Context,
  { requestId, ifMatch }: One & { ifMatch?: number | undefined },
  action: string,
  alter: (request: Row) => Row | undefined,
): Promise<DataRequest> =>
  change(
    ctx,
    dataRequests,
    requestId,
    action,
    (before) => {
      const request = normalised(before);
      if (!isOpen(request)) throw new Problem('conflict', `The request has ended: it is ${request.status}.`);
      const after = alter(request);
      return after && withStep(ctx, after, action);
    },
    { ifMatch },
  );

/** Changes what is noted of an open request. */
export const edit = (
  ctx: Context,
  { body, ...one }: One & { ifMatch?: number | undefined; body: EditDataRequest },
): Promise<DataRequest> =>
  step(ctx, one, 'edit', (request) => ({
    ...request,
    ...(body.status !== undefined && { status: body.status }),
    ...('note' in body && { note: body.note ?? undefined }),
  }));

/** Records how it is known that the person is who the data is about. Again is no error. */
export const verify = (
  ctx: Context,
  { body, ...one }: One & { body: { method: NonNullable<DataRequest['identity']['method']> } },
): Promise<DataRequest> =>
  step(ctx, one, 'verify', (request) =>
    request.identity.verified
      ? undefined
      : {
          ...request,
          identity: { verified: true, method: body.method, at: ctx.now.toISOString() },
          ...(request.status === 'received' && { status: 'verified' as const }),
        },
  );

/** Gives more time, once, before the time is up; reminders begin anew. */
export const extend = (ctx: Context, { body, ...one }: One & { body: { reason: string } }): Promise<DataRequest> =>
  step(ctx, one, 'extend', (request) => {
    if (request.extended) throw new Problem('conflict', 'The request has been extended already; that happens once.');
    if (request.dueAt <= ctx.now.toISOString())
      throw new Problem('conflict', 'The time is up; more is to be asked for before it is.');
    const { action: _, ...by } = stepOf(ctx, 'extend');
    return {
      ...request,
      dueAt: dueOf(request.regime, request.receivedAt, { extended: true }),
      extended: { ...by, reason: body.reason, from: request.dueAt },
      remindedTo: undefined,
      reminder: undefined,
    };
  });

/** Closes a request without doing what was asked for. */
export const reject = (ctx: Context, { body, ...one }: One & { body: RejectRequest }): Promise<DataRequest> =>
  step(ctx, one, 'reject', (request) => {
    const { action: _, ...by } = stepOf(ctx, 'reject');
    return { ...request, status: 'rejected', rejected: { ...by, ...body } };
  });

/** Holds an erasure back, because the data has to be kept. 409 where it is under way: what is gone cannot be kept. */
export const hold = (ctx: Context, { body, ...one }: One & { body: { reason: string } }): Promise<DataRequest> =>
  step(ctx, one, 'hold', (request) => {
    if (request.jobId !== undefined && request.type === 'erasure')
      throw new Problem('conflict', 'The erasure is under way.');
    const { action: _, ...by } = stepOf(ctx, 'hold');
    return request.legalHold ? undefined : { ...request, legalHold: { ...by, reason: body.reason } };
  });

/** Releases the legal hold; of a restriction that was completed, the restriction. 409 where there is neither. */
export async function release(ctx: Context, { requestId }: One & { body: object }): Promise<DataRequest> {
  const request = normalised(await visible(ctx, dataRequests, requestId));
  if (request.type === 'restriction' && request.status === 'completed') {
    await endRestriction({ ...ctx, idempotency: undefined }, request.subject);
    return change(ctx, dataRequests, requestId, 'release', (before) => withStep(ctx, before, 'release'));
  }
  return step(ctx, { requestId }, 'release', (before) => {
    if (!before.legalHold) throw new Problem('conflict', 'There is no legal hold.');
    return { ...before, legalHold: undefined };
  });
}
