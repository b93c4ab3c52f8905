import * as z from 'zod';
import { SurveyLanguage } from '../survey-template/localized.schema.ts';
import { CreateReport } from './report.schema.ts';

export const galleryNames = [
  'weekly_manager',
  'monthly_executive',
  'agent_scorecard',
  'triage_review',
  'survey_funnel',
] as const;

export const GalleryQuery = z.strictObject({ language: SurveyLanguage.default('en') });
export const Gallery = z
  .object({ items: z.array(z.object({ name: z.enum(galleryNames), about: z.string(), report: CreateReport })) })
  .meta({ id: 'ReportGallery' });
