import { orNone } from '../http/problem.ts';
import { dueRecords } from '../kernel/due-records.ts';
import { actionOf, saysNow } from './score.ts';
import { scores } from './score.store.ts';

/** Longer than the scores of one customer take. */
const LEASE_MS = 5 * 60_000;

/** Scores whose night it is; who is gone by then is not looked at again. */
export const dueScores = dueRecords(scores, {
  leaseMs: LEASE_MS,
  action: actionOf,
  act: async (ctx, before) => (await orNone(saysNow(ctx, before.customerId, before))) ?? { nextAt: undefined },
});
