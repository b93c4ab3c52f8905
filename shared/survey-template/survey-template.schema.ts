import * as z from 'zod';
import { storableNumber } from '../fields/number.schema.ts';
import { idSchema } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { line } from '../fields/text.schema.ts';
import { Brand } from './brand.schema.ts';
import { Line, Paragraph, SurveyLanguage } from './localized.schema.ts';
import { Question, Scale } from './question.schema.ts';
import { TriggerEvent } from './survey-trigger.schema.ts';
import { templateFaults } from './survey-template.faults.ts';

export const surveyTypes = ['csat', 'nps', 'ces', 'sales_satisfaction', 'service_satisfaction', 'custom'] as const;

export const TemplateId = idSchema('template');

const templateShape = {
  name: line(120),
  type: z.enum(surveyTypes),
  description: z.string().max(2_000).optional(),
  active: z.boolean().default(true).meta({ description: 'Inactive templates ask nobody.' }),
  anonymous: z.boolean().default(false).meta({
    description: 'Answers keep no link to the person and only the day. Answers cannot be changed afterwards.',
  }),
  triggerEvents: z.array(TriggerEvent).max(20).default([]),
  languages: z
    .array(SurveyLanguage)
    .min(1)
    .max(5)
    .default(['en'])
    .meta({ description: 'Offered languages; the first is the default and needs every text.' }),
  subject: Line.optional().meta({
    description: 'Subject of the mail.',
    example: { en: 'How did we do, {customerName}?' },
  }),
  title: Line.meta({ description: 'Heading of page and mail.' }),
  intro: Paragraph.optional(),
  questions: z.array(Question).min(1).max(30),
  ratingScale: Scale.default({ min: 1, max: 5, style: 'numbers' }).meta({
    description: 'Scale of rating questions that bring none of their own.',
  }),
  thanks: Paragraph.optional().meta({ description: 'Thank-you text.' }),
  whatHappensNext: Paragraph.optional().meta({ description: 'What the company does with the answer.' }),
  brand: Brand.prefault({}),
  sendDelayHours: storableNumber
    .min(0)
    .max(24 * 30)
    .default(0),
  reminderDelayHours: z
    .array(storableNumber.min(1).max(24 * 60))
    .max(3, 'there are at most 3 reminders')
    .default([])
    .meta({
      description: 'Hours after the mail at which to remind, ascending; at least 24 apart.',
      example: [72, 168],
    }),
  expiryDays: z.int().min(1).max(90).default(14),
  editWindowHours: storableNumber
    .min(0)
    .max(24 * 30)
    .default(24),
  quietPeriodDays: z.int().min(0).max(365).optional().meta({
    description: 'Instead of the shared quiet period: counts only mails of this template. 0 switches it off.',
  }),
  dailyCap: z.int().min(1).max(1_000_000).optional().meta({ description: 'Surveys of this template a day.' }),
  samplePercent: storableNumber.min(0.1).max(100).default(100).meta({ description: 'Share of eligible people asked.' }),
};

/** A template as its owner writes it. */
export const SurveyTemplateInput = z
  .strictObject(templateShape)
  .superRefine((template, issues) => {
    for (const { path, message } of templateFaults(template)) issues.addIssue({ code: 'custom', path, message });
  })
  .meta({ id: 'SurveyTemplateInput' });
export type SurveyTemplateInput = z.infer<typeof SurveyTemplateInput>;
/** What a caller may send: everything with a default may be left out. */
export type SurveyTemplateDraft = z.input<typeof SurveyTemplateInput>;

/** A template as it is stored. Every change makes a version of its own; surveys keep the one they were made from. */
export const StoredTemplate = record('StoredTemplate', { templateId: TemplateId, ...templateShape });
export type StoredTemplate = z.infer<typeof StoredTemplate>;

/** A template as callers see it. */
export const SurveyTemplate = StoredTemplate.extend({ createdBy: z.string() }).meta({ id: 'SurveyTemplate' });
export type SurveyTemplate = z.infer<typeof SurveyTemplate>;
