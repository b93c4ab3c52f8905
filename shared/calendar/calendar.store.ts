import { defineStore } from '../kernel/store.ts';
import { Calendar, StoredCalendar } from './calendar.schema.ts';

export const calendars = defineStore('calendar', StoredCalendar, {
  id: 'calendarId',
  key: { pk: () => 'calendar', sk: ({ calendarId }) => calendarId },
  indexes: {},
  order: 'asc',
  atMost: { records: 200, called: 'calendars' },
  shown: (calendar) => Calendar.parse(calendar),
});
