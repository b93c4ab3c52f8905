import * as z from 'zod';
import { instant } from '../fields/time.schema.ts';

/** One record that has changed. */
export const Change = z
  .object({
    resource: z.string().meta({ description: 'The kind of record.', example: 'feedback' }),
    id: z.string().meta({ example: 'fb_01m6b8te80fbv1ave12d1pmmz7' }),
    version: z.int().min(1).meta({ description: 'The record’s version after the change.' }),
    at: instant.meta({ description: 'When it was changed.' }),
  })
  .meta({ id: 'Change' });
export type Change = z.infer<typeof Change>;
