import * as z from 'zod';
import { storableNumber } from '../fields/number.schema.ts';
import type { Route } from '../http/contract.ts';
import { SurveyLanguage } from '../survey-template/localized.schema.ts';
import { AnalyticsQuery, SurveyAnalytics } from '../survey-analytics/survey.analytics.schema.ts';
import { Survey, SurveyId } from '../survey/survey.schema.ts';

const params = z.object({ surveyId: SurveyId });

export const ResponseInput = z
  .strictObject({
    answers: z
      .record(z.string(), z.union([storableNumber, z.boolean(), z.string(), z.array(z.string())]))
      .meta({ description: 'By question id.', example: { satisfaction: 4, improve: 'Call me back sooner' } }),
    partial: z.boolean().default(false).meta({ description: 'Keeps the answers without ending the survey.' }),
    language: SurveyLanguage.optional(),
  })
  .meta({ id: 'SurveyResponseInput' });

/** Routes about answers; part of the survey contract. */
export const surveyAnswerRoutes = {
  respond: {
    method: 'POST',
    path: '/api/crm/surveys/{surveyId}/response',
    summary: 'Record an answer given elsewhere, such as by phone or at a kiosk',
    description: 'Given again within the edit window it changes the answer; after it, 409.',
    permission: 'surveys:send',
    params,
    body: ResponseInput,
    reply: { 200: Survey },
    problems: ['conflict'],
  },
  release: {
    method: 'POST',
    path: '/api/crm/surveys/{surveyId}/release',
    summary: 'Release a quarantined answer',
    permission: 'surveys:write',
    params,
    reply: { 200: Survey },
    problems: ['conflict'],
  },
  analytics: {
    method: 'GET',
    path: '/api/crm/surveys/analytics',
    summary: 'Get the survey funnel: rates, reasons, answers',
    permission: 'surveys:read',
    query: AnalyticsQuery,
    reply: { 200: SurveyAnalytics },
  },
} as const satisfies Record<string, Route>;
