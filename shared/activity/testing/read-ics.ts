import ICAL from 'ical.js';

/** A calendar text as a calendar program reads it: its method, and what its entries say. */
export function readIcs(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  const events = calendar.getAllSubcomponents('vevent').map((one) => ({
    subject: String(one.getFirstPropertyValue('summary')),
    sequence: one.getFirstPropertyValue('sequence'),
    status: one.getFirstPropertyValue('status'),
    uid: one.getFirstPropertyValue('uid'),
    description: one.getFirstPropertyValue('description'),
    organizer: one.getFirstPropertyValue('organizer'),
    attendees: one.getAllProperties('attendee').map((who) => who.getFirstValue()),
  }));
  return { method: calendar.getFirstPropertyValue('method'), events };
}
