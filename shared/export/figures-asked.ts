import { monthsOf } from '../company/months.ts';
import type { Settings } from '../company/settings.schema.ts';
import { invalid, Problem } from '../http/problem.ts';
import { addDays, localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { metricNames, metrics } from '../metrics/definitions.ts';
import { groupings, type Metric } from '../metrics/metric.ts';
import { MAX_DAYS } from '../metrics/metrics.schema.ts';
import type { CreateExport, ExportInput } from './export.schema.ts';

/**
 * Which numbers an export of `metrics` holds: unless it says otherwise all that are counted by day, as a whole and by each
 * dimension, from the first month with records until today. Throws 400 for more than ten years, for what is counted as of
 * now, and for a dimension that none of its metrics has; 403 for the numbers of each person without `workflow:write`.
 */
export async function figuresAsked(
  ctx: Context,
  { filter, grain = 'day', metrics: named, by: dimensions }: CreateExport,
  { timeZone, dayBoundary }: Pick<Settings, 'timeZone' | 'dayBoundary'>,
): Promise<NonNullable<ExportInput['figures']>> {
  const ofNow = (named ?? []).flatMap((name, at) =>
    isDaily(metrics[name]) ? [] : [{ pointer: `#/metrics/${at}`, detail: 'is counted as of now, and of no day' }],
  );
  const names = named ?? metricNames.filter((name) => isDaily(metrics[name]));
  const known = new Set(names.flatMap((name) => metrics[name].dimensions));
  const unfit = (dimensions ?? []).flatMap((by, at) =>
    known.has(by) ? [] : [{ pointer: `#/by/${at}`, detail: 'is a dimension of none of these metrics' }],
  );
  const to = filter.to ?? localDay(ctx.now, timeZone, dayBoundary);
  const from = filter.from ?? (await firstDay(ctx, to));
  const tooLong = addDays(from, MAX_DAYS.month) <= to;
  const long = tooLong
    ? [{ pointer: '#/filter/from', detail: `must be less than ${MAX_DAYS.month} days before the last day` }]
    : from > to
      ? [{ pointer: '#/filter/from', detail: 'must not lie after the last day' }]
      : [];
  const faults = [...ofNow, ...unfit, ...long];
  if (faults.length > 0) throw invalid(...faults);
  // Who deals with follow-ups how fast is for those who hand them out, as in the API of metrics.
  const mayReadOwners = ctx.actor.permissions.has('workflow:write');
  if (dimensions?.includes('owner') && !mayReadOwners)
    throw new Problem('forbidden', 'Only managers read the numbers of each person.');
  const by = (dimensions ?? [...groupings]).filter((one) => known.has(one) && (one !== 'owner' || mayReadOwners));
  return { range: { from, to }, grain, metrics: names, by };
}

const isDaily = ({ live }: Metric): boolean => live === undefined;

/** Of the first month that holds records; the last day itself where none does. A zone moves a record by less than two days. */
async function firstDay(ctx: Context, to: string): Promise<string> {
  const [first] = [...(await monthsOf(ctx, 'fb')), ...(await monthsOf(ctx, 'sv'))].toSorted();
  const day = first === undefined ? to : addDays(`${first}-01`, -2);
  return day < to ? day : to;
}
