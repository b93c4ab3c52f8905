import { months } from '../feedback/feedback.walk.ts';
import { addDays, monthEnd } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { type Counters, excludedName, mergeCounters } from './counters.ts';
import { type Range, readRows } from './rows.ts';

/** The whole months that any record of the company can lie in; undefined where there is none. */
export async function allMonths(ctx: Context): Promise<Range | undefined> {
  const known = await months(ctx);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  // Zones and boundaries move a record by less than two days, into a neighbouring month at most.
  const from = addDays(`${first}-01`, -2).slice(0, 7);
  return { from: `${from}-01`, to: monthEnd(addDays(monthEnd(last), 2)) };
}

/** How many records in the company's numbers wait for their analysis, as the reader `changes` has counted them. */
export async function pendingAnalyses(ctx: Context): Promise<number> {
  const range = await allMonths(ctx);
  if (!range) return 0;
  const rows = await readRows(ctx, 'company', range, { whole: true });
  const total = rows.reduce<Counters>((sum, { counters }) => mergeCounters(sum, counters), {});
  return total[excludedName('sentiment', 'pending')] ?? 0;
}
