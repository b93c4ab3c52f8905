import { countTerms } from '../../../shared/similarity/count-terms.ts';
import { onSchedule } from '../../on-schedule.ts';

/** Takes every company's weekly snapshot of how common its terms are. */
export const handler = onSchedule('count-terms', async (ctx) => {
  const facts = await countTerms(ctx);
  return facts ? { facts } : {};
});
