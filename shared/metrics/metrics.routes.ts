import * as z from 'zod';
import { Feedback } from '../feedback/feedback.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { MetricName } from './figure.schema.ts';
import { Catalogue, Drift, MetricReport, ReadMetric, ReadRecords, ReconcileQuery } from './metrics.schema.ts';

const params = z.object({ name: MetricName });

export const metricsRoutes = defineRoutes('metrics', {
  catalogue: {
    method: 'GET',
    path: '/api/crm/metrics',
    summary: 'List metrics with formula, unit and dimensions',
    permission: 'metrics:read',
    reply: { 200: Catalogue },
  },
  reconcile: {
    method: 'GET',
    path: '/api/crm/metrics/reconcile',
    summary: 'Reconcile the counters with the records',
    description:
      'Counters of changes that are still on their way are looked at again for some seconds. Where there is a difference in the end, the months it is in are counted again from the records. A range with more feedback than can be read in one request is refused with 503; ask for fewer days then.',
    permission: 'metrics:read',
    query: ReconcileQuery,
    reply: { 200: Drift },
    problems: ['unavailable'],
  },
  read: {
    method: 'GET',
    path: '/api/crm/metrics/{name}',
    summary: 'Read a metric over a range of days',
    description:
      'Days are those of the company’s time zone. A number becomes visible within seconds of the change behind it. Agents read their own numbers only, and each owner’s numbers are for those who may hand out follow-ups (`workflow:write`). A number of what is there now takes no days. With `compare`, the total and each group are compared with the past by a test that fits the metric, on complete days, and told apart at 5 % over all that is compared with one past. Means and shares by agent, team, category or segment are ranked.',
    permission: 'metrics:read',
    params,
    query: ReadMetric,
    reply: { 200: MetricReport },
  },
  records: {
    method: 'GET',
    path: '/api/crm/metrics/{name}/records',
    summary: 'List the records behind a number',
    description:
      'Newest first. A page can hold fewer records than asked for although more follow; `nextCursor` decides. Metrics of follow-ups and alerts count no feedback and are refused with 400.',
    permission: 'feedback:read',
    params,
    query: z.strictObject({ ...ReadRecords, ...pageQuery }),
    reply: { 200: pageOf(Feedback) },
  },
});
