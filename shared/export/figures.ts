import { monthEnd, monthsBetween } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { type MetricName, metrics } from '../metrics/definitions.ts';
import { type Grouping, groupings, type Metric, type Variant } from '../metrics/metric.ts';
import { inVariant, readingsOf } from '../metrics/metrics.ts';
import { readNumbers } from '../metrics/numbers.ts';
import type { ExportedFigure } from './exported-figure.ts';
import type { ExportInput } from './export.schema.ts';

/** What is read at once: a month of a metric, as a whole or by one dimension. */
type Place = { month: string; name: MetricName; variant?: Variant; by?: Grouping };
type Asked = NonNullable<ExportInput['figures']>;
type Chunk = { figures: ExportedFigure[]; after?: string };

/** To look at a series costs a read, also where it is empty: as much as so many figures. */
const EMPTY = 8;

/**
 * The next numbers of an export, month by month; of a month first those of everything, then by each dimension metric by
 * metric, key by key, in order of time; only where something was counted or left out. They are what the series of
 * `GET /metrics/{name}` for that month says of that key, so also which anonymous answers are too few is decided by month.
 * Ends with the series in which so many have been looked at as `size` says.
 */
export async function nextFigures(
  ctx: Context,
  asked: Asked,
  { after, size }: { after: string | undefined; size: number },
): Promise<Chunk> {
  const places = placesOf(asked);
  const begin = after === undefined ? 0 : 1 + places.findIndex((place) => nameOf(place) === after);
  if (after !== undefined && begin === 0) throw new Error(`an export of metrics has no place ${after}`);
  const figures: ExportedFigure[] = [];
  let looked = 0;
  for (const [at, place] of places.entries()) {
    if (at < begin) continue;
    const own = await figuresOf(ctx, place, asked);
    figures.push(...own);
    looked += own.length + EMPTY;
    if (looked >= size && at < places.length - 1) return { figures, after: nameOf(place) };
  }
  return { figures };
}

function placesOf({ range, metrics: names, by }: Asked): Place[] {
  const series = [undefined, ...groupings.filter((one) => by.includes(one))].flatMap((dimension) =>
    names.flatMap((name): Omit<Place, 'month'>[] => {
      const { dimensions, variants = {} }: Metric = metrics[name];
      if (dimension !== undefined && !dimensions.includes(dimension)) return [];
      const one = { name, ...(dimension && { by: dimension }) };
      return [one, ...(Object.keys(variants) as Variant[]).map((variant) => ({ ...one, variant }))];
    }),
  );
  return monthsBetween(range.from, range.to).flatMap((month) => series.map((one) => ({ month, ...one })));
}

const nameOf = ({ month, name, variant, by }: Place): string => [month, by ?? '', name, variant ?? ''].join('/');

async function figuresOf(ctx: Context, place: Place, { range, grain }: Asked): Promise<ExportedFigure[]> {
  const { month, name, variant, by } = place;
  const metric = inVariant(metrics[name], variant);
  const [first, last] = [`${month}-01`, monthEnd(month)];
  const days = { from: range.from > first ? range.from : first, to: range.to < last ? range.to : last };
  const numbers = await readNumbers(ctx, metric, days, { by: by ?? totalBy(metric) }, grain === 'month');
  const groups = by ? Map.groupBy(numbers.grouped, ({ key }) => key) : new Map([['', numbers.counted]]);
  return [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, counted]) =>
      readingsOf(metric, grain, days, { ...numbers, counted })
        .filter(({ reading: { n, excluded } }) => n > 0 || Object.keys(excluded).length > 0)
        .map(({ period, reading: { value, n, marginOfError, interval, excluded, breakdown } }) => ({
          metric: name,
          ...(variant && { variant }),
          grain,
          period,
          ...(by && { by, key }),
          value,
          n,
          ...(marginOfError !== undefined && { marginOfError }),
          ...(interval && { interval }),
          excluded,
          ...(breakdown && { breakdown }),
          unit: metric.unit,
          formulaVersion: metric.formulaVersion ?? 1,
        })),
    );
}

/** What the total of a metric is read from, where that is its groups. */
const totalBy = ({ keyedOnly, defaultBy }: Metric): Grouping | undefined => (keyedOnly ? defaultBy : undefined);
