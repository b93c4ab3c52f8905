import { create } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { isContention } from '../kernel/retry.ts';
import type { Report } from '../report/report.schema.ts';
import type { Run } from '../report-run/run.schema.ts';
import type { Delivery } from './delivery.schema.ts';
import { deliveries, deliveryIdOf } from './delivery.store.ts';
import { recipientsOf } from './recipients.ts';

/** Makes a delivery for each recipient of a run, once; those to whom nothing is sent are among them, with the reason. */
export async function fillDeliveries(ctx: Context, report: Report, run: Run): Promise<Delivery['deliveryId'][]> {
  const ids: Delivery['deliveryId'][] = [];
  for (const { suppressed, ...recipient } of await recipientsOf(ctx, report, run)) {
    const deliveryId = deliveryIdOf({ runId: run.runId, email: recipient.email, at: new Date(run.dueAt) });
    ids.push(deliveryId);
    const draft = {
      deliveryId,
      runId: run.runId,
      reportId: run.reportId,
      ...recipient,
      resend: 0,
      state: suppressed ? ('suppressed' as const) : ('pending' as const),
      ...(suppressed && { reason: suppressed }),
      at: ctx.now.toISOString(),
      leavesAt: run.leavesAt,
    };
    try {
      await create(ctx, deliveries, draft);
    } catch (error) {
      if (!isContention(error) || !(await deliveries.find(ctx, deliveryId))) throw error;
    }
  }
  return ids;
}
