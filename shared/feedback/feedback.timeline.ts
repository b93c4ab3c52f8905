import { maskLists } from '../analysis/masking.ts';
import { coveredItem } from '../http/masked.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { TimelineSource } from '../kernel/timeline.ts';
import type { ItemKey } from '../kernel/walk.ts';
import { Feedback } from './feedback.schema.ts';
import { customerPartition, findAll, publicOf } from './feedback.store.ts';

const words = (name: string): string => name.replaceAll('_', ' ');
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function titleOf({ type, source, scores = [] }: Feedback): string {
  const rated = scores.map(({ metric, value, scaleMax }) => `, ${metric.toUpperCase()} ${value} of ${scaleMax}`);
  return `${sentence(words(type ?? 'feedback'))} by ${words(source)}${rated.join('')}`;
}

const entryOf = (feedback: Feedback) => ({
  at: feedback.occurredAt,
  kind: 'feedback' as const,
  ref: { type: 'feedback' as const, id: feedback.feedbackId },
  title: titleOf(feedback),
  direction: 'inbound' as const,
  actor: feedback.createdBy,
  feedback,
});

/** What a person said, as the list of feedback shows it to this caller: an agent reads what concerns themselves. */
async function entries(ctx: Context, rows: readonly ItemKey[]) {
  const ids = rows.map(({ sk }) => sk as Id<'feedback'>);
  const [records, cover] = await Promise.all([findAll(ctx, ids), maskLists(ctx)]);
  const { ownOnly, id: caller } = ctx.actor;
  const seen = records.filter(
    ({ deletedAt, snapshot }) => deletedAt === undefined && !(ownOnly && snapshot?.agentId !== caller),
  );
  const shown = new Map(seen.map((record) => [record.feedbackId, publicOf(record)]));
  return ids.map((id) => {
    const record = shown.get(id);
    return record && entryOf(cover ? coveredItem(Feedback, record, cover) : record);
  });
}

export const feedbackTimeline = {
  id: 'feedback',
  permission: 'feedback:read',
  index: 'gsi1',
  partition: customerPartition,
  entries,
} as const satisfies TimelineSource<unknown>;
