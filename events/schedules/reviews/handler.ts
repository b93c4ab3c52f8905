import { makeDue } from '../../../shared/review/scheduled.ts';
import { reviewMail } from '../../../web/mail/review-mail.tsx';
import { onSchedule } from '../../on-schedule.ts';

/** Makes what is due, of every company. */
export const handler = onSchedule('reviews', async (ctx) => {
  const { made, mails } = await makeDue(ctx, reviewMail);
  return made + mails > 0 ? { facts: { made, mails } } : {};
});
