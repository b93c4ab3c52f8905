import { get as getCustomer } from '../customer/customer.ts';
import { type FieldError, invalid, orNone } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { type Activity, CreateActivity, type ScheduleActivity } from './activity.schema.ts';
import { create } from './activity.ts';
import { isMeeting } from './conflicts.ts';

/**
 * Plans an activity with a customer: it is about them, or they take part where it is about something else. 400 for a time in the
 * past and for a customer that there is not.
 */
export async function schedule(ctx: Context, { body }: { body: ScheduleActivity }): Promise<Activity> {
  const { customerId, at, relatedTo, ...said } = body;
  const errors: FieldError[] = [];
  if (at < ctx.now.toISOString()) errors.push({ pointer: '#/at', detail: 'must not lie in the past' });
  if (!(await orNone(getCustomer(ctx, { customerId }))))
    errors.push({ pointer: '#/customerId', detail: 'must be one that there is' });
  if (errors.length > 0) throw invalid(...errors);
  const customer = { type: 'customer' as const, id: customerId };
  const planned = CreateActivity.parse({
    ...said,
    dueAt: at,
    ...(isMeeting({ type: body.type, startAt: at }) && { startAt: at }),
    relatedTo: relatedTo ?? customer,
    ...(relatedTo && { participants: [customer] }),
  });
  return create(ctx, { body: planned });
}
