import { dueActivity } from '../customer/due-activity.ts';
import { timelineOf } from './timeline.ts';

/** Customers of whom it is to be looked at whether they are still active, by what their timeline says. */
export const dueCustomers = dueActivity(async (ctx, customer) => {
  const { items } = await timelineOf(ctx, customer, { kinds: ['feedback', 'purchase'], limit: 1 });
  return items[0]?.at;
});
