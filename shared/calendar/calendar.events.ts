import { defineEvents } from '../kernel/events.ts';
import { StoredCalendar } from './calendar.schema.ts';

export const calendarEvents = defineEvents('calendar', StoredCalendar, {
  id: 'calendarId',
  actions: {
    put: ['CalendarChanged', 'A calendar of business hours was made or replaced; what is due already stays due then.'],
    delete: ['CalendarDeleted', 'A calendar of business hours was deleted.'],
  },
  facts: ['timeZone'],
});
