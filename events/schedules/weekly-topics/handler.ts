import { findEmerging } from '../../../shared/emerging/find.ts';
import { onSchedule } from '../../on-schedule.ts';

/** Looks for what the feedback of every company has begun to speak about. */
export const handler = onSchedule('weekly-topics', async (ctx) => {
  const facts = await findEmerging(ctx);
  return facts ? { facts } : {};
});
