import { startJob, usage } from '../../shared/analysis-job/analysis-job.ts';
import { analysisJobRoutes } from '../../shared/analysis-job/analysis-job.routes.ts';
import { estimate } from '../../shared/analysis-job/estimate.ts';
import { analysisRoutes } from '../../shared/analysis/analysis.routes.ts';
import { capabilities } from '../../shared/analysis/capabilities.ts';
import { precision } from '../../shared/analysis/precision.ts';
import { accept, dismiss, list } from '../../shared/emerging/emerging.ts';
import { emergingRoutes } from '../../shared/emerging/emerging.routes.ts';
import { bind, serveAll } from '../../shared/http/serve.ts';
import * as samples from '../../shared/review-sample/review-sample.ts';
import { reviewSampleRoutes } from '../../shared/review-sample/review-sample.routes.ts';
import { get, put } from '../../shared/taxonomy/taxonomy.ts';
import { getTrial, startTrial } from '../../shared/taxonomy/trial.ts';
import { translate } from '../../shared/translation/translation.ts';
import { translationRoutes } from '../../shared/translation/translation.routes.ts';
import { taxonomyRoutes } from '../../shared/taxonomy/taxonomy.routes.ts';

export const handler = serveAll(
  bind(analysisRoutes, {
    capabilities,
    precision: (ctx, { query }) => precision(ctx, query),
  }),
  bind(taxonomyRoutes, { get, put, startTrial, getTrial }),
  bind(reviewSampleRoutes, samples),
  bind(analysisJobRoutes, { estimate, startJob, usage: (ctx, { query }) => usage(ctx, query) }),
  bind(translationRoutes, { translate }),
  bind(emergingRoutes, { list, accept, dismiss }),
);
