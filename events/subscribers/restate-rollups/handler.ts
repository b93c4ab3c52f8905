import type { SQSHandler } from 'aws-lambda';
import { systemContext } from '../../../shared/kernel/context.ts';
import { log } from '../../../shared/kernel/log.ts';
import { feedbackSource } from '../../../shared/metrics/feedback-source.ts';
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
    const source = feedbackSource(ctx);
    const done = detail.months ? await mend(ctx, source, detail.months) : await sweepOf(ctx, source, ctx.now);
    log.info('restated', { company: ctx.companyId, ...done });
  }
};
