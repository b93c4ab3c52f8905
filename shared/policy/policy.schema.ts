import * as z from 'zod';
import { idSchema } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { line, prose } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { SurveyLanguage } from '../survey-template/localized.schema.ts';

/** What a company calls a version of its policy. */
export const PolicyVersion = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'must be letters, digits, dots, dashes and underscores')
  .meta({ example: '2026-11' });

const fields = {
  policyVersion: PolicyVersion,
  title: line(200).meta({ example: 'How we use your data' }),
  languages: z
    .partialRecord(SurveyLanguage, prose(10_000).regex(/\S/, 'must not be blank'))
    .refine((texts) => Object.keys(texts).length > 0, 'must have a text')
    .meta({ description: 'Its text, per language.', example: { en: 'We keep what you tell us for two years.' } }),
  required: z.boolean().default(false).meta({
    description: 'Whether marketing stops for every customer who has not acknowledged this version.',
  }),
};

/** A version of what people are told of how their data is used. Nobody changes one: what was agreed to stays. */
export const Policy = record('Policy', { policyId: idSchema('policy'), ...fields });
export type Policy = z.output<typeof Policy>;

export const CreatePolicy = z.strictObject(fields).meta({ id: 'CreatePolicy' });
export type CreatePolicy = z.output<typeof CreatePolicy>;

export const CreateAcknowledgement = z
  .strictObject({
    policyVersion: PolicyVersion,
    source: line(100).meta({ description: 'How it reached the company.', example: 'showroom' }),
    at: instant.optional().meta({ description: 'When the person did; now if not said.' }),
  })
  .meta({ id: 'CreateAcknowledgement' });
export type CreateAcknowledgement = z.output<typeof CreateAcknowledgement>;
