import { addBusinessMinutes, type Hours } from '../calendar/business-time.ts';
import { get as getCalendar } from '../calendar/calendar.ts';
import { invalid, orNone } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { AlertRule } from './alert-rule.schema.ts';

type Rule = Pick<AlertRule, 'activeHours'>;

/** The hours of a rule; undefined where it has none, or where their calendar is gone: then it is always heard. */
export const hoursOf = async (ctx: Context, { activeHours }: Rule): Promise<Hours | undefined> =>
  activeHours && orNone(getCalendar(ctx, activeHours));

/** When the hours of a rule begin that an instant lies outside of; undefined within them. */
export const closedUntilOf = async (ctx: Context, rule: Rule, at: string): Promise<string | undefined> =>
  closedUntil(await hoursOf(ctx, rule), at);

/** The same by hours that are known. */
export function closedUntil(hours: Hours | undefined, at: string): string | undefined {
  const opensAt = hours && addBusinessMinutes(new Date(at), 0, hours).toISOString();
  return opensAt !== undefined && opensAt > at ? opensAt : undefined;
}

/** Refuses hours of a calendar that the company does not have. */
export async function expectHours(ctx: Context, rule: Rule): Promise<void> {
  if (rule.activeHours && !(await hoursOf(ctx, rule)))
    throw invalid({ pointer: '#/activeHours/calendarId', detail: 'names no calendar of the company' });
}
