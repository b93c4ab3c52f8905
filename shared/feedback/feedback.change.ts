import { Problem } from '../http/problem.ts';
import { authorOf, type Context } from '../kernel/context.ts';
import { compact } from '../kernel/json.ts';
import { isContention, retryOnConflict } from '../kernel/retry.ts';
import { commit, type TransactItem } from '../kernel/write.ts';
import type { Feedback, LastAction, StoredFeedback } from './feedback.schema.ts';
import { type DraftFeedback, draftOf, find, itemOf, publicOf, replaceItem } from './feedback.store.ts';
import type { Id } from '../kernel/id-kinds.ts';

type Options = {
  /** The version that the caller has seen; without it a change is made to whatever the record is now. */
  ifMatch?: number | undefined;
  /** Success status of the route, for the reply that an Idempotency-Key keeps. */
  status?: number;
  /** Whether a deleted record may be changed. */
  deleted?: boolean;
};

/** Writes of other rows that are part of a change's transaction; where a condition of theirs fails, all starts over. */
type Also = { also?: (after: StoredFeedback) => TransactItem[] };

/** A record that this caller may know of; 404 for any other, without saying why. */
export async function visible(
  ctx: Context,
  feedbackId: Id<'feedback'>,
  options: Pick<Options, 'deleted'> = {},
): Promise<StoredFeedback> {
  const record = await find(ctx, feedbackId);
  if (!record || !isVisible(ctx, record, options)) throw new Problem('not-found');
  return record;
}

/** Whether this caller may know of a record. */
export const isVisible = (
  ctx: Context,
  { snapshot, deletedAt, expiresAt }: StoredFeedback,
  { deleted = false }: Pick<Options, 'deleted'> = {},
): boolean =>
  (!ctx.actor.ownOnly || snapshot?.agentId === ctx.actor.id) &&
  (deletedAt === undefined || deleted) &&
  // TTL removes late: what is past its time is gone.
  (expiresAt === undefined || expiresAt > ctx.now.getTime() / 1000);

/**
 * Makes one change to a record: reads it, lets `alter` say what it shall be (undefined: nothing to do), and writes
 * it if nobody was faster; otherwise starts over. Throws `not-found`, and `version-conflict` where `ifMatch` is
 * given and not the record's version.
 */
export async function change(
  ctx: Context,
  feedbackId: Id<'feedback'>,
  action: LastAction,
  alter: (before: DraftFeedback) => Promise<DraftFeedback | undefined> | DraftFeedback | undefined,
  { ifMatch, status = 200, deleted = false, also = () => [] }: Options & Also = {},
): Promise<Feedback> {
  return retryOnConflict(ctx, async () => {
    const before = await visible(ctx, feedbackId, { deleted });
    if (ifMatch !== undefined && before.version !== ifMatch) throw new Problem('version-conflict');
    const altered = await alter(draftOf(before));
    if (!altered) return publicOf(before);
    const after = itemOf(ctx, compact(stamped(ctx, altered, action)));
    const body = publicOf(after);
    try {
      await commit(ctx, [replaceItem(after, before.revision), ...also(after)], { status, body });
      return body;
    } catch (error) {
      const now = isContention(error) ? await find(ctx, feedbackId) : undefined;
      if (now && isOurs(now, after)) return body;
      throw error;
    }
  });
}

/** What every edit leaves behind: the next version and revision, when, by whom, and why. */
const stamped = (ctx: Context, draft: DraftFeedback, action: LastAction): DraftFeedback => ({
  ...draft,
  silent: undefined,
  version: draft.version + 1,
  revision: draft.revision + 1,
  updatedAt: ctx.now.toISOString(),
  lastActor: authorOf(ctx),
  lastRequestId: ctx.requestId,
  lastAction: action,
});

/** The SDK repeats a plain put whose reply was lost, and the repetition fails on the revision that the first one wrote. */
const isOurs = (now: StoredFeedback, meant: StoredFeedback): boolean =>
  now.revision === meant.revision && now.lastRequestId === meant.lastRequestId && now.lastAction === meant.lastAction;
