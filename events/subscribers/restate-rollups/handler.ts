import type { SQSHandler } from 'aws-lambda';
import { systemContext } from '../../../shared/kernel/context.ts';
import { log } from '../../../shared/kernel/log.ts';
import { feedbackSource } from '../../../shared/metrics/feedback-source.ts';
import { sweepOf } from '../../../shared/metrics/sweep.ts';

/** One company a message; delivered twice, the second run finds nothing to do. */
export const handler: SQSHandler = async ({ Records }) => {
  for (const { body } of Records) {
    const { detail } = JSON.parse(body) as { detail: { companyId: string } };
    const ctx = systemContext(detail.companyId, 'restate-rollups');
    log.info('restated', { company: ctx.companyId, ...(await sweepOf(ctx, feedbackSource(ctx), ctx.now)) });
  }
};
