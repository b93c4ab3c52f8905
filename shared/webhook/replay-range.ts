import * as z from 'zod';
import { instant } from '../fields/time.schema.ts';
import { Problem } from '../http/problem.ts';
import { defineJob, type Part } from '../job/define.ts';
import type { Job } from '../job/job.schema.ts';
import { start } from '../job/job.ts';
import { eachBatch } from '../kernel/batches.ts';
import { journalSince, placeOf } from '../journal/journal.ts';
import { change, create } from '../kernel/change.ts';
import { type Context, isLate } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere } from '../kernel/store.ts';
import { ConditionFailed } from '../kernel/write.ts';
import { knownType, wants } from './catalogue.ts';
import { deliveries } from './delivery.store.ts';
import { replayFailed, sendable } from './delivery.ts';
import { deliveryOf, type Told } from './fan-out.ts';
import { wake } from './wake.ts';
import { EndpointId, type ReplayDeliveries, type StoredWebhook } from './webhook.schema.ts';
import { webhooks } from './webhook.store.ts';

const DAY_MS = 86_400_000;
/** The journal is written by the reader of the table's stream, which is a day behind at the very most. */
const LATEST_MS = DAY_MS;
const MOST_COUNTED = 10_000;
/** Deliveries placed by a part, and so long a part looks for them. */
const PER_PART = 200;
const PART_MS = 5_000;
const PARALLEL = 8;
/** Sent again a second at most, and never more than half of what the endpoint takes: live events come in between. */
const MOST_PER_SECOND = 10;

const Input = z.object({
  endpointId: EndpointId,
  from: instant,
  to: instant,
  types: z.array(z.string()).optional(),
});
type Input = z.output<typeof Input>;
/** Behind which row of the journal to go on, and when the next delivery is due. */
const Checkpoint = z.object({ after: z.string(), placedAt: instant });

/**
 * Has all failed deliveries sent again, or starts to do so with what happened in a stretch of time; with `dryRun` only
 * counts them, up to 10 000.
 */
export async function replayMany(
  ctx: Context,
  { endpointId, body }: { endpointId: Id<'webhook'>; body: ReplayDeliveries },
): Promise<Job | { count: number }> {
  const { failed, dryRun, from, to, types } = body;
  types?.forEach((type, index) => knownType(type, `#/types/${index}`));
  const endpoint = await sendable(ctx, endpointId);
  if (failed) return replayFailed(ctx, endpointId, { dryRun });
  const input = Input.parse({ endpointId, from, to, types });
  if (dryRun) return { count: await countWanted(ctx, endpoint, input) };
  return start(ctx, 'webhookReplay', input, {
    permission: 'webhooks:write',
    places: { of: `webhookReplay#${endpointId}`, most: 1 },
  });
}

async function countWanted(ctx: Context, endpoint: StoredWebhook, input: Input): Promise<number> {
  const found = new Set<string>();
  for await (const { events } of rowsOf(ctx, input, new Date(input.from))) {
    for (const { detail } of events.filter((event) => isWanted(endpoint, input, event))) found.add(detail.eventId);
    if (found.size >= MOST_COUNTED || isLate(ctx)) break;
  }
  return Math.min(found.size, MOST_COUNTED);
}

/** The rows of the journal in which events of a stretch may be. */
async function* rowsOf(ctx: Context, { to }: Pick<Input, 'to'>, since: Date | string) {
  const last = new Date(Date.parse(to) + LATEST_MS).toISOString();
  for await (const row of journalSince(ctx, since)) {
    if (row.writtenAt > last) return;
    yield row;
  }
}

const isWanted = (endpoint: StoredWebhook, { from, to, types }: Input, { type, detail }: Told): boolean =>
  detail.at !== undefined &&
  detail.at >= from &&
  detail.at <= to &&
  (types === undefined || types.includes(type)) &&
  wants(endpoint, type, detail);

/** Places deliveries of what the journal holds, a tenth of a second or more apart, and has the endpoint looked at. */
export const webhookReplay = defineJob({
  kind: 'webhookReplay',
  input: Input,
  checkpoint: Checkpoint,
  async part(ctx, { jobId }, input, from): Promise<Part<z.output<typeof Checkpoint>>> {
    const endpoint = await webhooks.find(ctx, input.endpointId);
    if (!isThere(ctx, endpoint)) throw new Problem('not-found', 'The webhook has been deleted.');
    if (endpoint.status === 'disabled') throw new Problem('endpoint-disabled', 'The webhook has been disabled.');
    const gapMs = 1_000 / Math.min(MOST_PER_SECOND, endpoint.maxPerSecond / 2);
    const until = Date.now() + PART_MS;
    let [done, skipped] = [0, 0];
    let dueAt = Math.max(ctx.now.getTime(), Date.parse(from?.placedAt ?? input.from));
    for await (const row of rowsOf(ctx, input, from?.after ?? new Date(input.from))) {
      const wanted = row.events.filter((event) => isWanted(endpoint, input, event));
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
  const { deliveryId, state, placedAt, scheduledFrom } = again;
  let isPlaced = false;
  const action = 'replay';
  const alter = (stored: Awaited<ReturnType<typeof deliveries.find>> & object) => {
    isPlaced = stored.replayedBy !== jobId && stored.state !== 'waiting' && stored.state !== 'sending';
    return isPlaced
      ? { ...stored, state, placedAt, scheduledFrom, attempts: 0, replay: true, replayedBy: jobId }
      : undefined;
  };
  await change(ctx, deliveries, deliveryId, action, alter, { silent: true });
  return isPlaced;
}
