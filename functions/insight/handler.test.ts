import { analyticsRoutes } from '../../shared/analytics/analytics.routes.ts';
import { answered } from '../../shared/analytics/testing/answers.ts';
import { aModel } from '../../shared/analytics/testing/prediction.ts';
import { aContext } from '../../shared/testing/context.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

// Training calls a worker.
useQueues();

const now = new Date('2026-11-21T12:00:00.000Z');

routeTests(analyticsRoutes, handler, {
  drivers: async (companyId) => {
    const ctx = aContext({ companyId, now });
    await answered(ctx, [
      { day: '2026-09-15', category: 'billing', counts: [0, 0, 0, 20, 0] },
      { day: '2026-10-15', category: 'billing', counts: [10, 10, 0, 0, 0] },
    ]);
    return { query: { metric: 'csat_avg', by: 'category', from: '2026-10-01', to: '2026-10-31' } };
  },
  control: () => ({ query: { metric: 'csat_avg', grain: 'week' } }),
  correlation: () => ({ query: {} }),
  segments: () => ({ query: { by: 'tier' } }),
  nonResponse: () => ({ query: { by: 'tier' } }),
  themes: () => ({ query: {} }),
  rootCauses: () => ({ query: {} }),
  prediction: () => ({}),
  predicted: async (companyId) => {
    await aModel(aContext({ companyId, now }));
    return {};
  },
  train: () => ({ body: {} }),
  trend: () => ({ query: { metric: 'csat_avg', from: '2026-08-01', to: '2026-10-31' } }),
});
