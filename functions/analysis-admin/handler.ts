import { analysisRoutes } from '../../shared/analysis/analysis.routes.ts';
import { capabilities } from '../../shared/analysis/capabilities.ts';
import { serve } from '../../shared/http/serve.ts';

export const handler = serve(analysisRoutes, { capabilities });
