import { settingsOf } from '../company/settings.ts';
import { getByAnyId } from '../customer/customer.ts';
import { invalid } from '../http/problem.ts';
import { addDays, localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { dailyValues, healthTrend, TREND_DAYS } from './health-trend.ts';
import type { CustomerScores, ScoreDay } from './score.schema.ts';
import { dayBefore, daysOf } from './score.store.ts';
import { scoresNow } from './score.ts';

type Asked = { customerId: Id<'customer'>; from?: string | undefined; to?: string | undefined };

const byHealth = ({ day, health }: ScoreDay) => ({ day, value: health });

/**
 * The scores of a customer, where their health is going, and how they changed from one day to another, both included; the last 90
 * days where none are said. 404 where there is no such customer, 400 where `to` lies before `from`.
 */
export async function get(ctx: Context, { customerId: id, from, to }: Asked): Promise<CustomerScores> {
  const { customerId } = await getByAnyId(ctx, { customerId: id });
  const { timeZone, dayBoundary } = await settingsOf(ctx);
  const today = localDay(ctx.now, timeZone, dayBoundary);
  const last = to ?? today;
  const first = from ?? addDays(last, 1 - TREND_DAYS);
  if (first > last) throw invalid({ parameter: 'to', detail: 'must not lie before from' });
  const begin = addDays(today, 1 - TREND_DAYS);
  const [scores, before, lately, series] = await Promise.all([
    scoresNow(ctx, customerId),
    dayBefore(ctx, customerId, begin),
    daysOf(ctx, customerId, { from: begin, to: today }),
    daysOf(ctx, customerId, { from: first, to: last }),
  ]);
  const values = dailyValues([...before, ...lately].map(byHealth), today);
  return { customerId, ...scores, healthTrend: healthTrend(values, today), series };
}
