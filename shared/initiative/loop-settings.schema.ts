import * as z from 'zod';
import { record } from '../fields/record.schema.ts';
import { SurveyLanguage } from '../survey-template/localized.schema.ts';
import { readyTemplates } from './loop-ready.ts';
import { LoopTemplate } from './loop-template.schema.ts';

const rules = {
  receipt: z.boolean().default(true).meta({ description: 'Whether people are thanked when they are first linked.' }),
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
        receipt: LoopTemplate.optional(),
        update: LoopTemplate.optional(),
        resolution: LoopTemplate.optional(),
        declined: LoopTemplate.optional(),
      })
      .default({})
      .meta({ description: 'A stage that is left out has the ready-made mail.' }),
  })
  .meta({ id: 'PutLoopSettings', description: 'Replaces all of it; what is left out takes its default.' });
export type PutLoopSettings = z.output<typeof PutLoopSettings>;
