import { maskLists } from '../../shared/analysis/masking.ts';
import { serve } from '../../shared/http/serve.ts';
import { records } from '../../shared/metrics/drill-down.ts';
import { catalogue, read } from '../../shared/metrics/metrics.ts';
import { metricsRoutes } from '../../shared/metrics/metrics.routes.ts';
import { reconcile } from '../../shared/metrics/reconcile.ts';

export const handler = serve(
  metricsRoutes,
  {
    catalogue: () => catalogue(),
    reconcile: (ctx, { query }) => reconcile(ctx, query),
    read: (ctx, { params, query }) => read(ctx, { ...params, ...query }),
    records: (ctx, { params, query }) => records(ctx, { ...params, ...query }),
  },
  { masking: maskLists },
);
