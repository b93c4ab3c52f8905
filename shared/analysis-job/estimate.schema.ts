import * as z from 'zod';
import { analysisParts } from '../analysis/analysis.schema.ts';
import { idSchema } from '../fields/ids.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { Selection } from './selection.schema.ts';

export const EstimateId = idSchema('estimate');

/** What can be done anew. */
export const jobParts = [...analysisParts, 'topics'] as const;
export const JobPart = z.enum(jobParts).meta({
  id: 'AnalysisJobPart',
  description:
    '`topics`: the categories and themes of the company’s taxonomy; `keyPhrases` includes them. Emotions, urgency and topics are found by rules and cost nothing.',
});
export type JobPart = z.output<typeof JobPart>;

export const parts = z
  .array(JobPart)
  .min(1)
  .max(jobParts.length)
  .refine((all) => new Set(all).size === all.length, 'must not name a part twice')
  .meta({
    uniqueItems: true,
    description:
      'What is done anew. Feedback whose analysis failed, or was skipped because analysis was switched off or did not handle the language, is taken only where all parts are named.',
    example: ['emotions', 'urgency', 'topics'],
  });

export const CreateEstimate = z.strictObject({ filter: Selection, parts }).meta({ id: 'CreateAnalysisEstimate' });
export type CreateEstimate = z.output<typeof CreateEstimate>;

const count = z.int().min(0);

/** What a job over stored texts would cost. */
export const Estimate = z
  .object({
    estimateId: EstimateId,
    expiresAt: instant.meta({ description: 'Until then a job can be started with it.' }),
    texts: count.meta({ description: 'Texts that would be looked at.', example: 4_210 }),
    byLanguage: z
      .array(z.object({ language: z.string().max(12), texts: count, units: count }))
      .meta({ description: 'The same by language, most texts first; `und` where it is not known yet.' }),
    units: count.meta({
      description:
        'Per text and paid part (sentiment, key phrases) 1 for each 100 characters begun, at least 3, in pieces of 5 KB; for personal data without the minimum.',
    }),
    price: z
      .object({
        amountMicros: count.meta({ description: 'Millionths of the currency.', example: 421_000 }),
        currency: z.string().meta({ example: 'USD' }),
        rateDate: z.iso.date().meta({ description: 'When the rate was looked up.' }),
      })
      .meta({ description: 'By the list price of the first 10 million units a month.' }),
    fits: z.boolean().meta({
      description:
        'Whether the month’s budget has room: what is left, minus mean daily use × days left. Without a budget it always has.',
    }),
  })
  .meta({ id: 'AnalysisEstimate' });
export type Estimate = z.output<typeof Estimate>;

export const StartJob = z.strictObject({ estimateId: EstimateId }).meta({
  id: 'StartAnalysisJob',
  description: 'What is done is what was estimated; it cannot be changed here.',
});
export type StartJob = z.output<typeof StartJob>;

/** What a job has done. */
export const done = {
  written: count.meta({ description: 'Records whose analysis differs now.' }),
  unchanged: count.meta({ description: 'Records that were left as they were: nothing was written.' }),
  units: count.meta({ description: 'Units used.' }),
};
export const Reanalysis = z.object(done).meta({ id: 'Reanalysis' });
export type Reanalysis = z.output<typeof Reanalysis>;

/** What a job is given: an estimate, as it was made. */
export const JobInput = z.object({
  filter: Selection,
  parts,
  /** Instants: feedback was given from one on and before the other. */
  start: z.int(),
  end: z.int(),
  texts: count,
});
export type JobInput = z.output<typeof JobInput>;
