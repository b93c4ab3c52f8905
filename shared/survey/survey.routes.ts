import * as z from 'zod';
import { surveyAnswerRoutes } from '../answering/survey-answer.routes.ts';
import { askingRoutes } from '../asking/asking.routes.ts';
import { contactPreferenceRoutes } from '../contact-preference/contact-preference.routes.ts';
import { defineRoutes } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { TemplateId } from '../survey-template/survey-template.schema.ts';
import { Survey, SurveyId, surveyStatuses } from './survey.schema.ts';

const params = z.object({ surveyId: SurveyId });

/** All about surveys: asking, surveys, answers, contact preferences. */
export const surveyRoutes = defineRoutes('survey', {
  ...askingRoutes,
  list: {
    method: 'GET',
    path: '/api/crm/surveys',
    summary: 'List surveys',
    description: 'Newest first.',
    permission: 'surveys:read',
    query: z.strictObject({
      from: z.iso.datetime().optional(),
      to: z.iso.datetime().optional(),
      status: z.enum(surveyStatuses).optional(),
      templateId: TemplateId.optional(),
      quarantined: z
        .literal('true')
        .optional()
        .meta({ description: 'Only those with an answer that waits to be released.' }),
      ...pageQuery,
    }),
    reply: { 200: pageOf(Survey) },
  },
  get: {
    method: 'GET',
    path: '/api/crm/surveys/{surveyId}',
    summary: 'Get a survey',
    permission: 'surveys:read',
    params,
    reply: { 200: Survey },
  },
  cancel: {
    method: 'POST',
    path: '/api/crm/surveys/{surveyId}/cancel',
    summary: 'Cancel a survey',
    description: 'No mail and no reminder is sent any more; its link says so.',
    permission: 'surveys:send',
    params,
    reply: { 200: Survey },
    problems: ['conflict'],
  },
  ...contactPreferenceRoutes,
  ...surveyAnswerRoutes,
});
