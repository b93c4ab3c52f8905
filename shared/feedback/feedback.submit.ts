import { Problem } from '../http/problem.ts';
import { enlist } from '../kernel/companies.ts';
import { noteMonths } from '../company/months.ts';
import { authorOf, type Context } from '../kernel/context.ts';
import type { StoredReply } from '../kernel/idempotency.ts';
import { idMonth, idTime, newId } from '../kernel/ids.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { commit, ConditionFailed } from '../kernel/write.ts';
import { change } from './feedback.change.ts';
import { compact } from '../kernel/json.ts';
import type { SubmitFeedback } from './feedback.requests.schema.ts';
import type { Feedback, StoredFeedback } from './feedback.schema.ts';
import { createItem, find, findIdentity, identityItem, itemOf, publicOf } from './feedback.store.ts';
import { edited, firstAnalysis } from './feedback.ts';
import type { Id } from '../kernel/id-kinds.ts';

const AHEAD_MS = 5 * 60_000;

export type Submitted = { feedback: Feedback; created: boolean };
type Options = {
  /** Given where a retry must write the same record again; it carries the time. */
  feedbackId?: Id<'feedback'>;
  /** Records of one page share what is kept about their being counted. */
  ledgerPage?: string;
  /** What the caller will be answered, where that is not the record: an Idempotency-Key keeps it. */
  reply?: StoredReply;
};

/**
 * Stores a piece of feedback. With an `externalId` that its source has sent before, that record is updated instead,
 * unless what was sent is older than what is there; 409 when it would have to move in time.
 */
export async function submit(ctx: Context, input: SubmitFeedback, options: Options = {}): Promise<Submitted> {
  const occurredAt = options.feedbackId ? idTime(options.feedbackId) : occurrence(ctx, input);
  const feedbackId = options.feedbackId ?? newId('feedback', occurredAt);
  const record = recordOf(ctx, input, occurredAt, feedbackId, options.ledgerPage ?? feedbackId);
  await settled([noteMonths(ctx, [idMonth(feedbackId)]), enlist(ctx)]);
  if (input.externalId === undefined) return { feedback: await create(ctx, record, options.reply), created: true };
  return upsert(ctx, { ...input, externalId: input.externalId }, record);
}

/** All or the first failure, but not before everything has come to rest: an answered request leaves nothing in flight. */
async function settled(work: Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/** When it was said, `fallback` where that is not given. A date ahead is refused: it would make all later states old news. */
export function occurrence(
  ctx: Context,
  { occurredAt, sourceUpdatedAt }: Pick<SubmitFeedback, 'occurredAt' | 'sourceUpdatedAt'>,
  fallback = ctx.now,
): Date {
  const latest = ctx.now.getTime() + AHEAD_MS;
  const ahead = Object.entries({ occurredAt, sourceUpdatedAt }).filter(
    ([, at]) => at !== undefined && Date.parse(at) > latest,
  );
  if (ahead.length > 0) {
    throw new Problem('validation-failed', undefined, {
      errors: ahead.map(([name]) => ({ pointer: `#/${name}`, detail: 'must not lie in the future' })),
    });
  }
  return occurredAt === undefined ? fallback : new Date(occurredAt);
}

/** A record as it is stored when it comes. */
export function recordOf(
  ctx: Context,
  input: SubmitFeedback,
  occurredAt: Date,
  feedbackId: Id<'feedback'>,
  ledgerPage: string,
): StoredFeedback {
  const now = ctx.now.toISOString();
  const actor = authorOf(ctx);
  return itemOf(
    ctx,
    compact({
      ...input,
      feedbackId,
      analysis: firstAnalysis(input),
      occurredAt: occurredAt.toISOString(),
      createdAt: now,
      updatedAt: now,
      createdBy: actor,
      version: 1,
      revision: 1,
      ledgerPage,
      lastActor: actor,
      lastRequestId: ctx.requestId,
      lastAction: 'submit' as const,
    }),
  );
}

async function create(ctx: Context, record: StoredFeedback, reply?: StoredReply): Promise<Feedback> {
  const body = publicOf(record);
  try {
    await commit(ctx, [createItem(record)], reply ?? { status: 201, body });
    return body;
  } catch (error) {
    // Nobody else makes this id: it is our own write, whose reply the SDK or an earlier try has lost.
    const earlier = error instanceof ConditionFailed ? await find(ctx, record.feedbackId) : undefined;
    if (!earlier) throw error;
    return publicOf(earlier);
  }
}

async function upsert(
  ctx: Context,
  input: SubmitFeedback & { externalId: string },
  record: StoredFeedback,
): Promise<Submitted> {
  const { source, externalId } = input;
  const body = publicOf(record);
  const known = await retryOnConflict(ctx, async () => {
    const identity = await findIdentity(ctx, source, externalId);
    const earlier = identity && (await find(ctx, identity.feedbackId));
    if (earlier) return earlier;
    // Where somebody is faster, the next look finds their record.
    const identified = identityItem(ctx, source, externalId, record.feedbackId, identity);
    await commit(ctx, [createItem(record), identified], { status: 201, body });
    return undefined;
  });
  if (!known) return { feedback: body, created: true };
  return { feedback: await refresh(ctx, known, input), created: known.feedbackId === record.feedbackId };
}

/** Brings a known record up to what its source says now. Fields that are left out stay. */
async function refresh(ctx: Context, known: StoredFeedback, input: SubmitFeedback): Promise<Feedback> {
  if (known.deletedAt !== undefined) {
    throw new Problem('conflict', 'This piece of feedback was deleted; restore it before sending it again.');
  }
  if (input.occurredAt !== undefined && Date.parse(input.occurredAt) !== Date.parse(known.occurredAt)) {
    throw new Problem('conflict', 'This externalId is known with another occurredAt, which cannot change.');
  }
  const { source: _, externalId: _id, occurredAt: _at, ...fresh } = input;
  return change(ctx, known.feedbackId, 'edit', (before) => {
    const [seen, sent] = [before.sourceUpdatedAt, fresh.sourceUpdatedAt];
    return seen !== undefined && sent !== undefined && sent < seen ? undefined : edited(before, fresh);
  });
}
