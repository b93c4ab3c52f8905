import { visible } from '../feedback/feedback.change.ts';
import { stillMain, triageOn } from '../feedback/feedback.projection.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { orNone } from '../http/problem.ts';
import { linking } from '../initiative/initiative.ts';
import { writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { compact, jsonEqual } from '../kernel/json.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { commit } from '../kernel/write.ts';
import { itemIdOf, voiceOf } from './item-id.ts';
import { foundBy, priorityOf } from './suggestions.ts';
import type { TriageItem } from './triage.schema.ts';
import { triageItems } from './triage.store.ts';

type FeedbackId = Id<'feedback'>;

const PER_PAGE = 200;
/** Longer chains do not occur: what is a duplicate is moved to its main record within seconds. */
const LONGEST_CHAIN = 10;

/** A record, a deleted one too; undefined where it has left the table. */
export const recordOf = (ctx: Context, feedbackId: FeedbackId): Promise<StoredFeedback | undefined> =>
  orNone(visible(ctx, feedbackId, { deleted: true }));

/** The main record that a record leads to: itself, where it is no duplicate. */
export async function mainOf(ctx: Context, record: StoredFeedback): Promise<StoredFeedback | undefined> {
  let main: StoredFeedback | undefined = record;
  for (let steps = 0; main?.triage?.duplicateOf !== undefined && steps < LONGEST_CHAIN; steps++)
    main = await recordOf(ctx, main.triage.duplicateOf as FeedbackId);
  return main;
}

/** Items of the duplicates of a main record; what was written a moment ago may be missing. */
export async function duplicatesOf(ctx: Context, main: FeedbackId): Promise<Stored<TriageItem>[]> {
  const found: Stored<TriageItem>[] = [];
  for await (const steps of triageItems.by(ctx, 'ofMain', { duplicateOf: main }, { from: undefined, size: PER_PAGE }))
    found.push(...steps.flatMap(({ item }) => (item?.duplicateOf === main && !item.leftOut ? [item] : [])));
  return found;
}

/**
 * Brings what other records say about a record in line with it: of a record that has become a duplicate, its duplicates
 * go to its main record; those of a main record share its initiative, and it has as many voices as there are persons
 * among them. Repeatable; done at once by whoever decides, and again by the subscriber, which sees what the index did not
 * show yet.
 */
export async function settle(ctx: Context, feedbackId: FeedbackId): Promise<void> {
  const record = await recordOf(ctx, feedbackId);
  if (!record) return;
  const duplicates = await duplicatesOf(ctx, feedbackId);
  if (record.triage?.duplicateOf !== undefined) {
    for (const { feedbackId: one } of duplicates) await moveDuplicate(ctx, one, feedbackId);
    const main = await mainOf(ctx, record);
    if (main && main.feedbackId !== feedbackId) await settle(ctx, main.feedbackId as FeedbackId);
    return;
  }
  const { initiativeId } = record.triage ?? {};
  if (initiativeId !== undefined)
    for (const one of duplicates)
      if (one.initiativeId !== initiativeId) await moveDuplicate(ctx, one.feedbackId, feedbackId);
  await recount(ctx, feedbackId);
}

/** Gives a duplicate of one record to `to`, or to the main record that it leads to by now, and with it the initiative. */
export const moveDuplicate = (
  ctx: Context,
  feedbackId: FeedbackId,
  from: FeedbackId,
  to: FeedbackId = from,
): Promise<void> =>
  retryOnConflict(ctx, async () => {
    const [record, item, next] = await Promise.all([
      recordOf(ctx, feedbackId),
      triageItems.find(ctx, itemIdOf(feedbackId)),
      recordOf(ctx, to),
    ]);
    const main = next && (await mainOf(ctx, next));
    if (!record?.triage || !isThere(ctx, item) || item.duplicateOf !== from) return;
    if (!main || main.deletedAt !== undefined || main.feedbackId === feedbackId) return;
    const initiativeId = main.triage?.initiativeId ?? record.triage.initiativeId;
    const ends = { duplicateOf: main.feedbackId, ...(initiativeId !== undefined && { initiativeId }) };
    const block = { ...record.triage, ...ends };
    if (jsonEqual(block, record.triage)) return;
    const source = foundBy(item, initiativeId);
    const { writes } = await linking(ctx, feedbackId, initiativeId as Id<'initiative'> | undefined, { source });
    await commit(ctx, [
      triageOn(ctx, record, block as NonNullable<StoredFeedback['triage']>),
      stillMain(ctx, main.feedbackId as FeedbackId),
      ...writesOf(ctx, triageItems, item, { ...item, ...ends } as Stored<TriageItem>, { action: 'link', silent: true })
        .writes,
      ...writes,
    ]);
  });

/** Counts the persons of a main record and its duplicates, and puts the number on the record and into the queue. */
const recount = (ctx: Context, feedbackId: FeedbackId): Promise<void> =>
  retryOnConflict(ctx, async () => {
    const [record, item] = await Promise.all([recordOf(ctx, feedbackId), triageItems.find(ctx, itemIdOf(feedbackId))]);
    if (!record || record.triage?.duplicateOf !== undefined) return;
    const duplicates = await duplicatesOf(ctx, feedbackId);
    const voices = new Set([voiceOf(record), ...duplicates.map(({ voice }) => voice)]).size;
    const { voices: before = 1, ...block } = record.triage ?? { status: 'new' as const };
    const counted = compact({ ...block, voices: voices === 1 ? undefined : voices });
    const onItem =
      isThere(ctx, item) && item.voices !== voices
        ? writesOf(
            ctx,
            triageItems,
            item,
            { ...item, voices, priority: priorityOf({ ...item, voices }) },
            { action: 'recount', silent: true },
          ).writes
        : [];
    const writes = [...(before === voices ? [] : [triageOn(ctx, record, counted)]), ...onItem];
    if (writes.length > 0) await commit(ctx, writes);
  });
