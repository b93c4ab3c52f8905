import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { MetricName } from '../metrics/figure.schema.ts';
import { ComparedMetric, CompareQuery } from './metric-comparison.schema.ts';

export const metricComparisonRoutes = defineRoutes('metric-comparison', {
  compare: {
    method: 'GET',
    path: '/api/crm/metrics/{name}/compare',
    summary: 'Compare a metric with the past, a goal, a benchmark or the rest',
    description:
      'One figure, and that of each group, with the verdict of a test that fits the metric, at 5 % over all that the reply compares. A benchmark without `n` and `spread` has its distance and no verdict. Agents compare their own numbers, with all but the rest.',
    permission: 'metrics:read',
    params: z.object({ name: MetricName }),
    query: CompareQuery,
    reply: { 200: ComparedMetric },
  },
});
