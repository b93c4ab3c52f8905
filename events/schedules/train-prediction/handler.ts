import { trainNightly } from '../../../shared/analytics/train-prediction.ts';
import { onSchedule } from '../../on-schedule.ts';

/** Trains the prediction of every company whose night it is. */
export const handler = onSchedule('train-prediction', async (ctx) => {
  const facts = await trainNightly(ctx);
  return facts ? { facts } : {};
});
