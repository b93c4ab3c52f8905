import type { MetricName } from '../metrics/definitions.ts';
import type { Grouping, Variant } from '../metrics/metric.ts';

/** One number of a metric, of a day or month, as a whole or of one key of a dimension. */
export type ExportedFigure = {
  metric: MetricName;
  variant?: Variant;
  grain: 'day' | 'month';
  period: string;
  by?: Grouping;
  key?: string;
  value: number | null;
  n: number;
  marginOfError?: number | undefined;
  interval?: { low: number; high: number } | undefined;
  excluded: Record<string, number>;
  breakdown?: Record<string, number> | undefined;
  unit: string;
  formulaVersion: number;
};
