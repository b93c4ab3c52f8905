import { serve } from '../../shared/http/serve.ts';
import { readyMade } from '../../shared/survey/ready-made/ready-made.ts';
import { SurveyTemplateInput } from '../../shared/survey/survey-template.schema.ts';
import { surveyTemplateRoutes } from '../../shared/survey/survey-template.routes.ts';
import { create, get, list, put, remove } from '../../shared/survey/survey-template.store.ts';
import { preview } from '../../web/survey/preview.ts';

export const handler = serve(surveyTemplateRoutes, {
  list: (ctx, { query }) => list(ctx, query),
  create: (ctx, { body }) => create(ctx, body),
  readyMade: () => ({ items: Object.values(readyMade).map((draft) => SurveyTemplateInput.parse(draft)) }),
  preview: (ctx, { body }) => preview(body, ctx.companyId, ctx.now),
  get: (ctx, { params }) => get(ctx, params),
  put: (ctx, { params, body, ifMatch }) => put(ctx, { ...params, input: body, ifMatch }),
  remove: async (ctx, { params, ifMatch }) => {
    await remove(ctx, { ...params, ifMatch });
    return undefined;
  },
});
