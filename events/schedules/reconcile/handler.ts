import { countedKinds } from '../../../shared/counted-kinds.ts';
import { reconcileDashboards } from '../../../shared/dashboard/refresh.ts';
import { noteCounted } from '../../../shared/dashboard/revision.ts';
import { emitMetric } from '../../../shared/kernel/log.ts';
import { reconcileAll } from '../../../shared/metrics/reconcile.ts';
import { onSchedule } from '../../on-schedule.ts';

/** Proves every company's numbers against its records and stored dashboards against the numbers, and mends what differs. */
export const handler = onSchedule('reconcile', async (ctx) => {
  const found = await reconcileAll(ctx, countedKinds);
  const dashboards = await reconcileDashboards(ctx);
  if (dashboards > 0) emitMetric('rollup_drift', dashboards, { companyId: ctx.companyId });
  // What was mended moved counters, of which no change of a record tells.
  if (found.restated + found.repaired > 0) await noteCounted(ctx);
  return { facts: { ...found, dashboards } };
});
