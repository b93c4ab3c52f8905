import { score } from '../../../shared/score/score.ts';
import { measure } from '../../../shared/score/yardsticks.ts';
import { onSchedule } from '../../on-schedule.ts';

/** Measures how the customers of every company buy. */
export const handler = onSchedule('score-yardsticks', async (ctx) => {
  const { customers, buyers, drift } = await measure(ctx, score);
  return customers > 0 ? { facts: { customers, buyers, drift } } : {};
});
