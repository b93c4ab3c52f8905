import type { ScheduledHandler } from 'aws-lambda';
import { eachCompany } from '../../../shared/metrics/each-company.ts';
import { feedbackSource } from '../../../shared/metrics/feedback-source.ts';
import { sweepOf } from '../../../shared/metrics/sweep.ts';

const SINCE_MS = 2 * 3_600_000;

export const handler: ScheduledHandler = (_, lambda) => {
  const now = new Date();
  return eachCompany(
    'sweep-rollups',
    now,
    () => lambda.getRemainingTimeInMillis(),
    (ctx) => sweepOf(ctx, feedbackSource(ctx), new Date(now.getTime() - SINCE_MS)),
  );
};
