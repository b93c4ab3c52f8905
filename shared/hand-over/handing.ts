import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { invalid, orNone, Problem } from '../http/problem.ts';
import { writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { deterministicId, idTime } from '../kernel/ids.ts';
import type { TransactItem } from '../kernel/write.ts';
import { trackerOf } from '../tracker/tracker.ts';
import { sendable } from '../webhook/delivery.ts';
import type { HandOver } from './hand-over.schema.ts';
import { handOvers } from './hand-over.store.ts';

/** A record is handed over to a tracker once, so both together give the id. */
const handOverIdOf = (trackerId: Id<'tracker'>, feedbackId: Id<'feedback'>): Id<'handOver'> =>
  deterministicId('handOver', idTime(feedbackId), `${trackerId} ${feedbackId}`);

/**
 * The writes of a decision that hands a record over to a tracker; none where that has it already. 400 for a tracker that
 * the company does not have, 409 where the tracker's webhook is disabled or gone.
 */
export async function handingOver(
  ctx: Context,
  record: StoredFeedback,
  trackerId: Id<'tracker'>,
  facts: Pick<HandOver, 'type' | 'theme' | 'impact' | 'route'>,
): Promise<TransactItem[]> {
  const tracker = await trackerOf(ctx, trackerId);
  if (!tracker) throw invalid({ pointer: '#/handOver', detail: 'names no tracker of the company' });
  const feedbackId = record.feedbackId as Id<'feedback'>;
  const handOverId = handOverIdOf(trackerId, feedbackId);
  const row = await handOvers.find(ctx, handOverId);
  if (row) return [];
  const { endpointId } = tracker;
  if (!(await orNone(sendable(ctx, endpointId))))
    throw new Problem('endpoint-disabled', 'The webhook of the tracker has been deleted.');
  const voices = record.triage?.voices ?? 1;
  const draft = { handOverId, trackerId, endpointId, feedbackId, state: 'waiting' as const, voices, ...facts };
  return writesOf(ctx, handOvers, undefined, draft, { action: 'create' }).writes;
}
