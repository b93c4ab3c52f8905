import { analyse } from '../../shared/analysis/analysis.ts';
import { analysisSettings } from '../../shared/analysis/settings.ts';
import { useStandIn } from '../../shared/analysis/testing/stand-in.ts';
import { given } from '../../shared/feedback/testing/given.ts';
import { create } from '../../shared/review-sample/review-sample.ts';
import { CreateReviewSample } from '../../shared/review-sample/review-sample.schema.ts';
import { reviewSampleRoutes } from '../../shared/review-sample/review-sample.routes.ts';
import { aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

useStandIn();
const body = { filter: { source: 'support_ticket' }, n: 5, seed: 1 };

async function aSample(companyId: string) {
  const ctx = aContext({ companyId });
  const { feedbackId } = await given(ctx, { occurredAt: new Date(ctx.now.getTime() - 60_000).toISOString() });
  await analyse(ctx, await analysisSettings(ctx), [feedbackId]);
  const { sampleId } = await create(ctx, { body: CreateReviewSample.parse(body) });
  return { feedbackId, params: { sampleId } };
}

routeTests(reviewSampleRoutes, handler, {
  list: () => ({}),
  create: () => ({ body }),
  next: async (companyId) => ({ params: (await aSample(companyId)).params }),
  judge: async (companyId) => {
    const { feedbackId, params } = await aSample(companyId);
    return { params, body: { feedbackId, sentiment: 'negative', urgency: 'high', emotions: [], topics: [] } };
  },
});
