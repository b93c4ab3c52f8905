import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { rowsOf } from '../kernel/timeline.ts';
import type { Feedback } from './feedback.schema.ts';
import { feedbackTimeline } from './feedback.timeline.ts';
import { findAll } from './feedback.store.ts';

/** What was said, without the words. */
export type Heard = { at: string; type: Feedback['type']; scores: NonNullable<Feedback['scores']> };

/** What was said last under some names, newest first, so many at most; without what is deleted or excluded. */
export async function lastHeard(ctx: Context, names: readonly string[], most: number): Promise<Heard[]> {
  const ids: Id<'feedback'>[] = [];
  if (names.length > 0)
    for await (const { row } of rowsOf(ctx, feedbackTimeline, { names, below: undefined, size: most })) {
      ids.push(String(row['g1sk']) as Id<'feedback'>);
      if (ids.length >= most) break;
    }
  const found = await findAll(ctx, ids);
  return found
    .filter(({ deletedAt, excluded }) => deletedAt === undefined && !excluded)
    .map(({ occurredAt, type, scores = [] }) => ({ at: occurredAt, type, scores }));
}

/** Whom some feedback names, where it says something that numbers about its author need; strongly consistent. */
export async function whoRated(
  ctx: Context,
  feedbackIds: readonly Id<'feedback'>[],
): Promise<{ customerId?: string | undefined; email?: string | undefined }[]> {
  const found = await findAll(ctx, [...new Set(feedbackIds)], { ConsistentRead: true });
  return found.flatMap(({ type, scores = [], customerId, contact }) => {
    if (type !== 'complaint' && scores.length === 0) return [];
    return customerId === undefined && contact?.email === undefined ? [] : [{ customerId, email: contact?.email }];
  });
}
