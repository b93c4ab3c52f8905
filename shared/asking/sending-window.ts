import { addDays, dayRange, isoWeekday, localDay } from '../kernel/calendar.ts';

/** When mails may go out, by the company's clock. `weekdays` counts Monday as 1 and Sunday as 7. */
export type SendingWindow = { weekdays: readonly number[]; from: string; to: string };

/**
 * The first instant at or after `at` that lies in the window, in the company's time zone; clock changes
 * move it with the wall clock. A window that ends before it begins spans midnight.
 */
export function nextInWindow(at: Date, window: SendingWindow | undefined, timeZone: string): Date {
  if (!window) return at;
  const overnight = window.to <= window.from;
  // Yesterday's window may still be open after midnight; beyond eight days every weekday has come round.
  let day = addDays(localDay(at, timeZone), -1);
  for (let step = 0; step < 10; step++, day = addDays(day, 1)) {
    if (!window.weekdays.includes(isoWeekday(day))) continue;
    const opens = dayRange(day, timeZone, window.from).start;
    const closes = dayRange(overnight ? addDays(day, 1) : day, timeZone, window.to).start;
    if (at < closes) return at > opens ? at : opens;
  }
  return at;
}
