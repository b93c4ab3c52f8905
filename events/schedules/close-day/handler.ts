import { closeGoals } from '../../../shared/goal/close.ts';
import { onSchedule } from '../../on-schedule.ts';

/** Judges the goals whose days are over, of every company. */
export const handler = onSchedule('close-day', async (ctx) => {
  const facts = await closeGoals(ctx);
  return facts.ended > 0 ? { facts } : {};
});
