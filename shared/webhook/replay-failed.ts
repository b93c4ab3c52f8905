import * as z from 'zod';
import { instant } from '../fields/time.schema.ts';
import { defineJob, type Part } from '../job/define.ts';
import { eachBatch } from '../kernel/batches.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { orNone } from '../http/problem.ts';
import { countIn, deliveries, inLane, type Placed } from './delivery.store.ts';
import { endpointOf, gapMsOf, MOST_COUNTED, PARALLEL, PART_MS, PER_PART, sentAgain } from './replay-job.ts';
import { wake } from './wake.ts';
import { EndpointId } from './webhook.schema.ts';

/** What had failed by `upTo` is sent again; what fails again later is not. */
const Input = z.object({ endpointId: EndpointId, upTo: instant });
/** Behind which delivery of the lane to go on, and when the next one is due. */
const Checkpoint = z.object({ after: z.string(), placedAt: instant });

const PAGE = 100;

/** How many have failed for good, since before `upTo` where that is given; up to 10 000. */
export const countFailed = (ctx: Context, endpointId: Id<'webhook'>, upTo?: string): Promise<number> =>
  countIn(ctx, endpointId, 'failed', MOST_COUNTED, upTo);

/** Has what failed for good sent again, the earliest first, a tenth of a second or more apart. */
export const webhookReplayFailed = defineJob({
  kind: 'webhookReplayFailed',
  input: Input,
  checkpoint: Checkpoint,
  async part(ctx, { jobId }, { endpointId, upTo }, from): Promise<Part<z.output<typeof Checkpoint>>> {
    const gapMs = gapMsOf(await endpointOf(ctx, endpointId));
    const until = Date.now() + PART_MS;
    const total = from ? MOST_COUNTED : await countFailed(ctx, endpointId, upTo);
    const known = total < MOST_COUNTED ? { total } : {};
    let [done, skipped] = [0, 0];
    let dueAt = Math.max(ctx.now.getTime(), Date.parse(from?.placedAt ?? upTo));
    for await (const page of inLane(ctx, endpointId, 'failed', { after: from?.after, upTo, size: PAGE })) {
      await eachBatch(page, { size: 1, parallel: PARALLEL }, async (batch) => {
        for (const { deliveryId } of batch) {
          const at = new Date(dueAt);
          dueAt += gapMs;
          if (!(await place(ctx, deliveryId, { jobId, at, upTo }))) skipped++;
        }
      });
      done += page.length;
      const last = page.at(-1);
      if (!last || (done < PER_PART && Date.now() < until)) continue;
      await wake(ctx, endpointId);
      return { done, skipped, ...known, next: { after: behind(last), placedAt: new Date(dueAt).toISOString() } };
    }
    if (done > 0) await wake(ctx, endpointId);
    return { done, skipped, ...known };
  },
});

const behind = ({ placedAt, deliveryId }: Placed): string => `${placedAt}#${deliveryId}~`;

/** Whether a delivery is sent again; not where it no longer lies among the failed, of which the index may not know yet. */
async function place(
  ctx: Context,
  deliveryId: Id<'delivery'>,
  { jobId, at, upTo }: { jobId: Id<'job'>; at: Date; upTo: string },
): Promise<boolean> {
  let isPlaced = false;
  await orNone(
    change(
      ctx,
      deliveries,
      deliveryId,
      'replay',
      (stored) => {
        isPlaced = stored.state === 'failed' && stored.placedAt <= upTo;
        return isPlaced ? sentAgain(stored, { jobId, at }) : undefined;
      },
      { silent: true },
    ),
  );
  return isPlaced;
}
