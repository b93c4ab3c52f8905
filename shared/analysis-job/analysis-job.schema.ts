import * as z from 'zod';
import { paidParts } from '../analysis/units.ts';
import { instant } from '../fields/time.schema.ts';

export const UsageQuery = z.strictObject({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must look like 2026-11')
    .optional()
    .meta({ description: 'UTC month, as on the bill; the current one unless given.', example: '2026-11' }),
});
export type UsageQuery = z.output<typeof UsageQuery>;

const units = z.int().meta({ description: 'Units of 100 characters.', example: 40_012 });

export const AnalysisUsage = z
  .object({
    month: z.string().meta({ example: '2026-11' }),
    units,
    jobUnits: units.meta({ description: 'Of those, what jobs over stored texts have used.' }),
    byPart: z.record(z.enum(paidParts), units).meta({ description: 'Of those, what each part has used.' }),
    budget: units.optional().meta({ description: 'Of a month, as the settings are now; absent: no limit.' }),
    pausedSince: instant.optional().meta({ description: 'Since when texts wait for the budget.' }),
    waiting: z.int().min(0).meta({ description: 'Texts that wait for the budget now.' }),
    translation: z
      .object({
        characters: z.int().meta({ description: 'Characters that were translated.', example: 12_400 }),
        budget: z.int().optional().meta({ description: 'Of a month, as the settings are now; absent: no limit.' }),
      })
      .meta({ description: 'Of texts that somebody has asked to be translated.' }),
  })
  .meta({ id: 'AnalysisUsage' });
export type AnalysisUsage = z.output<typeof AnalysisUsage>;
