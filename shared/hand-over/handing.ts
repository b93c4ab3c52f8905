import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { invalid, orNone, Problem } from '../http/problem.ts';
import type { Initiative } from '../initiative/initiative.schema.ts';
import { writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { deterministicId, idTime } from '../kernel/ids.ts';
import type { TransactItem } from '../kernel/write.ts';
import { trackerOf } from '../tracker/tracker.ts';
import { sendable } from '../webhook/delivery.ts';
import type { HandOver } from './hand-over.schema.ts';
import { handOvers } from './hand-over.store.ts';

type Facts = Pick<HandOver, 'type' | 'theme' | 'impact' | 'route'>;
/** What is handed over, and what is known of it. */
type Subject = Facts & Pick<HandOver, 'voices'> & { id: Id<'feedback'> | Id<'initiative'> };

/** A record or initiative is handed over to a tracker once, so both together give the id. */
const handOverIdOf = (trackerId: Id<'tracker'>, id: Id<'feedback'> | Id<'initiative'>): Id<'handOver'> =>
  deterministicId('handOver', idTime(id), `${trackerId} ${id}`);

/**
 * The writes of a decision that hands a record over to a tracker; none where that has it already. 400 for a tracker that
 * the company does not have, 409 where the tracker's webhook is disabled or gone.
 */
export async function handingOver(
  ctx: Context,
  record: StoredFeedback,
  trackerId: Id<'tracker'>,
  facts: Facts,
): Promise<TransactItem[]> {
  const feedbackId = record.feedbackId as Id<'feedback'>;
  const subject = { id: feedbackId, voices: record.triage?.voices ?? 1, ...facts };
  return (await made(ctx, subject, { feedbackId }, { trackerId, pointer: '#/handOver' })).writes;
}

/** As {@link handingOver}, of an initiative; with the hand-over that there is, or will be by these writes. */
export const handingOverInitiative = (
  ctx: Context,
  { initiativeId, themes: [theme], voices = 0 }: Pick<Initiative, 'initiativeId' | 'themes' | 'voices'>,
  trackerId: Id<'tracker'>,
): Promise<{ handOver: HandOver; writes: TransactItem[] }> =>
  made(ctx, { id: initiativeId, theme, voices }, { initiativeId }, { trackerId, pointer: '#/trackerId' });

async function made(
  ctx: Context,
  { id, ...facts }: Subject,
  of: Pick<HandOver, 'feedbackId' | 'initiativeId'>,
  { trackerId, pointer }: { trackerId: Id<'tracker'>; pointer: string },
): Promise<{ handOver: HandOver; writes: TransactItem[] }> {
  const tracker = await trackerOf(ctx, trackerId);
  if (!tracker) throw invalid({ pointer, detail: 'names no tracker of the company' });
  const handOverId = handOverIdOf(trackerId, id);
  const row = await handOvers.find(ctx, handOverId);
  if (row) return { handOver: handOvers.publicOf(row), writes: [] };
  const { endpointId } = tracker;
  if (!(await orNone(sendable(ctx, endpointId))))
    throw new Problem('endpoint-disabled', 'The webhook of the tracker has been deleted.');
  const draft = { handOverId, trackerId, endpointId, state: 'waiting' as const, ...of, ...facts };
  const { after, writes } = writesOf(ctx, handOvers, undefined, draft, { action: 'create' });
  return { handOver: handOvers.publicOf(after), writes };
}
