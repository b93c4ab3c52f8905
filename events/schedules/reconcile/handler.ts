import { countedKinds } from '../../../shared/counted-kinds.ts';
import { reconcileAll } from '../../../shared/metrics/reconcile.ts';
import { onSchedule } from '../../on-schedule.ts';

/** Proves every company's numbers against its records, and mends what differs. */
export const handler = onSchedule('reconcile', async (ctx) => ({ facts: await reconcileAll(ctx, countedKinds) }));
