import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../http/problem.ts';
import { addDays, monthEnd, monthsBetween } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { publish } from '../kernel/bus.ts';
import { emitMetric } from '../kernel/log.ts';
import { numbersDrifted } from './metrics.events.ts';
import { noteReconcile } from './last-reconcile.ts';
import type { StoredKind, CountingSettings } from './counted-kind.ts';
import { countedKinds } from '../counted-kinds.ts';
import { countingSettings } from './counting-settings.ts';
import { compared, differs } from './drift.ts';
import { rangeOf, type Selection } from './metrics.ts';
import { MAX_DAYS } from './metrics.schema.ts';
import { repair } from './repair.ts';
import { type Range, storedRows } from './rows.ts';
import { sweep } from './sweep.ts';
import { Totals } from './totals.ts';

export type Drift = {
  drift: number;
  checked: number;
  counters: number;
  /** Months that counters which differ belong to, in the company's time zone. */
  months: string[];
};

export type DriftReport = Omit<Drift, 'months'> & Range & { asOf: string; sweepRequested: string[] };

/**
 * Whether the numbers of a range of days are what the records add up to. Where they are not, asks for the sweep of those
 * months, which counts them from the records.
 */
export async function reconcile(ctx: Context, input: Selection): Promise<DriftReport> {
  if (ctx.actor.ownOnly) throw new Problem('forbidden', 'Agents read their own numbers only.');
  const { range } = await rangeOf(ctx, input, MAX_DAYS.day);
  const { months, ...found } = await compareAll(ctx, countedKinds, range);
  if (months.length > 0) await requestSweep(ctx, months, found.drift);
  return { ...found, ...range, asOf: ctx.now.toISOString(), sweepRequested: months };
}

async function requestSweep(ctx: Context, months: string[], drift: number): Promise<void> {
  const { companyId } = ctx;
  await publish([numbersDrifted(ctx, months)]);
  emitMetric('sweep_requested', months.length, { companyId });
  ctx.log.warn('numbers differ from the records; sweep requested', { company: companyId, drift, months });
}

/** Changes take seconds from record to number; what differs only because of that is gone at a second look. */
const LOOKS = 4;
const LOOK_MS = 1_500;

/**
 * Recomputes the numbers of a range of days from the records and compares every counter of every row.
 * Throws 503 when the range is too much for the time there is.
 */
export async function compare(
  ctx: Context,
  kind: StoredKind,
  settings: CountingSettings,
  range: Range,
): Promise<Drift> {
  for (let look = 1; ; look++) {
    const found = await compareOnce(ctx, kind, settings, range);
    const late = ctx.deadline !== undefined && Date.now() + LOOK_MS * 2 > ctx.deadline.getTime();
    if (found.drift === 0 || look === LOOKS || late) return found;
    await sleep(LOOK_MS);
  }
}

/** The same for several kinds, added up. */
async function compareAll(ctx: Context, kinds: readonly StoredKind[], range: Range): Promise<Drift> {
  const settings = await countingSettings(ctx);
  const found: Drift = { drift: 0, checked: 0, counters: 0, months: [] };
  // At once: each waits for numbers that are on their way, and together they wait no longer than one.
  for (const one of await Promise.all(kinds.map((kind) => compare(ctx, kind, settings, range)))) add(found, one);
  return found;
}

function add(to: Drift, { drift, checked, counters, months }: Drift): void {
  to.drift += drift;
  to.checked += checked;
  to.counters += counters;
  to.months = [...new Set([...to.months, ...months])].toSorted();
}

async function compareOnce(ctx: Context, kind: StoredKind, settings: CountingSettings, range: Range): Promise<Drift> {
  const source = kind.source(ctx);
  const totals = new Totals(kind);
  let checked = 0;
  for (const month of await monthsAround(ctx, kind, range)) {
    for await (const page of source.walk(month)) {
      if (ctx.deadline && Date.now() > ctx.deadline.getTime()) {
        throw new Problem(
          'unavailable',
          'There are more records in these days than can be checked in one request; ask for fewer days.',
        );
      }
      for (const { record } of page) {
        const adds = kind.contributions(record, settings).filter(({ day }) => day >= range.from && day <= range.to);
        for (const one of adds) totals.add(one, 1);
        if (adds.length > 0) checked++;
      }
    }
  }
  const counters = compared(ctx, range, await storedRows(ctx, kind, range), totals);
  const wrong = counters.filter(differs);
  const months = [...new Set(wrong.map(({ period }) => period.slice(0, 7)))].toSorted();
  return { drift: wrong.length, checked, counters: counters.length, months };
}

