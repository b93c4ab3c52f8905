import { monthEnd, monthsBetween } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { type MetricName, metrics } from '../metrics/definitions.ts';
import { type Grouping, groupings, type Metric, type Variant } from '../metrics/metric.ts';
import { inVariant } from '../metrics/metrics.ts';
import { readNumbers, rowsBy, sum } from '../metrics/numbers.ts';
import type { Range, Row } from '../metrics/rows.ts';
import type { ExportedFigure } from './exported-figure.ts';
import type { ExportInput } from './export.schema.ts';

/** What is read at once: a month of a metric, as a whole or by one dimension. */
type Place = { month: string; name: MetricName; variant?: Variant; by?: Grouping };
type Asked = NonNullable<ExportInput['figures']>;
type Chunk = { figures: ExportedFigure[]; after?: string };

/** To look at a series costs a read, also where it is empty: as much as so many figures. */
const EMPTY = 4;

/**
 * The next numbers of an export, month by month; of a month first those of everything, then by each dimension metric by
 * metric, key by key, in order of time; only where something was counted or left out. They are what the series of
 * `GET /metrics/{name}` says of that key. Ends with the series in which so many have been looked at as `size` says.
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
  const read = remembering(ctx, asked);
  let looked = 0;
  for (const [at, place] of places.entries()) {
    if (at < begin) continue;
    const own = await figuresOf(ctx, place, asked, read);
    figures.push(...own);
    looked += own.length + EMPTY;
    if (looked >= size && at < places.length - 1) return { figures, after: nameOf(place) };
  }
  return { figures };
}

/** Those of one dimension follow one another, so that its rows are read once for all metrics. */
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

type Reader = (metric: Metric, by: Grouping, days: Range) => Promise<Row[]>;

/** Reads the rows of a dimension in a month once for all metrics that follow one another; holds no others. */
function remembering(ctx: Context, { grain }: Asked): Reader {
  let held: { name: string; rows: Map<string, Promise<Row[]>> } = { name: '', rows: new Map() };
  return (metric, by, days) => {
    const name = `${days.from}/${by}`;
    if (held.name !== name) held = { name, rows: new Map() };
    const kind = metric.rows ?? '';
    const rows = held.rows.get(kind) ?? rowsBy(ctx, metric, by, days, { whole: grain === 'month' });
    held.rows.set(kind, rows);
    return rows;
  };
}

async function figuresOf(
  ctx: Context,
  { month, name, variant, by }: Place,
  { range, grain }: Asked,
  read: Reader,
): Promise<ExportedFigure[]> {
  const metric = inVariant(metrics[name], variant);
  const [first, last] = [`${month}-01`, monthEnd(month)];
  const days = { from: range.from > first ? range.from : first, to: range.to < last ? range.to : last };
  const rows = by ? await read(metric, by, days) : await wholeOf(ctx, metric, days, grain);
  const groups = by ? Map.groupBy(rows, ({ key }) => key) : new Map([['', rows]]);
  return [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, own]) =>
      periodsIn(own, grain).flatMap(([period, some]): ExportedFigure[] => {
        const { value, n, marginOfError, interval, excluded, breakdown } = metric.read(sum(some));
        if (n === 0 && Object.keys(excluded).length === 0) return [];
        return [
          {
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
          },
        ];
      }),
    );
}

/** What the total of a metric is read from. */
async function wholeOf(ctx: Context, metric: Metric, days: Range, grain: Asked['grain']): Promise<Row[]> {
  const by = metric.keyedOnly ? metric.defaultBy : undefined;
  return (await readNumbers(ctx, metric, days, { by }, grain === 'month')).counted;
}

const periodsIn = (rows: readonly Row[], grain: Asked['grain']): [period: string, rows: Row[]][] =>
  [...Map.groupBy(rows, ({ period }) => period.slice(0, grain === 'day' ? 10 : 7))].toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  );
