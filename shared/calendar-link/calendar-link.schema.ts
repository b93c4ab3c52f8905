import * as z from 'zod';
import { OuterId } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { instant } from '../fields/time.schema.ts';

const fields = {
  userId: OuterId.meta({ description: 'Whose activities it shows.', example: 'user-7' }),
  endsAt: instant.meta({ description: 'From then on it shows nothing.' }),
};

/** The link of a person’s own calendar, as it is stored: `subject` is the part of it that is new with each. */
export const StoredCalendarLink = record('StoredCalendarLink', {
  ...fields,
  subject: z.string().regex(/^[0-9a-f]{32}$/),
});
export type StoredCalendarLink = z.output<typeof StoredCalendarLink>;

/** The same as its owner sees it. */
export const CalendarLink = record('CalendarLink', {
  ...fields,
  url: z.url().optional().meta({
    description: 'What a calendar program follows. Whoever has it sees what the owner has to do.',
    example: 'https://api.example.com/u/AQEKAAD…',
  }),
});
export type CalendarLink = z.output<typeof CalendarLink>;
