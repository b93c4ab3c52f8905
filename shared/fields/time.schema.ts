import * as z from 'zod';

/** UTC with milliseconds, as every time in a reply. */
export const instant = z.iso.datetime().meta({ example: '2026-11-01T10:00:00.000Z' });

/** A time of day on the clocks of some place. */
export const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must look like 09:00');