/** Months whose records may contribute to a range. A day of the company lies within two days of the same day in UTC. */
async function monthsAround(ctx: Context, { source, lasts }: Sourced, { from, to }: Range): Promise<string[]> {
  const [first, last] = [addDays(from, -2), addDays(to, 2)].map((day) => day.slice(0, 7)) as [string, string];
  return (await source(ctx).months()).filter((month) => month <= last && (lasts || month >= first));
}

type Sourced = Pick<StoredKind, 'source' | 'lasts'>;

export type Mended = {
  /** Records whose contribution was missing or differed. */
  restated: number;
  /** Those among them that may have been on their way, as they had changed within the last hour. */
  late: number;
  /** Counters that even then were not the sum of what was contributed. */
  repaired: number;
};
export type Reconciled = Drift & Mended;

/** The numbers of a large import come behind its records by minutes; what takes longer has its own alarm. */
const LONGEST_WAY_MS = 3_600_000;

/** Counts from the records what the stream missed in some months, then sets right what no record explains. */
export async function mend(ctx: Context, kinds: readonly StoredKind[], months: readonly string[]): Promise<Mended> {
  const mended: Mended = { restated: 0, late: 0, repaired: 0 };
  const ranges = inYears(months);
  const onTheirWay = new Date(ctx.now.getTime() - LONGEST_WAY_MS);
  for (const kind of kinds) {
    for (const range of ranges) {
      const swept = await sweep(ctx, kind, { months: await monthsAround(ctx, kind, range), onTheirWay });
      mended.restated += swept.restated;
      mended.late += swept.late;
    }
    for (const range of ranges) mended.repaired += await repair(ctx, kind, await monthsAround(ctx, kind, range), range);
  }
  return mended;
}

/**
 * The nightly look at everything: mends the months whose counters are not what the records add up to, publishes by how many
 * they were not, and notes what it found. What only was on its way, as during an import, is no drift.
 */
export async function reconcileAll(ctx: Context, kinds: readonly StoredKind[]): Promise<Reconciled> {
  const settings = await countingSettings(ctx);
  const found: Drift = { drift: 0, checked: 0, counters: 0, months: [] };
  const mended: Mended = { restated: 0, late: 0, repaired: 0 };
  for (const kind of kinds) {
    const own: Drift = { drift: 0, checked: 0, counters: 0, months: [] };
    for (const year of await yearsOf(ctx, kind)) add(own, await compare(ctx, kind, settings, year));
    const { restated, late, repaired } = await mend(ctx, [kind], own.months);
    mended.restated += restated;
    mended.late += late;
    mended.repaired += repaired;
    const missed = restated - late + repaired > 0;
    add(found, missed ? own : { ...own, drift: 0 });
  }
  emitMetric('rollup_drift', found.drift, { companyId: ctx.companyId });
  const reconciled = { ...found, ...mended };
  await noteReconcile(ctx, reconciled);
  return reconciled;
}

/**
 * Whole months that any record can lie in, a year at a time so that memory stays bounded. Of kinds that last these are all
 * until now: days ahead, which hold what is due then, are looked at when they have come.
 */
async function yearsOf(ctx: Context, { source, lasts }: Sourced): Promise<Range[]> {
  const known = await source(ctx).months();
  const [first] = known;
  const today = ctx.now.toISOString().slice(0, 7);
  const held = lasts && first !== undefined ? [...monthsBetween(first, today), ...known] : known;
  // Zones and boundaries move a record by less than two days, into a neighbouring month at most.
  const months = held.flatMap((month) => monthsBetween(addDays(`${month}-01`, -2), addDays(monthEnd(month), 2)));
  return inYears(months);
}

/** The ranges from the first to the last month of each year. */
function inYears(months: readonly string[]): Range[] {
  const years = Map.groupBy([...new Set(months)].toSorted(), (month) => month.slice(0, 4));
  return [...years.values()].map((year) => ({ from: `${year[0]}-01`, to: monthEnd(year.at(-1) ?? '') }));
}
