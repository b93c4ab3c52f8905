import * as z from 'zod';
import { instant } from '../fields/time.schema.ts';
import { defineJob, type Part } from '../job/define.ts';
import { eachBatch } from '../kernel/batches.ts';
import { eventsIn, journalSince, placeOf } from '../journal/journal.ts';
import { change, create } from '../kernel/change.ts';
import { type Context, isLate } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Stored } from '../kernel/store.ts';
import { ConditionFailed } from '../kernel/write.ts';
import { wants } from './catalogue.ts';
import type { StoredDelivery } from './delivery.schema.ts';
import { deliveries } from './delivery.store.ts';
import { deliveryOf, type Told } from './fan-out.ts';
import { endpointOf, gapMsOf, MOST_COUNTED, PARALLEL, PART_MS, PER_PART, sentAgain } from './replay-job.ts';
import { wake } from './wake.ts';
import { EndpointId, type StoredWebhook } from './webhook.schema.ts';

const DAY_MS = 86_400_000;
/** The journal is written by the reader of the table's stream, which is a day behind at the very most. */
const LATEST_MS = DAY_MS;

export const ReplayRange = z.object({
  endpointId: EndpointId,
  from: instant,
  to: instant,
  types: z.array(z.string()).optional(),
});
export type ReplayRange = z.output<typeof ReplayRange>;
/** Behind which row of the journal to go on, and when the next delivery is due. */
const Checkpoint = z.object({ after: z.string(), placedAt: instant });

/** How much of what happened in a stretch of time the endpoint wants, up to 10 000. */
export async function countWanted(ctx: Context, endpoint: StoredWebhook, input: ReplayRange): Promise<number> {
  const found = new Set<string>();
  for await (const row of rowsOf(ctx, input, new Date(input.from))) {
    for (const { detail } of eventsIn(row).filter((event) => isWanted(endpoint, input, event)))
      found.add(detail.eventId);
    if (found.size >= MOST_COUNTED || isLate(ctx)) break;
  }
  return Math.min(found.size, MOST_COUNTED);
}

/** The rows of the journal in which events of a stretch may be. */
async function* rowsOf(ctx: Context, { to }: Pick<ReplayRange, 'to'>, since: Date | string) {
  const last = new Date(Date.parse(to) + LATEST_MS).toISOString();
  for await (const row of journalSince(ctx, since)) {
    if (row.writtenAt > last) return;
    yield row;
  }
}

const isWanted = (endpoint: StoredWebhook, { from, to, types }: ReplayRange, { type, detail }: Told): boolean =>
  detail.at !== undefined &&
  detail.at >= from &&
  detail.at <= to &&
  (types === undefined || types.includes(type)) &&
  wants(endpoint, type, detail);

/** Places deliveries of what the journal holds, a tenth of a second or more apart, and has the endpoint looked at. */
export const webhookReplay = defineJob({
  kind: 'webhookReplay',
  input: ReplayRange,
  checkpoint: Checkpoint,
  async part(ctx, { jobId }, input, from): Promise<Part<z.output<typeof Checkpoint>>> {
    const endpoint = await endpointOf(ctx, input.endpointId);
    const gapMs = gapMsOf(endpoint);
    const until = Date.now() + PART_MS;
    let [done, skipped] = [0, 0];
    let dueAt = Math.max(ctx.now.getTime(), Date.parse(from?.placedAt ?? input.from));
    for await (const row of rowsOf(ctx, input, from?.after ?? new Date(input.from))) {
      const wanted = eventsIn(row).filter((event) => isWanted(endpoint, input, event));
      await eachBatch(wanted, { size: 1, parallel: PARALLEL }, async (batch) => {
        for (const event of batch) {
          const at = new Date(dueAt);
          dueAt += gapMs;
          if (!(await place(ctx, endpoint, event, { jobId, at }))) skipped++;
        }
      });
      done += wanted.length;
      if (done < PER_PART && Date.now() < until) continue;
      await wake(ctx, endpoint.endpointId);
      return { done, skipped, next: { after: placeOf(row), placedAt: new Date(dueAt).toISOString() } };
    }
    if (done > 0) await wake(ctx, endpoint.endpointId);
    return { done, skipped };
  },
});

/** Whether a delivery is to be sent again now; one that waits or is on its way anyway is left as it is. */
async function place(
  ctx: Context,
  endpoint: StoredWebhook,
  event: Told,
  { jobId, at }: { jobId: Id<'job'>; at: Date },
): Promise<boolean> {
  const again = { ...deliveryOf(ctx, endpoint, event, at), replay: true, replayedBy: jobId };
  try {
    await create(ctx, deliveries, again);
    return true;
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
  let isPlaced = false;
  const alter = (stored: Stored<StoredDelivery>) => {
    isPlaced = stored.replayedBy !== jobId && stored.state !== 'waiting' && stored.state !== 'sending';
    return isPlaced ? { ...sentAgain(stored, { jobId, at }), state: again.state } : undefined;
  };
  await change(ctx, deliveries, again.deliveryId, 'replay', alter, { silent: true });
  return isPlaced;
}
