import * as z from 'zod';
import { record } from '../fields/record.schema.ts';
import { line } from '../fields/text.schema.ts';
import { localTime } from '../fields/time.schema.ts';
import { isTimeZone } from '../kernel/calendar.ts';

/** Chosen by the caller. `default` is there in every company. */
export const CalendarId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'must be 1 to 64 of a-z, 0-9, `.`, `_` and `-`')
  .meta({ example: 'support-berlin' });

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const DAY_MINUTES = 1_440;
/** Minutes of a local time since midnight. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
/** Minutes since the midnight of its day at which an interval ends: one that ends before it starts, ends the day after. */
export const endOf = ({ start, end }: { start: string; end: string }): number =>
  minutesOf(end) + (minutesOf(end) < minutesOf(start) ? DAY_MINUTES : 0);

const hours = {
  start: localTime.meta({ example: '09:00' }),
  end: z
    .string()
    .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must look like 17:00')
    .meta({ description: 'Before `start` it is a time of the day after; `24:00` ends a day.', example: '17:00' }),
};
const lasts = ({ start, end }: { start: string; end: string }): boolean => start !== end;
const NO_TIME = { path: ['end'], error: 'must differ from start' };

type Interval = { start: string; end: string };
const overlap = (intervals: readonly Interval[]): boolean =>
  intervals
    .toSorted((one, other) => minutesOf(one.start) - minutesOf(other.start))
    .some((one, index, all) => index > 0 && minutesOf(one.start) < endOf(all[index - 1] ?? one));

const fields = {
  name: line(100).optional().meta({ example: 'Support in Berlin' }),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'must be an IANA time zone')
    .meta({ description: 'IANA zone of its hours.', example: 'Europe/Berlin' }),
  weekly: z
    .array(z.strictObject({ day: z.enum(weekdays), ...hours }).refine(lasts, NO_TIME))
    .min(1)
    .max(70)
    .refine(
      (weekly) => ![...Map.groupBy(weekly, ({ day }) => day).values()].some(overlap),
      'must not hold two intervals of one day that overlap',
    )
    .meta({
      description: 'When it is open, every week. An interval past midnight belongs to the day that it starts on.',
    }),
  exceptions: z
    .array(
      z.strictObject({
        date: z.iso.date(),
        intervals: z
          .array(z.strictObject(hours).refine(lasts, NO_TIME))
          .max(10)
          .refine((intervals) => !overlap(intervals), 'must not overlap')
          .default([])
          .meta({ description: 'When it is open on that day instead; without any it is closed.' }),
        name: line(100).optional().meta({ example: 'New Year' }),
      }),
    )
    .max(500)
    .refine((days) => new Set(days.map(({ date }) => date)).size === days.length, 'must not name a day twice')
    .default([])
    .meta({ description: 'Days that are not like their weekday: holidays, and days with other hours.' }),
};

export const StoredCalendar = record('StoredCalendar', { calendarId: CalendarId, ...fields });
export type StoredCalendar = z.output<typeof StoredCalendar>;

/** When people work: what business minutes are counted by. */
export const Calendar = z
  .object({
    calendarId: CalendarId,
    ...fields,
    version: z.int().min(0).meta({ description: '0: built in, and never changed. Also the `ETag`.' }),
    updatedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'Calendar' });
export type Calendar = z.output<typeof Calendar>;

export const PutCalendar = z.strictObject(fields).meta({ id: 'PutCalendar' });
export type PutCalendar = z.output<typeof PutCalendar>;
