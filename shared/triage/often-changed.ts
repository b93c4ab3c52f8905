import { addDays, localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { keptFor } from '../kernel/kept.ts';
import type { Counters } from '../metrics/counters.ts';
import { mergeCounters } from '../metrics/counters.ts';
import { suggestionsKept } from '../metrics/action-readings.ts';
import { countingSettings } from '../metrics/counting-settings.ts';
import { readRows } from '../metrics/rows.ts';

const DAYS = 28;
/** Fewer decisions say nothing. */
const LEAST = 50;
const KEPT_MS = 60_000;
const known = keptFor<ReadonlySet<string>>(KEPT_MS);

/** Kinds of suggestions that are kept by less than half of the decisions that say anything of them, in 28 days. */
export const oftenChanged = (ctx: Context): Promise<ReadonlySet<string>> =>
  known.get(ctx.companyId, ctx.now.getTime(), async () => {
    const { timeZone, dayBoundary } = await countingSettings(ctx);
    const to = localDay(ctx.now, timeZone, dayBoundary);
    const rows = await readRows(ctx, 'triageItem.kind', { from: addDays(to, 1 - DAYS), to }, { whole: false });
    const kinds = [...Map.groupBy(rows, ({ key }) => key)].filter(([, own]) => {
      const sum = own.reduce<Counters>((total, { counters }) => mergeCounters(total, counters), {});
      const { kept, changed } = suggestionsKept(sum);
      return kept + changed >= LEAST && kept < changed;
    });
    return new Set(kinds.map(([kind]) => kind));
  });
