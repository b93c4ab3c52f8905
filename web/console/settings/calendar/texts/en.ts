import { counted } from '../../../texts/texts.ts';

export const en = {
  about: 'When people work: due times of follow-ups and tickets are counted by it.',
  calendars: 'Calendars',
  create: 'New calendar',
  id: 'Id',
  idHelp: 'a-z, 0-9, . _ and -; it cannot be changed later',
  name: 'Name',
  timeZone: 'Time zone',
  weekly: 'Every week',
  closed: 'closed',
  addHours: 'Add hours',
  addHoursOn: (day: string) => `Add hours: ${day}`,
  from: 'from',
  to: 'to',
  exceptions: 'Other days',
  exceptionsHelp: 'Holidays, and days with other hours.',
  addDay: 'Add a day',
  day: 'Day',
  days: (n: number) => counted(n, { one: '# other day', other: '# other days' }),
  builtIn: 'built in',
};
export type Words = typeof en;
