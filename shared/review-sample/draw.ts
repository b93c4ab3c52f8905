import { createHash } from 'node:crypto';
import { isSelected, spanOf } from '../analysis-job/selected.ts';
import type { Selection } from '../analysis-job/selection.schema.ts';
import { hasText } from '../feedback/feedback.facts.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { walkSpan } from '../feedback/feedback.walk.ts';
import { invalid } from '../http/problem.ts';
import { type Context, isLate } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';

/** Whether the engine has said something of a text that can be compared. */
export const isJudgeable = (record: Pick<StoredFeedback, 'analysis' | 'subject' | 'comments' | 'context'>): boolean =>
  record.analysis?.status === 'done' && record.analysis.parts !== undefined && hasText(record);

/**
 * Draws `n` of the analysed texts that a filter selects, each as likely as the others: those whose hash with the seed is the
 * smallest. The same seed draws the same of the same texts. 400 where more match than can be looked at in one request.
 */
export async function draw(
  ctx: Context,
  filter: Selection,
  { n, seed }: { n: number; seed: number },
): Promise<Id<'feedback'>[]> {
  const drawn: { id: Id<'feedback'>; at: string }[] = [];
  let highest = 'g';
  for await (const records of walkSpan(ctx, await spanOf(ctx, filter), 'oldest')) {
    for (const record of records) {
      const at = createHash('sha256').update(`${seed} ${record.feedbackId}`).digest('hex');
      if (drawn.length >= n && at >= highest) continue;
      if (!isJudgeable(record) || !(await isSelected(ctx, filter, record))) continue;
      drawn.push({ id: record.feedbackId, at });
      drawn.sort((one, other) => (one.at < other.at ? -1 : 1));
      if (drawn.length > n) drawn.pop();
      highest = drawn.at(-1)?.at ?? highest;
    }
    if (isLate(ctx))
      throw invalid({ pointer: '#/filter', detail: 'matches too much to be drawn from; narrow it by from and to' });
  }
  return drawn.map(({ id }) => id);
}
