import { invalid, Problem } from '../http/problem.ts';
import { localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import type { Settings } from '../company/settings.schema.ts';
import { pairOf, type Pair, type Past, pasts } from '../metrics/comparison/periods.ts';
import { Day } from '../metrics/metrics.schema.ts';
import type { Range } from '../metrics/rows.ts';

/** What compares people or groups is not for agents, who read their own numbers only. */
export function refuseAgents({ actor }: Context): void {
  if (actor.ownOnly) throw new Problem('forbidden', 'Agents read their own numbers only.');
}

/** Longest period of an analysis, in days. */
export const MOST_DAYS = 366;

/** The company's day that runs now. */
export const todayOf = ({ now }: Pick<Context, 'now'>, { timeZone, dayBoundary }: Settings): string =>
  localDay(now, timeZone, dayBoundary);

/**
 * The two periods that `with` names, the later one cut to complete days: the one before, the same one a year ago, or days as
 * `from..to`. Undefined where no day of the later one is complete. Throws 400 for days that are none, or that reach into it.
 */
export function periodsOf(range: Range, named: string, today: string): Pair | undefined {
  const past = pasts.find((one) => one === named);
  const pair = past ? pairOf(range, past as Past, today) : pairWith(range, named, today);
  if (pair && pair.before.to >= pair.now.from) throw refused('must end before the period that is compared with it');
  return pair;
}

const refused = (detail: string) => invalid({ parameter: 'with', detail });

function pairWith(range: Range, named: string, today: string): Pair | undefined {
  const [from = '', to = ''] = named.split('..');
  if (![from, to].every((day) => Day.safeParse(day).success))
    throw refused('must be two days as `2026-09-01..2026-09-30`');
  if (from > to) throw refused('must not begin after it ends');
  if (Date.parse(to) - Date.parse(from) >= MOST_DAYS * 86_400_000) throw refused(`must have at most ${MOST_DAYS} days`);
  // Only how much of it is complete is asked for.
  const pair = pairOf(range, 'previous', today);
  return pair && { ...pair, before: { from, to } };
}
