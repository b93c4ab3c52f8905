import { analyticsRoutes } from '../../shared/analytics/analytics.routes.ts';
import { drivers } from '../../shared/analytics/drivers.ts';
import { bind, serveAll } from '../../shared/http/serve.ts';

export const handler = serveAll(
  bind(analyticsRoutes, {
    drivers: (ctx, { query }) => drivers(ctx, query),
  }),
);
