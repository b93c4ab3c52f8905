import { getMany } from '../feedback/feedback.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import type { Context } from '../kernel/context.ts';
import type { TriageItem } from './triage.schema.ts';
import { triageItems } from './triage.store.ts';
import { duplicatesOf } from './voices.ts';

const PER_PAGE = 200;

/** Records of which it was decided that nothing will be done. Duplicates have another status, so these are main records. */
export async function declinedItems(ctx: Context): Promise<TriageItem[]> {
  const found: TriageItem[] = [];
  const one = { status: 'wont_do' } as const;
  for await (const steps of triageItems.by(ctx, 'byPriority', one, { from: undefined, size: PER_PAGE }))
    found.push(...steps.flatMap(({ item }) => (item?.status === 'wont_do' && !item.leftOut ? [item] : [])));
  return found;
}

/** A main record and its duplicates, without those that are left out; so many at most. */
export async function recordsBehind(ctx: Context, { feedbackId }: TriageItem, most: number): Promise<Feedback[]> {
  const duplicates = (await duplicatesOf(ctx, feedbackId)).map((item) => item.feedbackId);
  const records = await getMany(ctx, [feedbackId, ...duplicates].slice(0, most));
  return records.filter((record) => !record.excluded);
}
