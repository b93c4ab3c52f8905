import * as z from 'zod';
import { line } from '../fields/text.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { SurveyLanguage } from './localized.schema.ts';
import { SurveyTemplate, SurveyTemplateInput, TemplateId } from './survey-template.schema.ts';

const params = z.object({ templateId: TemplateId });

const Preview = z
  .object({
    page: z.string().meta({ description: 'The answer page as HTML; it saves nothing.' }),
    mail: z.object({ subject: z.string(), html: z.string(), text: z.string() }),
    reminder: z.object({ subject: z.string(), html: z.string(), text: z.string() }),
  })
  .meta({ id: 'SurveyPreview' });

const PreviewInput = z.strictObject({
  template: SurveyTemplateInput,
  language: SurveyLanguage.default('en'),
  customerName: line(120).optional(),
});

export const surveyTemplateRoutes = defineRoutes('survey-template', {
  list: {
    method: 'GET',
    path: '/api/crm/survey-templates',
    summary: 'List survey templates',
    permission: 'surveys:read',
    query: z.strictObject(pageQuery),
    reply: { 200: pageOf(SurveyTemplate) },
  },
  create: {
    method: 'POST',
    path: '/api/crm/survey-templates',
    summary: 'Create a survey template',
    permission: 'surveys:write',
    body: SurveyTemplateInput,
    reply: { 201: SurveyTemplate },
  },
  readyMade: {
    method: 'GET',
    path: '/api/crm/survey-templates/ready-made',
    summary: 'List ready-made survey templates',
    description:
      'NPS, CSAT, CES, sales and service satisfaction in every language; post one, changed or not, to use it.',
    permission: 'surveys:read',
    reply: { 200: z.object({ items: z.array(SurveyTemplateInput) }) },
  },
  preview: {
    method: 'POST',
    path: '/api/crm/survey-templates/preview',
    summary: 'Render a template without storing anything',
    permission: 'surveys:read',
    body: PreviewInput,
    reply: { 200: Preview },
  },
  get: {
    method: 'GET',
    path: '/api/crm/survey-templates/{templateId}',
    summary: 'Get a survey template',
    permission: 'surveys:read',
    params,
    reply: { 200: SurveyTemplate },
  },
  put: {
    method: 'PUT',
    path: '/api/crm/survey-templates/{templateId}',
    summary: 'Replace a survey template',
    description: 'Makes a new version; surveys that are under way keep the version they were made from.',
    permission: 'surveys:write',
    params,
    body: SurveyTemplateInput,
    ifMatch: true,
    reply: { 200: SurveyTemplate },
    problems: ['version-conflict'],
  },
  remove: {
    method: 'DELETE',
    path: '/api/crm/survey-templates/{templateId}',
    summary: 'Delete a survey template',
    description: 'Nobody is asked with it any more; surveys under way can still be answered.',
    permission: 'surveys:write',
    params,
    ifMatch: true,
    reply: { 204: null },
    problems: ['version-conflict'],
  },
});
