import { analysisRoutes } from '../../shared/analysis/analysis.routes.ts';
import { capabilities } from '../../shared/analysis/capabilities.ts';
import { precision } from '../../shared/analysis/precision.ts';
import { serve } from '../../shared/http/serve.ts';

export const handler = serve(analysisRoutes, {
  capabilities,
  precision: (ctx, { query }) => precision(ctx, query),
});
