import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import type { StoredDelivery } from './delivery.schema.ts';
import type { StoredWebhook } from './webhook.schema.ts';
import { webhooks } from './webhook.store.ts';

/** A count beforehand stops here. */
export const MOST_COUNTED = 10_000;
/** Deliveries placed by a part, and so long a part looks for them. */
export const PER_PART = 200;
export const PART_MS = 5_000;
export const PARALLEL = 8;

/** Sent again a second at most, and never more than half of what the endpoint takes: live events come in between. */
const MOST_PER_SECOND = 10;
export const gapMsOf = ({ maxPerSecond }: StoredWebhook): number => 1_000 / Math.min(MOST_PER_SECOND, maxPerSecond / 2);

/** The endpoint of a job that runs; one that is gone or disabled ends the job. */
export async function endpointOf(ctx: Context, endpointId: Id<'webhook'>): Promise<Stored<StoredWebhook>> {
  const endpoint = await webhooks.find(ctx, endpointId);
  if (!isThere(ctx, endpoint)) throw new Problem('not-found', 'The webhook has been deleted.');
  if (endpoint.status === 'disabled') throw new Problem('endpoint-disabled', 'The webhook has been disabled.');
  return endpoint;
}

/** A delivery that a job has sent again at a time; its attempts begin anew. */
export const sentAgain = (
  stored: Stored<StoredDelivery>,
  { jobId, at }: { jobId: Id<'job'>; at: Date },
): Stored<StoredDelivery> => ({
  ...stored,
  state: 'waiting',
  placedAt: at.toISOString(),
  scheduledFrom: at.toISOString(),
  attempts: 0,
  replay: true,
  replayedBy: jobId,
});
