import { linkTo } from '../kernel/files.ts';
import { invalid, orNone, Problem } from '../http/problem.ts';
import { reply, type Reply } from '../http/reply.ts';
import { get as getJob, start as startJob } from '../job/job.ts';
import { change, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { atOnce } from './carry-out.ts';
import type { CompleteRequest, DataRequest, Receipt, StoredDataRequest, StoredReceipt } from './data-request.schema.ts';
import { dataRequests } from './data-request.store.ts';
import { type One, withStep } from './data-request.ts';
import { normalised } from './earlier.ts';
import { folderOfRequest } from './folder.ts';

const LINK_S = 600;
const MOST_AT_A_TIME = 3;

/** 409 where a request must not be completed, and why. */
function refuseUnready({ status, identity, type, legalHold }: StoredDataRequest): void {
  if (status === 'rejected') throw new Problem('conflict', 'The request was rejected.');
  if (!identity.verified) throw new Problem('conflict', 'The identity of the person is not verified.');
  if (type === 'erasure' && legalHold)
    throw new Problem('conflict', `The data is under a legal hold since ${legalHold.at}: ${legalHold.reason}`);
}

/** Notes that a request is done, with its receipt; once. */
export const completed = (
  ctx: Context,
  { requestId }: One,
  receipt: StoredReceipt,
  alter: (request: StoredDataRequest) => object = (request) => request,
): Promise<DataRequest> =>
  change(ctx, dataRequests, requestId, 'complete', (before) => {
    const request = normalised(before);
    if (request.status === 'completed') return undefined;
    const done = { status: 'completed' as const, completedAt: receipt.completedAt, receipt };
    return withStep(ctx, { ...(alter(request) as typeof request), ...done }, 'complete');
  });

/**
 * Does what a request asks for: at once, or by a job. 409 before the identity is verified, for an erasure under a legal hold, and
 * for what was rejected. A request that is completed is answered as it is, and nothing is done again.
 */
export async function complete(
  ctx: Context,
  { requestId, body }: One & { body: CompleteRequest },
): Promise<Reply<DataRequest>> {
  const request = normalised(await visible(ctx, dataRequests, requestId));
  if (request.status === 'completed') return reply(200, dataRequests.publicOf(request));
  refuseUnready(request);
  if (body.correction && request.type !== 'rectification')
    throw invalid({ pointer: '#/correction', detail: 'is for a rectification alone' });
  const keyless = { ...ctx, idempotency: undefined };
  const act = atOnce[request.type];
  if (!act) return reply(202, await begun(ctx, request));
  const counts = await act(keyless, request, body);
  return reply(200, await completed(ctx, request, { completedAt: ctx.now.toISOString(), counts, files: [] }));
}

/** Has a job do it, unless one is at it. A job that has failed or was cancelled is followed by another. */
async function begun(ctx: Context, request: StoredDataRequest): Promise<DataRequest> {
  const { requestId, jobId } = request;
  const keyless = { ...ctx, idempotency: undefined };
  const before = jobId && (await orNone(getJob(ctx, { jobId })));
  if (before && !['failed', 'cancelled'].includes(before.status)) return get(ctx, request);
  const places = { of: 'dataRequest', most: MOST_AT_A_TIME };
  const job = await startJob(keyless, 'dataRequest', { requestId }, { permission: 'privacy:write', places });
  return change(ctx, dataRequests, requestId, 'begin', (now) => {
    const current = normalised(now);
    // The job may be faster than this.
    if (current.status === 'completed') return undefined;
    refuseUnready(current);
    return withStep(ctx, { ...current, status: 'in_progress', jobId: job.jobId }, 'begin');
  });
}

const get = async (ctx: Context, { requestId }: One): Promise<DataRequest> =>
  dataRequests.publicOf(await visible(ctx, dataRequests, requestId));

/** What a completed request has come to, with links to its files; 409 before. */
export async function receipt(ctx: Context, { requestId }: One): Promise<Receipt> {
  const request = normalised(await visible(ctx, dataRequests, requestId));
  if (!request.receipt) throw new Problem('conflict', `There is no receipt: the request is ${request.status}.`);
  const { files, filesUntil = '', ...told } = request.receipt;
  const areThere = filesUntil > ctx.now.toISOString();
  const folder = folderOfRequest(ctx, requestId);
  const { type, regime, receivedAt } = request;
  return {
    ...told,
    requestId,
    type,
    regime,
    receivedAt,
    files: await Promise.all(
      files.map(async (file) => ({
        ...file,
        ...(areThere && { url: await linkTo(`${folder}/${file.name}`, file.name, LINK_S) }),
      })),
    ),
    ...(filesUntil && { filesUntil }),
  };
}
