import { Problem } from '../../shared/http/problem.ts';
import { serve } from '../../shared/http/serve.ts';
import { env } from '../../shared/kernel/env.ts';
import { readyMade } from '../../shared/survey-template/ready-made/ready-made.ts';
import { SurveyTemplateInput } from '../../shared/survey-template/survey-template.schema.ts';
import { surveyTemplateRoutes } from '../../shared/survey-template/survey-template.routes.ts';
import { create, get, list, put, remove } from '../../shared/survey-template/survey-template.ts';
import { preview } from '../../web/survey/preview.ts';

/** SES lets us send from one domain; a template with another sender would never reach anybody. */
function sendable(template: SurveyTemplateInput): SurveyTemplateInput {
  const { fromAddress } = template.brand;
  if (fromAddress === undefined) return template;
  const domain = env('MAIL_DOMAIN').toLowerCase();
  if (fromAddress.toLowerCase().endsWith(`@${domain}`)) return template;
  const detail = `must be an address of ${domain}, the domain that mails are sent from`;
  throw new Problem('validation-failed', undefined, { errors: [{ pointer: '#/brand/fromAddress', detail }] });
}

export const handler = serve(surveyTemplateRoutes, {
  list,
  create: (ctx, { body }) => create(ctx, { body: sendable(body) }),
  readyMade: () => ({ items: Object.values(readyMade).map((draft) => SurveyTemplateInput.parse(draft)) }),
  preview: (ctx, { body }) => preview(body, ctx.companyId, ctx.now),
  get,
  put: (ctx, { templateId, body, ifMatch }) => put(ctx, { templateId, body: sendable(body), ifMatch }),
  remove,
});
