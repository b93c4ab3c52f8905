import type { ScheduledHandler } from 'aws-lambda';
import { eachCompany } from '../../../shared/metrics/each-company.ts';
import { countedKinds } from '../../../shared/counted-kinds.ts';
import { reconcileAll } from '../../../shared/metrics/reconcile.ts';

export const handler: ScheduledHandler = (_, lambda) =>
  eachCompany(
    'reconcile',
    new Date(),
    () => lambda.getRemainingTimeInMillis(),
    (ctx) => reconcileAll(ctx, countedKinds),
  );
