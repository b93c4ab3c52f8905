import * as z from 'zod';
import { pastInstant } from '../fields/past-instant.schema.ts';
import { isTimeZone } from '../kernel/calendar.ts';
import { ruleOf } from './recurrence.ts';

const LATEST = Date.parse('2200-01-01T00:00:00.000Z');
/** An instant that may lie ahead; later than this nobody plans, and texts of instants would not sort any more. */
export const planned = pastInstant.refine((at) => !(Date.parse(at) >= LATEST), 'must lie before the year 2200');

export const MOST_REMINDERS = 10;
const FOUR_WEEKS = 40_320;

export const Recurrence = z
  .string()
  .max(200)
  .regex(/^[A-Z]+=/, { error: 'must be an RRULE such as FREQ=WEEKLY;COUNT=10', abort: true })
  .superRefine((text, context) => {
    const rule = ruleOf(text);
    if ('fault' in rule) context.addIssue(rule.fault);
  })
  .meta({
    description:
      'RRULE (RFC 5545) by which it comes again: `FREQ` of `DAILY`, `WEEKLY`, `MONTHLY` or `YEARLY`, ended by either `COUNT` (up to 9999) or `UNTIL` (a day, or an instant in UTC); `INTERVAL` (up to 999); `BYDAY`, with a number such as `2TU` or `-1FR` in months alone, and not for years; `BYMONTHDAY` in months alone; `WKST=MO`. Completing one makes the next one, so far as it lies within two years. Sending it in a change begins the rule anew with this one; null ends it.',
    example: 'FREQ=WEEKLY;BYDAY=MO;COUNT=10',
  });

export const Reminders = z
  .array(z.int().min(0).max(FOUR_WEEKS))
  .max(MOST_REMINDERS)
  .refine((minutes) => new Set(minutes).size === minutes.length, 'must not name a minute twice')
  .meta({
    description:
      'Minutes before it begins, or before it is due where no `startAt` says when it begins, at which its owner is reminded; four weeks at most. What lies in the past when it is set reminds nobody.',
    example: [15],
    uniqueItems: true,
  });

export const timeZone = z.string().max(64).refine(isTimeZone, 'must be an IANA time zone');

export const Series = z
  .object({
    n: z
      .int()
      .min(1)
      .meta({ description: 'Counts the days of the rule up to this one, those that were left out among them.' }),
    on: z.iso.date().meta({ description: 'The day of the rule that this one is for.', example: '2026-12-10' }),
    startAt: planned.optional(),
    dueAt: planned,
    timeZone,
  })
  .meta({ id: 'ActivitySeries', description: 'From where its rule counts: times of the first one, in their zone.' });
export type Series = z.output<typeof Series>;
