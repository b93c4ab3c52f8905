import type { SurveyTemplateDraft } from '../survey-template.schema.ts';
import { cesTemplate } from './ces.ts';
import { csatTemplate } from './csat.ts';
import { npsTemplate } from './nps.ts';
import { salesTemplate } from './sales-satisfaction.ts';
import { serviceTemplate } from './service-satisfaction.ts';

/** Templates to start from, in every language of the product. */
export const readyMade = {
  nps: npsTemplate,
  csat: csatTemplate,
  ces: cesTemplate,
  sales_satisfaction: salesTemplate,
  service_satisfaction: serviceTemplate,
} as const satisfies Record<string, SurveyTemplateDraft>;
