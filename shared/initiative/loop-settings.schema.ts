import * as z from 'zod';
import { Source } from '../feedback/feedback.parts.schema.ts';
import { record } from '../fields/record.schema.ts';
import { SurveyLanguage } from '../survey-template/localized.schema.ts';
import { readyTemplates } from './loop-ready.ts';
import { IntakeTemplate, LoopTemplate } from './loop-template.schema.ts';

/** From these a person speaks to the company by themselves, or somebody writes down what they said to it. */
const receiptSources = ['direct', 'in_app', 'community', 'sales_call', 'user_research'] as const;
const ReceiptSource = Source.extract([...receiptSources]);
export const isReceiptSource = (source: string): source is z.output<typeof ReceiptSource> =>
  ReceiptSource.safeParse(source).success;
const distinct = (names: readonly string[]): boolean => new Set(names).size === names.length;

const rules = {
  receipt: z.boolean().default(true).meta({ description: 'Whether people are thanked when they are first linked.' }),
  receiptOnIntake: z
    .array(ReceiptSource)
    .max(receiptSources.length)
    .refine(distinct, 'must not name a source twice')
    .default([])
    .meta({
      uniqueItems: true,
      description:
        'Sources whose feedback is thanked for as it comes, once per person and 7 days. Never what comes in bulk, or more than 7 days after it was said, or names no address.',
    }),
  declined: z.boolean().default(false).meta({ description: 'Whether people are told that nothing will be done.' }),
  lateLinkDays: z.int().min(0).max(365).default(90).meta({
    description: 'So long after a change of status people who are linked later are told of it.',
  }),
  holdMinutes: z.int().min(0).max(1_440).default(10).meta({
    description: 'So long mails wait and can be called off; a change of status may say otherwise.',
  }),
};
/** What was saved stays readable when a merge field goes. */
const texts = z.partialRecord(SurveyLanguage, z.string());
const saved = z.object({ subject: texts, body: texts });
const readable = z.object({
  intake: saved.default(readyTemplates.intake),
  receipt: saved.default(readyTemplates.receipt),
  update: saved.default(readyTemplates.update),
  resolution: saved.default(readyTemplates.resolution),
  declined: saved.default(readyTemplates.declined),
});

export const StoredLoopSettings = record('StoredLoopSettings', {
  settingsId: z.literal('loop'),
  ...rules,
  templates: readable.partial(),
});

/** How a company tells people what became of their feedback; everything has a default. */
export const LoopSettings = z
  .object({
    ...rules,
    templates: readable.prefault({}),
    version: z.int().min(0).meta({ description: '0: never changed.' }),
    updatedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'LoopSettings' });
export type LoopSettings = z.output<typeof LoopSettings>;

export const PutLoopSettings = z
  .strictObject({
    ...rules,
    templates: z
      .strictObject({
        intake: IntakeTemplate.optional(),
        receipt: LoopTemplate.optional(),
        update: LoopTemplate.optional(),
        resolution: LoopTemplate.optional(),
        declined: LoopTemplate.optional(),
      })
      .default({})
      .meta({
        description: '`intake` is the receipt for feedback as it comes. What is left out has the ready-made mail.',
      }),
  })
  .meta({ id: 'PutLoopSettings', description: 'Replaces all of it; what is left out takes its default.' });
export type PutLoopSettings = z.output<typeof PutLoopSettings>;
