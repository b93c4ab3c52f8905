import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { headerText } from '../mail/message.ts';
import type { StoredActivity } from './activity.schema.ts';
import { sequenceOf } from './sequence.ts';
import { daysOf, spanOf } from './span.ts';

/** Somebody whose address may be told to whoever gets the calendar. */
export type Mailbox = { address: string; name: string };
type Method = 'PUBLISH' | 'REQUEST' | 'CANCEL';
type Entry = {
  activity: StoredActivity;
  /** Whether its notes are told: they are written for colleagues. */
  withNotes?: boolean;
  organizer?: Mailbox | undefined;
  attendee?: Mailbox | undefined;
};
type Calendar = {
  method: Method;
  entries: readonly Entry[];
  /** What a program calls it that shows it beside others. */
  name?: string;
  /** When it was written (`DTSTAMP`): when each entry changed last, unless given. */
  stamp?: Date;
};

const HOUR_SECONDS = 3_600;
/** RFC 5545, 3.8.1.9. */
const priorities = { high: 1, normal: 5, low: 9 } as const;

/** Names an activity in every calendar, for ever. */
export const uidOf = ({ activityId }: Pick<StoredActivity, 'activityId'>): string => `${activityId}@heed`;

/** A text without what RFC 5545 allows in none (3.1), and with one kind of line break: programs read all others as ends of lines. */
const textOf = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\p{Zl}\p{Zp}]/gu, '\n')
    .replace(/(?![\t\n])\p{Cc}/gu, ' ');

/** Values of parameters know neither quotes nor escapes (3.2). */
const person = ({ address, name }: Mailbox) => ({
  email: address,
  name: headerText(name).replace(/["\\]/g, "'") || address,
});

/** Times are UTC; whole days are dates, on the calendar of the activity's zone. */
function times(activity: StoredActivity) {
  if (activity.allDay) {
    const { first, behind } = daysOf(activity);
    return { start: new Date(first), end: new Date(behind), allDay: true };
  }
  const { from, to } = spanOf(activity);
  return { start: from, ...(to > from && { end: to }) };
}

/** A deadline takes nobody's time, nor does what was called off. */
const isBusy = ({ startAt, status }: StoredActivity): boolean => startAt !== undefined && status !== 'cancelled';

/**
 * Activities as iCalendar (RFC 5545), each a VEVENT: programs that follow a calendar by its address show no VTODO, so a task
 * stands at the time until which it is due, and takes no time there.
 */
export function calendarOf({ method, entries, name, stamp }: Calendar): string {
  const calendar = ical({
    prodId: { company: 'Heed', product: 'Heed', language: 'EN' },
    method: ICalCalendarMethod[method],
    ...(name !== undefined && { name: textOf(name), ttl: HOUR_SECONDS }),
  });
  for (const { activity, withNotes = false, organizer, attendee } of entries)
    calendar.createEvent({
      id: uidOf(activity),
      stamp: stamp ?? new Date(activity.updatedAt),
      lastModified: new Date(activity.updatedAt),
      sequence: sequenceOf(activity),
      ...times(activity),
      summary: textOf(activity.subject),
      description: withNotes && activity.notes !== undefined ? textOf(activity.notes) : null,
      location: activity.location === undefined ? null : textOf(activity.location),
      status: activity.status === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      transparency: isBusy(activity) ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
      priority: priorities[activity.priority],
      ...(organizer && { organizer: person(organizer) }),
      ...(attendee && {
        // Nobody reads an answer, so none is asked for.
        attendees: [
          { ...person(attendee), rsvp: false, role: ICalAttendeeRole.REQ, status: ICalAttendeeStatus.NEEDSACTION },
        ],
      }),
    });
  return `${calendar.toString()}\r\n`;
}
