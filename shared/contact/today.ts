import { settingsOf } from '../company/settings.ts';
import { localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';

/** The day of an instant on the company's clocks; today by default. */
export async function todayOf(ctx: Context, at: Date = ctx.now): Promise<string> {
  const { timeZone, dayBoundary } = await settingsOf(ctx);
  return localDay(at, timeZone, dayBoundary);
}
