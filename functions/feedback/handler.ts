import { maskLists } from '../../shared/analysis/masking.ts';
import { historyOf } from '../../shared/audit/audit.ts';
import { visible } from '../../shared/feedback/feedback.change.ts';
import { count } from '../../shared/feedback/feedback.count.ts';
import { list } from '../../shared/feedback/feedback.list.ts';
import { recordRoutes } from '../../shared/feedback/feedback.routes.ts';
import { correct, edit, exclude, get, include, reanalyse, remove, restore } from '../../shared/feedback/feedback.ts';
import { reply } from '../../shared/http/reply.ts';
import { serve } from '../../shared/http/serve.ts';

export const handler = serve(
  recordRoutes,
  {
    list: (ctx, { query }) => list(ctx, query),
    count: (ctx, { query }) => count(ctx, query),
    get: (ctx, { params }) => get(ctx, params),
    edit: (ctx, { params, body, ifMatch }) => edit(ctx, { ...params, ifMatch, edit: body }),
    remove: async (ctx, { params, ifMatch }) => {
      await remove(ctx, { ...params, ifMatch });
      return reply(204, undefined);
    },
    restore: (ctx, { params, ifMatch }) => restore(ctx, { ...params, ifMatch }),
    exclude: (ctx, { params, body, ifMatch }) => exclude(ctx, { ...params, ...body, ifMatch }),
    include: (ctx, { params, ifMatch }) => include(ctx, { ...params, ifMatch }),
    correct: (ctx, { params, body, ifMatch }) => correct(ctx, { ...params, correction: body, ifMatch }),
    reanalyse: (ctx, { params, ifMatch }) => reanalyse(ctx, { ...params, ifMatch }),
    history: async (ctx, { params, query }) => {
      await visible(ctx, params.feedbackId, { deleted: true });
      return historyOf(ctx, params.feedbackId, query);
    },
  },
  { masking: maskLists },
);
