import type * as z from 'zod';

/**
 * Marks what people wrote: lists mask the personal data in it where the company wants that. Marks a text, or whatever
 * holds texts; the mark outlives further checks and stands in the API document.
 */
export const verbatim = <S extends z.ZodType>(schema: S): S => schema.meta({ 'x-verbatim': true });

export const isVerbatim = (schema: z.ZodType): boolean => schema.meta()?.['x-verbatim'] === true;
