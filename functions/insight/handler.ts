import { analyticsRoutes } from '../../shared/analytics/analytics.routes.ts';
import { control } from '../../shared/analytics/control.ts';
import { correlation } from '../../shared/analytics/correlation.ts';
import { drivers } from '../../shared/analytics/drivers.ts';
import { nonResponse } from '../../shared/analytics/non-response.ts';
import { predicted, prediction } from '../../shared/analytics/prediction.ts';
import { rootCauses } from '../../shared/analytics/root-causes.ts';
import { segments } from '../../shared/analytics/segments.ts';
import { startTraining } from '../../shared/analytics/start-training.ts';
import { themes } from '../../shared/analytics/themes.ts';
import { trend } from '../../shared/analytics/trend.ts';
import { agent, executive, manager } from '../../shared/dashboard/dashboard.ts';
import { dashboardRoutes } from '../../shared/dashboard/dashboard.routes.ts';
import { bind, serveAll } from '../../shared/http/serve.ts';
import { compare } from '../../shared/metric-comparison/metric-comparison.ts';
import { metricComparisonRoutes } from '../../shared/metric-comparison/metric-comparison.routes.ts';

export const handler = serveAll(
  bind(analyticsRoutes, {
    drivers: (ctx, { query }) => drivers(ctx, query),
    control: (ctx, { query }) => control(ctx, query),
    trend: (ctx, { query }) => trend(ctx, query),
    correlation: (ctx, { query }) => correlation(ctx, query),
    segments: (ctx, { query }) => segments(ctx, query),
    nonResponse: (ctx, { query }) => nonResponse(ctx, query),
    themes: (ctx, { query }) => themes(ctx, query),
    rootCauses: (ctx, { query }) => rootCauses(ctx, query),
    prediction: (ctx) => prediction(ctx),
    predicted: (ctx, { query }) => predicted(ctx, query),
    train: (ctx) => startTraining(ctx),
  }),
  bind(dashboardRoutes, { executive, manager, agent }),
  bind(metricComparisonRoutes, { compare: (ctx, { params, query }) => compare(ctx, { ...params, ...query }) }),
);
