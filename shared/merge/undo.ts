import { mergedGrantsEnded, strictestWrites } from '../consent/strictest.ts';
import { releasing, wordsAhead } from '../customer/absorb.ts';
import type { StoredCustomer } from '../customer/customer.schema.ts';
import { holdersOf } from '../customer/external-ids.ts';
import { isStopped, tellSenders } from '../customer/reach.ts';
import { rowsOf } from '../customer/survivor.ts';
import { Problem } from '../http/problem.ts';
import type { Job } from '../job/job.schema.ts';
import { visible, writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { commit } from '../kernel/write.ts';
import { refuseTooLong, refuseUndone, withJob } from './merge.ts';
import type { StoredMerge } from './merge.schema.ts';
import { type Images, imagesGone, imagesOf, merges } from './merge.store.ts';
import { restoredOf } from './restored.ts';

type Row = Stored<StoredCustomer>;

/** The rows of a merge as they are now; 409 where the survivor is gone, or others are no longer what the merge left of them. */
async function rowsNow(ctx: Context, { mergeId, survivorId, mergedIds }: StoredMerge) {
  const rows = new Map((await rowsOf(ctx, [survivorId, ...mergedIds])).map((row) => [row.customerId, row]));
  const survivor = rows.get(survivorId);
  if (survivor?.mergedBy !== undefined)
    throw new Problem('conflict', 'The customer was merged again: undo that first.', {
      about: { mergeId: survivor.mergedBy },
    });
  if (!isThere(ctx, survivor)) throw new Problem('conflict', 'The customer is deleted: restore them first.');
  const gone = mergedIds.flatMap((id) => rows.get(id) ?? []).filter(({ mergedBy }) => mergedBy === mergeId);
  if (gone.length < mergedIds.length) throw new Problem('conflict', 'One of the customers was erased since.');
  return { survivor, gone };
}

/** Refuses (409) where an external id of who is to come back is somebody else's by now. */
async function refuseTaken(ctx: Context, survivorId: Id<'customer'>, before: readonly Row[]): Promise<void> {
  const theirs = before.flatMap(({ customerId, externalIds = [] }) =>
    externalIds.map((one) => ({ ...one, customerId })),
  );
  const holders = await holdersOf(ctx, theirs);
  for (const { source, id } of theirs) {
    const holder = holders.get(`${source} ${id}`);
    if (holder !== undefined && holder !== survivorId)
      throw new Problem('conflict', `${holder} has the external id ${id} by now.`, { about: { customerId: holder } });
  }
}

/** Lets senders write again to whom only another one of the merge had stopped. */
async function free(ctx: Context, { before, after }: Images): Promise<void> {
  if (!isStopped(after)) return;
  const stopped = before.filter(isStopped);
  const addresses = new Set(stopped.flatMap(({ emails = [] }) => emails.map(({ address }) => address.toLowerCase())));
  const numbers = new Set(stopped.flatMap(({ phones = [] }) => phones.map(({ number }) => number)));
  const told = { doNotContact: false, at: ctx.now.toISOString() };
  for (const { emails = [], phones = [] } of before.filter((one) => !isStopped(one))) {
    const open = {
      emails: emails.filter(({ address }) => !addresses.has(address.toLowerCase())),
      phones: phones.filter(({ number }) => !numbers.has(number)),
    };
    await tellSenders(ctx, { ...open, doNotContact: undefined }, told);
  }
}

/**
 * Undoes a merge within 30 days, in one transaction: all customers are there again as they were, but for what was changed of
 * the survivor since; whoever said no to anything is refused as all of them are. A job points the moved records back. 409
 * where it is too late, not possible any more, or done already.
 */
export async function undo(ctx: Context, { mergeId }: { mergeId: Id<'merge'> }): Promise<Job> {
  refuseUndone(ctx, merges.publicOf(await visible(ctx, merges, mergeId)));
  let images: Images | undefined;
  const job = await withJob(ctx, 'mergeUndo', mergeId, (queuedJob) =>
    retryOnConflict(ctx, async () => {
      const found = await visible(ctx, merges, mergeId);
      refuseUndone(ctx, found);
      const [now, read] = await Promise.all([rowsNow(ctx, found), imagesOf(ctx, mergeId)]);
      if (!read) throw new Problem('undo-expired');
      images = read;
      const [, ...before] = read.before;
      await refuseTaken(ctx, found.survivorId, before);
      for (const image of before) await wordsAhead(ctx, image);
      const { says, kept } = restoredOf(now.survivor, read);
      await wordsAhead(ctx, says);
      const restored = now.gone.flatMap((row) => {
        const image = before.find(({ customerId }) => customerId === row.customerId);
        return image ? [{ row, says: image }] : [];
      });
      const { writes } = releasing(ctx, { survivor: now.survivor, says, restored });
      const status = 'undoing' as const;
      const noted = { ...found, status, jobId: queuedJob.jobId, ...(kept.length > 0 && { kept }) };
      const receipt = writesOf(ctx, merges, found, noted, { action: 'undo' });
      const strict = await Promise.all([
        mergedGrantsEnded(ctx, found.survivorId, found.mergedIds),
        ...found.mergedIds.map((id) => strictestWrites(ctx, id, [found.survivorId], { onlyNo: true })),
      ]);
      const all = [...writes, ...receipt.writes, ...imagesGone(ctx, found), ...strict.flat()];
      refuseTooLong(all);
      await commit(ctx, all, { body: queuedJob });
    }),
  );
  if (images) await free(ctx, images);
  return job;
}
