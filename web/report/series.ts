import type { Figure } from '../../shared/metrics/figure.schema.ts';
import type { Snapshot } from '../../shared/report/snapshot.schema.ts';
import type { Chart, Point, Row, Series } from '../chart/chart.ts';
import { isCount } from '../chart/format.ts';
import { type Voice } from './figures.ts';
import { metricIn } from './texts/texts.ts';

type Section = Snapshot['sections'][number];
export type TrendSection = Extract<Section, { kind: 'trend' }>;
export type BreakdownSection = Extract<Section, { kind: 'breakdown' }>;
type Taken = TrendSection['series'][number]['points'][number];

type Bounded = { value: number | null; marginOfError?: number | undefined };
/** Bounds of a value: its own where it has some, else by its margin. */
export function boundsOf({
  value,
  marginOfError,
  ...own
}: Bounded & { low?: number | undefined; high?: number | undefined }) {
  if (own.low !== undefined && own.high !== undefined) return { low: own.low, high: own.high };
  if (value === null || marginOfError === undefined) return {};
  return { low: value - marginOfError, high: value + marginOfError };
}

const pointOf = (point: Taken): Point => ({
  period: point.period,
  value: point.value,
  n: point.n,
  ...boundsOf(point),
});

/** A trend as a chart; the past is laid beside it point by point. */
export function trendChart({ texts }: Voice, section: TrendSection, unit: string): Chart {
  const several = section.series.length > 1;
  const past = (name: string, points: readonly Taken[] | undefined): Series[] =>
    points ? [{ name, points: points.map(pointOf) }] : [];
  const [first] = section.series;
  const adjusted: Series[] =
    !several && first?.points.some((point) => point.adjusted !== undefined)
      ? [
          {
            name: texts.withoutWeekday,
            points: first.points.map((point) => ({ ...pointOf(point), value: point.adjusted ?? null })),
          },
        ]
      : [];
  return {
    form: 'trend',
    title: metricIn(texts, section.metric),
    unit,
    series: section.series.map(({ label, points }) => ({
      name: label || texts.thisPeriod,
      points: points.map(pointOf),
    })),
    besides: several
      ? []
      : [...adjusted, ...past(texts.previous, section.previous), ...past(texts.lastYear, section.lastYear)],
  };
}

const rowOf = (label: string, { value, n, marginOfError, interval }: Figure): Row => ({
  name: label,
  value,
  n,
  ...boundsOf({ value, marginOfError, ...interval }),
});

/** Groups as a chart: numbers of things as bars, all else as points with their intervals. */
export function breakdownChart({ texts }: Voice, { metric, rows, total }: BreakdownSection, unit: string): Chart {
  const titled = { title: metricIn(texts, metric), unit };
  const drawn = rows.slice(0, 20).map(({ label, figure }) => rowOf(label, figure));
  if (isCount(unit)) return { form: 'bars', ...titled, rows: drawn };
  const mean = total?.figure.value ?? undefined;
  return { form: 'intervals', ...titled, rows: drawn, ...(mean !== undefined && { mean }) };
}
