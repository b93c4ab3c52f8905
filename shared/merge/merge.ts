import { strictestWrites } from '../consent/strictest.ts';
import { absorbing, wordsAhead } from '../customer/absorb.ts';
import type { Customer } from '../customer/customer.schema.ts';
import { isStopped, tellSenders } from '../customer/reach.ts';
import { Problem } from '../http/problem.ts';
import { reply, type Reply } from '../http/reply.ts';
import { cancel, queued } from '../job/job.ts';
import type { Job, JobKind } from '../job/job.schema.ts';
import { callWorker } from '../job/wake.ts';
import { visible, writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { idFor } from '../kernel/verbs.ts';
import { commit, IdempotencyRace, type TransactItem } from '../kernel/write.ts';
import { kinds } from './kinds.ts';
import type { MergeCustomers, MergePreview, MergeReceipt, MergeStarted } from './merge.schema.ts';
import { UNDO_DAYS } from './merge.schema.ts';
import { imagesOf, imagesWrite, merges, shownImage } from './merge.store.ts';
import { planned } from './plan.ts';

type Of = { customerId: Id<'customer'> };
type One = { mergeId: Id<'merge'> };

/** So many of a company may be under way at once. */
const PLACES = { of: 'merge', most: 20 };
/** So many records of a kind a preview counts. */
const MOST_COUNTED = 1_000;
const DAY_MS = 86_400_000;

/** What would come of a merge; nothing is written. */
async function preview(ctx: Context, { customerId, body }: Of & { body: MergeCustomers }): Promise<MergePreview> {
  const { survivor, others, says, fields } = await planned(ctx, customerId, body);
  const moved = await Promise.all(
    kinds.map(async (of) => {
      const found = await Promise.all(others.map((other) => of.find(ctx, other.customerId, MOST_COUNTED)));
      return { kind: of.kind, n: new Set(found.flat()).size };
    }),
  );
  const { version, createdBy, updatedAt } = survivor;
  const customer: Customer = { ...shownImage({ ...survivor, ...says }), version, updatedAt, createdBy };
  return { survivorId: customerId, customer, fields, moved };
}

/** One transaction holds 100 writes, and one of them is the key of the request. */
const MOST_WRITES = 99;
export function refuseTooLong(writes: readonly TransactItem[]): void {
  if (writes.length > MOST_WRITES)
    throw new Problem('conflict', 'Too many consents differ to merge these customers at once.');
}

/**
 * A job that goes with a change of customers: it is written down before the change and called after it, so that neither is
 * without the other. Where the change is refused, the job is cancelled; one that finds nothing to do ends.
 */
export async function withJob(
  ctx: Context,
  kind: JobKind & ('merge' | 'mergeUndo'),
  mergeId: Id<'merge'>,
  work: (job: Job) => Promise<unknown>,
): Promise<Job> {
  const keyless = { ...ctx, idempotency: undefined };
  const job = await queued(keyless, kind, { mergeId }, { permission: 'customers:merge', places: PLACES });
  try {
    await work(job);
  } catch (error) {
    // After any other failure the change may have been made: then the job does its work, and else finds nothing to do.
    if (error instanceof Problem || error instanceof IdempotencyRace) await cancel(keyless, job);
    throw error;
  }
  await callWorker(ctx, job.jobId);
  return job;
}

/**
 * Merges customers into one, in one transaction: it says what all of them said, their ids lead to it, its ledger of consents
 * is as strict as theirs together, and what they said before is kept until the merge cannot be undone any more. Of several
 * merges of one customer at once one is done; the others are refused (409).
 */
async function merged(ctx: Context, { customerId, body }: Of & { body: MergeCustomers }): Promise<MergeStarted> {
  const mergeId = idFor(ctx, 'merge');
  const job = await withJob(ctx, 'merge', mergeId, (queuedJob) =>
    retryOnConflict(ctx, async () => {
      const { survivor, others, says, fields } = await planned(ctx, customerId, body);
      const mergedIds = others.map((other) => other.customerId);
      const undoUntil = new Date(ctx.now.getTime() + UNDO_DAYS * DAY_MS).toISOString();
      // Before the customers are one: whoever looks for an address of theirs finds them, and who must not be written to is not.
      await wordsAhead(ctx, { ...survivor, ...says });
      if (isStopped(says)) await tellSenders(ctx, says, { doNotContact: true, at: ctx.now.toISOString() });
      const { after, writes } = absorbing(ctx, { survivor, others, says, mergeId });
      const draft = {
        mergeId,
        survivorId: customerId,
        mergedIds,
        status: 'running' as const,
        jobId: queuedJob.jobId,
        fields,
        moved: [],
        undoUntil,
      };
      const receipt = writesOf(ctx, merges, undefined, draft, { action: 'create' });
      const images = imagesWrite(ctx, draft, { before: [survivor, ...others], after });
      const strict = await strictestWrites(ctx, customerId, mergedIds);
      const all = [...writes, ...receipt.writes, ...images, ...strict];
      refuseTooLong(all);
      await commit(ctx, all, { status: 202, body: { mergeId, job: queuedJob } });
    }),
  );
  return { mergeId, job };
}

/** Merges customers into one, or shows what would come of it. */
export const merge = async (
  ctx: Context,
  input: Of & { body: MergeCustomers },
): Promise<Reply<MergePreview> | Reply<MergeStarted>> =>
  input.body.dryRun ? reply(200, await preview(ctx, input)) : reply(202, await merged(ctx, input));

/** What came of a merge, with the customers as they were before it; 404 where there is none. */
export async function get(ctx: Context, { mergeId }: One): Promise<MergeReceipt> {
  const found = await visible(ctx, merges, mergeId);
  const images = await imagesOf(ctx, mergeId);
  const isOpen = (found.status === 'running' || found.status === 'done') && found.undoUntil > ctx.now.toISOString();
  return { ...merges.publicOf(found), before: isOpen ? (images?.before ?? []).map(shownImage) : [] };
}

/** Whether a merge can be undone now; throws why not. */
export function refuseUndone(ctx: Context, { status, undoUntil }: Pick<MergeReceipt, 'status' | 'undoUntil'>): void {
  if (status === 'erased') throw new Problem('conflict', 'One of the customers was erased since.');
  if (status === 'running') throw new Problem('conflict', 'The merge is still under way.');
  if (status !== 'done') throw new Problem('conflict', 'The merge is undone already.');
  if (undoUntil <= ctx.now.toISOString()) throw new Problem('undo-expired', `It could be undone until ${undoUntil}.`);
}
