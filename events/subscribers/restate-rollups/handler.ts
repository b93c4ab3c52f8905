import type { SQSHandler } from 'aws-lambda';
import { systemContext } from '../../../shared/kernel/context.ts';
import { log } from '../../../shared/kernel/log.ts';
import { countedKinds } from '../../../shared/records.ts';
import { mend } from '../../../shared/metrics/reconcile.ts';
import { sweepOf } from '../../../shared/metrics/sweep.ts';

/**
 * One company a message: all its months when its days have changed, the months named when a reconcile found them wrong.
 * Delivered twice, the second run finds nothing to do.
 */
export const handler: SQSHandler = async ({ Records }) => {
  for (const { body } of Records) {
    const { detail } = JSON.parse(body) as { detail: { companyId: string; months?: string[] } };
    const ctx = systemContext(detail.companyId, 'restate-rollups');
    const { months } = detail;
    const done = months ? await mend(ctx, countedKinds, months) : await sweepOf(ctx, countedKinds, ctx.now);
    log.info('restated', { company: ctx.companyId, ...done });
  }
};
