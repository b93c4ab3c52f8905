import type { FeedbackEvent } from '../../feedback/feedback.events.ts';
import type { StoredFeedback } from '../../feedback/feedback.schema.ts';
import { type DraftFeedback, draftOf, itemOf, replaceItem } from '../../feedback/feedback.store.ts';
import { given, stored } from '../../feedback/testing/given.ts';
import { received, type Told, told } from '../../feedback/testing/told.ts';
import { get as getJob } from '../../job/job.ts';
import type { JobDefinition } from '../../job/define.ts';
import { work } from '../../job/run.ts';
import { keep } from '../../journal/journal.ts';
import type { BusEvent } from '../../kernel/bus.ts';
import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/id-kinds.ts';
import { commit } from '../../kernel/write.ts';
import { aContext } from '../../testing/context.ts';

type Submission = Parameters<typeof given>[1];
/** What looks at each change live. */
type See = (ctx: Context, type: string, event: FeedbackEvent) => Promise<void>;

/** A company on a clock of its own, in which `see` is told of every change as it happens and whose journal keeps it. */
export function aWorldOf(see: See, start = '2026-10-05T08:00:00.000Z') {
  const { companyId } = aContext();
  let now = Date.parse(start);
  const context = (): Context => aContext({ companyId, now: new Date(now) });

  /** What happened is told twice, and the journal keeps it twice, `lateMs` after it was made. */
  async function happen(events: readonly Told[], lateMs: number): Promise<void> {
    for (const { type, detail } of [...events, ...events])
      if (type.startsWith('Feedback')) await see(context(), type, detail as FeedbackEvent);
    for (const after of [lateMs, lateMs + 3_000]) await keep(context(), events as BusEvent[], new Date(now + after));
  }

  return {
    companyId,
    context,
    clock: () => new Date(now),
    after: (ms: number): void => void (now += ms),
    happen,
    async submit(submission: Submission = {}, lateMs = 1_000): Promise<Id<'feedback'>> {
      const { feedbackId } = await given(context(), { occurredAt: new Date(now).toISOString(), ...submission });
      await happen(await received(context(), feedbackId), lateMs);
      return feedbackId;
    },
    async change(feedbackId: Id<'feedback'>, act: (ctx: Context) => Promise<unknown>, lateMs = 1_000): Promise<void> {
      await happen(await told(context(), feedbackId, () => act(context())), lateMs);
    },
    /** The analysis of a record ends. */
    async analyse(feedbackId: Id<'feedback'>, analysis: StoredFeedback['analysis']): Promise<void> {
      const ctx = context();
      const score = async (): Promise<void> => {
        const before = await stored(ctx, feedbackId);
        const [revision, updatedAt] = [before.revision + 1, ctx.now.toISOString()];
        const after = { ...draftOf(before), analysis, revision, updatedAt, lastAction: 'score' } as DraftFeedback;
        await commit(ctx, [replaceItem(itemOf(ctx, after), before.revision)]);
      };
      await happen(await told(ctx, feedbackId, score), 1_000);
    },
    /** The result of a job once it is done. */
    async resultOf(definition: JobDefinition, jobId: Id<'job'>): Promise<unknown> {
      await work(context(), jobId, { now: () => new Date(now), definitions: [definition] });
      const { status, result, errors } = await getJob(context(), { jobId });
      if (status !== 'done') throw new Error(`the job is ${status}: ${JSON.stringify(errors)}`);
      return result;
    },
  };
}
