import type { SQSEvent } from 'aws-lambda';
import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/id-kinds.ts';
import { commit } from '../../kernel/write.ts';
import { sqsRecordOf } from '../../testing/queues.ts';
import { feedbackEventsOf } from '../feedback.events.ts';
import type { StoredFeedback } from '../feedback.schema.ts';
import { type DraftFeedback, draftOf, itemOf, replaceItem } from '../feedback.store.ts';
import { stored } from './given.ts';

/** An event, as far as a subscriber reads it. */
export type Told = { type: string; detail: object };

/** Events as EventBridge puts them on a queue. */
export const queued = (events: readonly Told[]): SQSEvent => ({
  Records: events.map(({ type, detail }) =>
    sqsRecordOf({
      body: JSON.stringify({ version: '0', source: 'heed.voice', 'detail-type': type, detail }),
      group: undefined,
    }),
  ),
});

/** What is told of a record that has just come. */
export const received = async (ctx: Context, feedbackId: Id<'feedback'>): Promise<Told[]> =>
  feedbackEventsOf({ after: await stored(ctx, feedbackId) });

/** What is told of a change of a record, each time as it is now. */
export async function told(ctx: Context, feedbackId: Id<'feedback'>, change: () => Promise<unknown>): Promise<Told[]> {
  const before = await stored(ctx, feedbackId);
  await change();
  return feedbackEventsOf({ before, after: await stored(ctx, feedbackId) });
}

/** What is told when the analysis has ended, or with `status` `pending` has found something early. */
export const analysed = (ctx: Context, feedbackId: Id<'feedback'>, found: Partial<StoredFeedback['analysis']>) =>
  told(ctx, feedbackId, async () => {
    const before = await stored(ctx, feedbackId);
    const after = {
      ...draftOf(before),
      analysis: { status: 'done', ...found },
      revision: before.revision + 1,
      lastAction: 'score',
    } as DraftFeedback;
    await commit(ctx, [replaceItem(itemOf(ctx, after), before.revision)]);
  });
