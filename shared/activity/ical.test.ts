import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import type { StoredActivity } from './activity.schema.ts';
import { calendarOf } from './ical.ts';
import { daysOf } from './span.ts';

const anActivity = (more: Partial<StoredActivity> = {}): StoredActivity => ({
  activityId: 'act_01jd3k5w8z9x7v6t5s4r3q2p1n' as StoredActivity['activityId'],
  type: 'meeting',
  subject: 'Offer',
  participants: [],
  dueAt: '2026-12-10T10:00:00.000Z',
  allDay: false,
  timeZone: 'Europe/Vienna',
  priority: 'normal',
  ownerId: 'ann',
  status: 'open',
  customerIds: [],
  version: 3,
  createdAt: '2026-12-01T09:00:00.000Z',
  updatedAt: '2026-12-02T09:00:00.000Z',
  createdBy: { kind: 'user', id: 'ann' },
  ...more,
});
type Calendar = Parameters<typeof calendarOf>[0];
const written = (activity: StoredActivity, more: object = {}): string =>
  calendarOf({ method: 'PUBLISH', entries: [{ activity, withNotes: true, ...more }] });

/** As a calendar program reads it. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  const [event, ...others] = calendar.getAllSubcomponents('vevent');
  if (!event || others.length > 0) throw new Error('not one event');
  const value = (name: string): unknown => event.getFirstPropertyValue(name);
  const time = (name: string) => {
    const at = value(name) as ICAL.Time | null;
    return (
      at && { at: at.isDate ? at.toString() : at.toJSDate().toISOString(), isDate: at.isDate, zone: at.zone?.tzid }
    );
  };
  const names = event.getAllProperties().map(({ name }) => name);
  return { calendar, event, value, time, names };
}

/** Names of all that may stand in an entry. */
const known = new Set(
  'uid dtstamp last-modified sequence status summary description location organizer attendee dtstart dtend transp priority'.split(
    ' ',
  ),
);

