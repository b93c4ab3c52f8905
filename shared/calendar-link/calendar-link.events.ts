import { defineEvents } from '../kernel/events.ts';
import { StoredCalendarLink } from './calendar-link.schema.ts';

export const calendarLinkEvents = defineEvents('calendarLink', StoredCalendarLink, {
  id: 'userId',
  actions: {
    renew: ['CalendarLinkRenewed', 'A person made a link of their calendar; the one before shows nothing any more.'],
    delete: ['CalendarLinkRevoked', 'The link of a person’s calendar was revoked.'],
  },
  derived: ['subject'],
  facts: ['endsAt'],
});
