import * as z from 'zod';
import { noteCounted } from '../../../shared/dashboard/revision.ts';
import { log } from '../../../shared/kernel/log.ts';
import { countedKinds } from '../../../shared/counted-kinds.ts';
import { mend } from '../../../shared/metrics/reconcile.ts';
import { sweepOf } from '../../../shared/metrics/sweep.ts';
import { onEvent } from '../../on-event.ts';

/**
 * One company a message: all its months when its days have changed, the months named when a reconcile found them wrong.
 * Delivered twice, the second run finds nothing to do.
 */
export const handler = onEvent({
  name: 'restate-rollups',
  detail: z.object({ companyId: z.string(), months: z.array(z.string()).optional() }),
  companyOf: ({ companyId }) => companyId,
  async act(ctx, { months }) {
    const done = months ? await mend(ctx, countedKinds, months) : await sweepOf(ctx, countedKinds, ctx.now);
    await noteCounted(ctx);
    log.info('restated', { company: ctx.companyId, ...done });
  },
});
