import type { ScheduledHandler } from 'aws-lambda';
import { eachCompany } from '../../../shared/metrics/each-company.ts';
import { countedKinds } from '../../../shared/counted-kinds.ts';
import { sweepOf } from '../../../shared/metrics/sweep.ts';

const SINCE_MS = 2 * 3_600_000;

export const handler: ScheduledHandler = (_, lambda) => {
  const now = new Date();
  return eachCompany(
    'sweep-rollups',
    now,
    () => lambda.getRemainingTimeInMillis(),
    (ctx) => sweepOf(ctx, countedKinds, new Date(now.getTime() - SINCE_MS)),
  );
};
