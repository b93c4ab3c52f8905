import * as z from 'zod';

const EARLIEST = Date.parse('2000-01-01T00:00:00.000Z');

/**
 * An instant that somebody sends about something that has happened: with a zone, not before the year 2000, kept as UTC
 * with milliseconds, so that one instant has one text. Whether it lies ahead only the verb can judge, by its clock.
 */
export const pastInstant = z.iso
  .datetime({ offset: true, error: 'must be a date and time with a zone, like 2026-11-01T10:00:00.000Z' })
  .max(40)
  .regex(/^[2-9]/, { error: 'must not lie before the year 2000', abort: true })
  // What is no date at all is refused above.
  .refine((at) => !(Date.parse(at) < EARLIEST), 'must not lie before the year 2000')
  .overwrite((at) => (Date.parse(at) >= EARLIEST ? new Date(at).toISOString() : at));
