import * as z from 'zod';

/** UTC with milliseconds, as every time in a reply. */
export const instant = z.iso.datetime().meta({ example: '2026-11-01T10:00:00.000Z' });
