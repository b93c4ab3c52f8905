import { countedKinds } from '../../../shared/counted-kinds.ts';
import { noteCounted } from '../../../shared/dashboard/revision.ts';
import { sweepOf } from '../../../shared/metrics/sweep.ts';
import { onSchedule } from '../../on-schedule.ts';

const SINCE_MS = 2 * 3_600_000;

/** Counts what was changed in the last two hours and has not been counted. */
export const handler = onSchedule('sweep-rollups', async (ctx) => {
  const facts = await sweepOf(ctx, countedKinds, new Date(ctx.now.getTime() - SINCE_MS));
  if (facts.restated > 0) await noteCounted(ctx);
  return { facts };
});
