import { findAll } from '../feedback/feedback.walk.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { asId } from '../kernel/id-kinds.ts';
import { batchesOf } from '../kernel/batches.ts';
import { compact } from '../kernel/json.ts';
import { isThere } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import { commit } from '../kernel/write.ts';
import type { Snapshot } from '../report/snapshot.schema.ts';
import type { Run } from './run.schema.ts';
import { runs } from './run.store.ts';
import { open } from './step.ts';

/** What stands in the place of words whose record was deleted. */
export const ERASED = '[erased]';
const PER_TRANSACTION = 100;

type FeedbackIdOf = Feedback['feedbackId'];

/** Which runs hold the words of a record, one row for each: no question is asked of it but by the record. */
const rowOf = ({ companyId }: Pick<Context, 'companyId'>, feedbackId: FeedbackIdOf, runId: Run['runId']) => ({
  pk: `${companyPrefix(companyId)}rtx#${feedbackId}`,
  sk: runId,
});

type Item = Extract<Snapshot['sections'][number], { kind: 'verbatims' }>['items'][number];
const itemsOf = ({ sections }: Pick<Snapshot, 'sections'>): Item[] =>
  sections.flatMap((section) => (section.kind === 'verbatims' || section.kind === 'scorecard' ? section.items : []));

/** The records whose words a snapshot holds, each once. */
export const heldIn = (snapshot: Pick<Snapshot, 'sections'>): FeedbackIdOf[] => [
  ...new Set(itemsOf(snapshot).flatMap(({ feedbackId }) => asId('feedback', feedbackId) ?? [])),
];

/** A snapshot without the words of some records; every figure, score and date stays. */
export function withoutWords(snapshot: Snapshot, feedbackIds: readonly FeedbackIdOf[]): Snapshot {
  const gone = new Set<string>(feedbackIds);
  const erased = (item: Item): Item => compact({ ...item, text: ERASED, language: undefined });
  const sections = snapshot.sections.map((section) =>
    section.kind === 'verbatims' || section.kind === 'scorecard'
      ? { ...section, items: section.items.map((item) => (gone.has(item.feedbackId) ? erased(item) : item)) }
      : section,
  );
  return { ...snapshot, sections };
}

/**
 * Notes whose words a run is about to hold, and returns its snapshot without those of records that were deleted meanwhile. Whoever
 * deletes one later finds the note; whoever was faster is found here.
 */
export async function noteHeld(ctx: Context, { runId, leavesAt }: Run, snapshot: Snapshot): Promise<Snapshot> {
  const held = heldIn(snapshot);
  const expiresAt = Math.ceil(Date.parse(leavesAt) / 1_000);
  for (const some of batchesOf(held, PER_TRANSACTION))
    await commit(
      ctx,
      some.map((id) => ({ Put: { TableName: tableName(), Item: { ...rowOf(ctx, id, runId), expiresAt } } })),
    );
  const there = new Set(
    (await findAll(ctx, held, { ConsistentRead: true }))
      .filter((one) => isThere(ctx, one))
      .map((one) => one.feedbackId),
  );
  const gone = held.filter((id) => !there.has(id));
  return gone.length > 0 ? withoutWords(snapshot, gone) : snapshot;
}

/** Asks for the words of a deleted record to be taken out of every run that holds them. Asked twice it is done once. */
export async function eraseWords(ctx: Context, { feedbackId }: { feedbackId: FeedbackIdOf }): Promise<void> {
  const { pk } = rowOf(ctx, feedbackId, '' as Run['runId']);
  for await (const rows of walkPartition<{ sk: string }>(ctx, pk))
    for (const { sk } of rows) {
      const runId = asId('run', sk);
      const run = runId && (await runs.find(ctx, runId));
      if (!isThere(ctx, run)) continue;
      await change(
        ctx,
        runs,
        run.runId,
        'erase',
        (before) => ({
          ...before,
          erase: [...new Set([...(before.erase ?? []), feedbackId])],
          ...(!open.includes(before.status) && { callAt: ctx.now.toISOString() }),
        }),
        { silent: true },
      );
    }
}

/** Forgets which records a run held, once their words are out of it. */
export async function forgetHeld(ctx: Context, { runId }: Run, feedbackIds: readonly FeedbackIdOf[]): Promise<void> {
  for (const some of batchesOf(feedbackIds, PER_TRANSACTION))
    await commit(
      ctx,
      some.map((id) => ({ Delete: { TableName: tableName(), Key: rowOf(ctx, id, runId) } })),
    );
}