describe('an activity as iCalendar', () => {
  test('a calendar program reads what was written: same start, end, zone, text in Arabic and emoji', () => {
    const activity = anActivity({
      subject: 'عرض السيارة 🚗👩‍👩‍👧 über; „alles“, C:\\x',
      notes: 'Zeile 1\nسطر ٢\r\n🚀, ; \\ end',
      location: 'Graz, Hauptplatz 1; 2. Stock',
      startAt: '2026-12-10T09:00:00.000Z',
      sequence: 4,
    });
    const { value, time, names } = read(written(activity));
    expect(time('dtstart')).toEqual({ at: activity.startAt, isDate: false, zone: 'UTC' });
    expect(time('dtend')).toEqual({ at: activity.dueAt, isDate: false, zone: 'UTC' });
    expect(value('summary')).toBe(activity.subject);
    expect(value('description')).toBe('Zeile 1\nسطر ٢\n🚀, ; \\ end');
    expect(value('location')).toBe(activity.location);
    expect(value('uid')).toBe(`${activity.activityId}@heed`);
    expect(value('sequence')).toBe(4);
    expect([value('status'), value('transp')]).toEqual(['CONFIRMED', 'OPAQUE']);
    expect(time('dtstamp')?.at).toBe(activity.updatedAt);
    expect(time('last-modified')?.at).toBe(activity.updatedAt);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });

  test('CR LF in a subject makes no new property', () => {
    const breaks = ['\r\n', '\n', '\r', '\u0085', '\u2028', '\u2029', '\u000b', '\u000c', '\r\n ', '\\n', '"\r\n'];
    for (const one of breaks) {
      const subject = `Offer${one}ATTENDEE:mailto:eve@example.com${one}END:VEVENT${one}BEGIN:VALARM`;
      const text = written(anActivity({ subject, location: subject, notes: subject }), {
        organizer: { address: 'ann@example.com', name: subject },
      });
      const { event, names } = read(text);
      expect(names.filter((name) => !known.has(name) || name === 'attendee')).toEqual([]);
      expect(event.getAllSubcomponents()).toEqual([]);
      // Also for programs that end a line where Unicode does.
      const lines = text.split(/\r\n|[\p{Cc}\p{Zl}\p{Zp}]/u);
      expect(lines.filter((line) => /^(?:ATTENDEE|BEGIN:VALARM)/.test(line))).toEqual([]);
    }
  });

  test('lines have at most 75 octets, none is cut within a character, and any text comes back as it was', () => {
    const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(texts, texts, (subject, notes) => {
        const text = written(anActivity({ subject, notes }));
        for (const line of text.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line.isWellFormed()).toBe(true);
        }
        expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
        const plain = (said: string) =>
          said.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(/(?![\t\n])\p{Cc}/gu, ' ');
        const { value } = read(text);
        expect([value('summary'), value('description')]).toEqual([plain(subject), plain(notes)]);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['a task until its hour', {}, '2026-12-10T10:00:00.000Z', undefined],
    ['one of 30 minutes before it', { durationMinutes: 30 }, '2026-12-10T09:30:00.000Z', '2026-12-10T10:00:00.000Z'],
    [
      'one that begins when it is due, for its minutes',
      { startAt: '2026-12-10T10:00:00.000Z', durationMinutes: 45 },
      '2026-12-10T10:00:00.000Z',
      '2026-12-10T10:45:00.000Z',
    ],
  ])('has a time without a start as well: %s', (_, more, start, end) => {
    const { time, value } = read(written(anActivity(more)));
    expect([time('dtstart')?.at, time('dtend')?.at]).toEqual([start, end]);
    // A deadline takes nobody's time.
    expect(value('transp')).toBe('startAt' in more ? 'OPAQUE' : 'TRANSPARENT');
  });

  test.each([
    ['Pacific/Auckland', '2026-12-10T11:00:00.000Z', '2026-12-11T11:00:00.000Z', '2026-12-11', '2026-12-12'],
    ['America/Los_Angeles', '2026-12-10T08:00:00.000Z', '2026-12-12T07:59:00.000Z', '2026-12-10', '2026-12-12'],
    ['Europe/Vienna', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z', '2026-03-29', '2026-03-30'],
    ['UTC', undefined, '2026-12-10T00:00:00.000Z', '2026-12-10', '2026-12-11'],
  ])('all day in %s is days of that zone', (timeZone, startAt, dueAt, first, behind) => {
    const activity = anActivity({ allDay: true, timeZone, dueAt, ...(startAt !== undefined && { startAt }) });
    const { time } = read(written(activity));
    expect(time('dtstart')).toMatchObject({ at: first, isDate: true });
    expect(time('dtend')).toMatchObject({ at: behind, isDate: true });
    expect(daysOf(activity)).toEqual({ first, behind });
  });

  test('that is called off says so to whom it was sent, and names no other address', () => {
    const cancel: Calendar = {
      method: 'CANCEL',
      stamp: new Date('2026-12-03T09:00:00.000Z'),
      entries: [
        {
          activity: anActivity({ status: 'cancelled', notes: 'Difficult customer' }),
          organizer: { address: 'mail@acme.example', name: 'Acme "Cars"; \\ Graz' },
          attendee: { address: 'ana@example.com', name: 'Ana, Huber' },
        },
      ],
    };
    const text = calendarOf(cancel);
    const { calendar, value, event, time } = read(text);
    expect([calendar.getFirstPropertyValue('method'), value('status')]).toEqual(['CANCEL', 'CANCELLED']);
    expect(time('dtstamp')?.at).toBe('2026-12-03T09:00:00.000Z');
    expect(value('organizer')).toBe('mailto:mail@acme.example');
    expect(event.getFirstProperty('organizer')?.getParameter('cn')).toBe("Acme 'Cars'; ' Graz");
    expect(event.getAllProperties('attendee').map((one) => one.getFirstValue())).toEqual(['MAILTO:ana@example.com']);
    expect(event.getFirstProperty('attendee')?.getParameter('cn')).toBe('Ana, Huber');
    expect(event.getFirstProperty('attendee')?.getParameter('rsvp')).toBe('FALSE');
    expect(text).not.toContain('Difficult');
  });
});
