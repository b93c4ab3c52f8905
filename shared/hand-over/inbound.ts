import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { asItWas } from '../feedback/feedback.projection.ts';
import { orNone, Problem } from '../http/problem.ts';
import { Initiative } from '../initiative/initiative.schema.ts';
import { edit, get as getInitiative } from '../initiative/initiative.ts';
import { visible, writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { keyPart } from '../kernel/ids.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import type { Stored } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { commit, ConditionFailed, type TransactItem } from '../kernel/write.ts';
import type { Tracker, TrackerSays } from '../tracker/tracker.schema.ts';
import { get as getTracker } from '../tracker/tracker.ts';
import { decide } from '../triage/decide.ts';
import { recordOf } from '../triage/voices.ts';
import type { HandOver } from './hand-over.schema.ts';
import { handOvers } from './hand-over.store.ts';

type Inbound = {
  trackerId: Id<'tracker'>;
  body: TrackerSays;
  request: { headers: Readonly<Record<string, string | undefined>> };
};

const KEPT_SECONDS = 30 * 86_400;
const PER_PAGE = 100;

/**
 * Takes what a tracker says of an item, and moves the records and initiatives that were handed over under its reference. What comes
 * again under its `webhook-id` is answered as before; what is older than what is known changes nothing. 404 for a
 * reference that no hand-over has, or none yet.
 */
export async function inbound(ctx: Context, { trackerId, body, request }: Inbound): Promise<{ applied: boolean }> {
  const key = seenKey(ctx, trackerId, request.headers['webhook-id'] ?? '');
  const { Item: seen } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }));
  if (seen && seen['expiresAt'] > ctx.now.getTime() / 1_000) return { applied: seen['applied'] === true };
  const tracker = await getTracker(ctx, { trackerId });
  const status = new Map(Object.entries(tracker.statusMap)).get(body.status);
  let known = false;
  let applied = false;
  const of = { trackerId, externalRef: body.externalRef };
  for await (const steps of handOvers.by(ctx, 'ofReference', of, { from: undefined, size: PER_PAGE }))
    for (const { item } of steps) {
      // The index may be behind a reference that was corrected.
      if (item?.externalRef !== body.externalRef) continue;
      known = true;
      if (await hear(ctx, item.handOverId, { said: body, status, tracker })) applied = true;
    }
  if (!known) throw new Problem('not-found', 'No hand-over to this tracker has this reference.');
  // Behind what it stands for: where this is not reached, the same is heard again, and is then known already.
  const expiresAt = Math.floor(ctx.now.getTime() / 1_000) + KEPT_SECONDS;
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item: { ...key, applied, expiresAt } }));
  return { applied };
}

const seenKey = ({ companyId }: Context, trackerId: string, webhookId: string) => ({
  pk: `${companyPrefix(companyId)}tin#${trackerId}`,
  sk: keyPart(webhookId),
});

type Status = HandOver['status'];

/** The writes that note what a tracker says of a hand-over; undefined where that is known, or older than what is. */
async function noted(
  ctx: Context,
  handOverId: Id<'handOver'>,
  { status: theirStatus, updatedAt }: TrackerSays,
  status: Status,
): Promise<TransactItem[] | undefined> {
  const before = await visible(ctx, handOvers, handOverId);
  const { theirStatusAt = '' } = before;
  if (updatedAt < theirStatusAt || (updatedAt === theirStatusAt && theirStatus === before.theirStatus))
    return undefined;
  const draft = { ...before, theirStatus, theirStatusAt: updatedAt, status } as Stored<HandOver>;
  return writesOf(ctx, handOvers, before, draft, { action: 'status' }).writes;
}

/** Nothing new was said of a hand-over while what it is of was about to be moved. */
class Known extends Error {
  override readonly name = 'Known';
}

type Heard = { said: TrackerSays; status: Status; tracker: Tracker };
type Beside = () => Promise<TransactItem[]>;
/** How what was handed over is moved, with what else is written; or what is written where it stays as it is. */
type Move = ((beside: Beside) => Promise<unknown>) | TransactItem[];

/** Notes what a tracker says of one hand-over, and moves what it is of in the same transaction: whether it moved. */
const hear = (ctx: Context, handOverId: Id<'handOver'>, heard: Heard): Promise<boolean> =>
  retryOnConflict(ctx, async () => {
    const { said, status } = heard;
    const writes = await noted(ctx, handOverId, said, status);
    if (!writes) return false;
    // The answer is about all hand-overs of the reference, so no single change is the answer of a repeated request.
    const own = { ...ctx, idempotency: undefined };
    const { feedbackId, initiativeId } = await visible(ctx, handOvers, handOverId);
    const move = initiativeId ? await ofInitiative(own, initiativeId, heard) : await ofRecord(own, feedbackId, status);
    if (typeof move !== 'function') {
      await commit(own, [...writes, ...move]);
      return false;
    }
    try {
      await move(async () => {
        const again = await noted(ctx, handOverId, said, status);
        if (!again) throw new Known();
        return again;
      });
      // Where somebody else has just moved it there, nothing was written, and what was said is still to be noted.
      if (await noted(ctx, handOverId, said, status)) throw new ConditionFailed(0);
      return true;
    } catch (error) {
      if (error instanceof Known) return false;
      throw error;
    }
  });

/** A duplicate follows its main record, and what was deleted or left out of the numbers stays as it is. */
async function ofRecord(ctx: Context, feedbackId: HandOver['feedbackId'], status: Status): Promise<Move> {
  const record = feedbackId && (await recordOf(ctx, feedbackId));
  if (!record) return [];
  const stays = record.deletedAt !== undefined || record.excluded || record.triage?.duplicateOf;
  const isNone = status === undefined || status === 'new' || status === 'duplicate';
  if (stays || isNone || status === record.triage?.status) return [asItWas(ctx, record)];
  return (beside) => decide(ctx, { feedbackId, body: { status }, beside });
}

/** Only a tracker that may notify has the people told who asked for an initiative, after the minutes of the settings. */
async function ofInitiative(
  ctx: Context,
  initiativeId: Id<'initiative'>,
  { said, status: theirs, tracker }: Heard,
): Promise<Move> {
  const initiative = await orNone(getInitiative(ctx, { initiativeId }));
  const { data: status } = Initiative.shape.status.unwrap().safeParse(theirs);
  if (!initiative || status === undefined || status === initiative.status) return [];
  // Nothing is given up without a reason.
  const reason = initiative.reason?.trim() ? {} : { reason: `${tracker.name}: ${said.status}` };
  const body = { status, notify: tracker.mayNotify, ...(status === 'wont_do' && reason) };
  return (beside) => edit(ctx, { initiativeId, body, beside });
}
