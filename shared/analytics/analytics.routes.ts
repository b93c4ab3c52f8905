import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { Control, ControlQuery } from './control.schema.ts';
import { Correlation, CorrelationQuery } from './correlation.schema.ts';
import { Drivers, DriversQuery } from './drivers.schema.ts';
import { Job } from '../job/job.schema.ts';
import { NonResponse, NonResponseQuery } from './non-response.schema.ts';
import { Predicted, PredictedQuery, PredictionState } from './prediction.schema.ts';
import { RootCauses, RootCausesQuery } from './root-causes.schema.ts';
import { Segments, SegmentsQuery } from './segments.schema.ts';
import { Themes, ThemesQuery } from './themes.schema.ts';
import { Trend, TrendQuery } from './trend.schema.ts';

export const analyticsRoutes = defineRoutes('analytics', {
  drivers: {
    method: 'GET',
    path: '/api/crm/analytics/drivers',
    summary: 'Tell which groups moved a number',
    description:
      'Splits the change of a mean, a share or NPS between two periods into what each group adds by its own change and by the change of its share (Kitagawa); both add up to the change. Beside it, which groups hold more of the unhappy answers than of all.',
    permission: 'metrics:read',
    query: DriversQuery,
    reply: { 200: Drivers },
  },
  trend: {
    method: 'GET',
    path: '/api/crm/analytics/trend',
    summary: 'Tell season, trend and changes of level of a number',
    description:
      'Of a mean, a share, NPS or a number of records by day: what weekdays and months add to it, the series without that, whether its weeks rise or fall, and on which days its level changed. Agents read their own numbers only.',
    permission: 'metrics:read',
    query: TrendQuery,
    reply: { 200: Trend },
  },
  control: {
    method: 'GET',
    path: '/api/crm/analytics/control',
    summary: 'Compare the newest days or weeks of a number with what is usual',
    description:
      'A control chart: limits by how many answers a day or a week has and by how much days differ anyway, and the periods that lie outside of them or run on one side. Agents read their own numbers only.',
    permission: 'metrics:read',
    query: ControlQuery,
    reply: { 200: Control },
  },
  correlation: {
    method: 'GET',
    path: '/api/crm/analytics/correlation',
    summary: 'Correlate a score with what was measured',
    description: 'Spearman’s rank correlation from counters, with the table that it rests on. It is no proof of cause.',
    permission: 'metrics:read',
    query: CorrelationQuery,
    reply: { 200: Correlation },
  },
  segments: {
    method: 'GET',
    path: '/api/crm/analytics/segments',
    summary: 'Compare segments or tiers with the rest',
    description:
      'Each metric of each segment or tier: its value, drawn towards the company, against all other records and against the period before.',
    permission: 'metrics:read',
    query: SegmentsQuery,
    reply: { 200: Segments },
  },
  nonResponse: {
    method: 'GET',
    path: '/api/crm/analytics/non-response',
    summary: 'Tell who does not answer, and what that does to a score',
    description:
      'Response rates by a dimension, and the score as it would be if every group had answered as often (post-stratification).',
    permission: 'metrics:read',
    query: NonResponseQuery,
    reply: { 200: NonResponse },
  },
  themes: {
    method: 'GET',
    path: '/api/crm/analytics/themes',
    summary: 'List themes that rise or fall',
    description: 'Shares of themes in 28 days against the 84 before, with voices and masked quotes.',
    permission: 'metrics:read',
    query: ThemesQuery,
    reply: { 200: Themes },
  },
  prediction: {
    method: 'GET',
    path: '/api/crm/analytics/prediction',
    summary: 'Tell whether satisfaction can be predicted, and how well',
    description:
      'A model is trained each night on the ratings of a year, and used only where it is better than saying the same of everybody on the newest of them. What it says of the last 28 days stands beside what was rated, and in no other number.',
    permission: 'metrics:read',
    reply: { 200: PredictionState },
  },
  predicted: {
    method: 'GET',
    path: '/api/crm/analytics/prediction/records',
    summary: 'List how likely the customers of unrated records are satisfied',
    description: 'Computed when it is read, with an interval and the three reasons that matter most.',
    permission: 'metrics:read',
    query: PredictedQuery,
    reply: { 200: Predicted },
    problems: ['conflict'],
  },
  train: {
    method: 'POST',
    path: '/api/crm/analytics/prediction/train',
    summary: 'Train the prediction of satisfaction now',
    permission: 'reports:write',
    body: z.strictObject({}).meta({ id: 'TrainPrediction' }),
    reply: { 202: Job },
    problems: ['conflict'],
  },
  rootCauses: {
    method: 'GET',
    path: '/api/crm/analytics/root-causes',
    summary: 'Tell why customers were unhappy',
    description:
      'Unhappy records by category, theme and the root cause that their follow-up was closed with, against the period before. Read from records, 10 000 of each period at most.',
    permission: 'metrics:read',
    query: RootCausesQuery,
    reply: { 200: RootCauses },
  },
});
