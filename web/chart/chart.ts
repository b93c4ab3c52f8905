/** One period of a line: a month (`2026-11`), a day (`2026-11-30`, also the first day of a week), or what is said as it is. */
export type Point = {
  period: string;
  /** Null where nothing was answered: the line has a gap there. */
  value: number | null;
  n: number;
  /** Bounds of the 95 % interval. */
  low?: number;
  high?: number;
};

export type Series = { name: string; points: readonly Point[] };

/** One line of a list of groups. */
export type Row = {
  name: string;
  value: number | null;
  n: number;
  low?: number;
  high?: number;
};

/** What a part of a whole means, which decides its colour. */
export type Tone = 'good' | 'neutral' | 'bad';

type Titled = {
  /** What is drawn, e.g. the name of the metric; said in the description, not drawn. */
  title: string;
  /** The unit of the metric as the catalogue names it, e.g. `percent`. */
  unit: string;
};

/** A metric over time: one line with the band of its interval, or up to five lines without; `besides` (the past) is dashed. */
export type TrendChart = Titled & { form: 'trend'; series: readonly Series[]; besides?: readonly Series[] };
/** Groups as bars that begin at the unit's lowest value, or at 0 where they are changes. */
export type BarsChart = Titled & { form: 'bars'; rows: readonly Row[]; changes?: true };
/**
 * Groups as points with the bounds of their interval; `mean` is a line through all of them. Changes have a line at 0 and are
 * written with their sign. Rows from `apart` on stand below a line: they rest on few answers.
 */
export type IntervalsChart = Titled & {
  form: 'intervals';
  rows: readonly Row[];
  mean?: number;
  changes?: true;
  apart?: number;
};
/** Parts of a whole in per cent, one stacked bar per row. */
export type SharesChart = Titled & {
  form: 'shares';
  parts: readonly { name: string; tone?: Tone }[];
  rows: readonly { name: string; n: number; shares: readonly number[] }[];
};
/** Steps of which each is reached by a part of the first. */
export type FunnelChart = Titled & { form: 'funnel'; steps: readonly { name: string; value: number }[] };
/** A line in a row of text: no axes, no labels. */
export type SparkChart = Titled & { form: 'spark'; points: readonly Point[] };

export type Chart = TrendChart | BarsChart | IntervalsChart | SharesChart | FunnelChart | SparkChart;

/** Below so many answers a point is drawn hollow. */
export const FEW = 30;
